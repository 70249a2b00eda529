"""Lets the light at the slot to touch blink. Lights help; nobody waits for them."""

import asyncio

from devices.lights import Light, Lights, Slot
from flows.session.state import Session
from flows.slots import slot_to_touch


class SlotLights:
    """`lights` is None where none are fitted."""

    def __init__(self, lights: Lights | None) -> None:
        self._lights = lights
        self._wanted: Slot | None = None
        self._shown: Slot | None = None
        self._switching: asyncio.Task[None] | None = None

    def follow(self, session: Session) -> None:
        """Returns at once; the light follows."""
        self._wanted = slot_to_touch(session)
        idle = self._switching is None or self._switching.done()
        if self._lights is not None and self._wanted is not self._shown and idle:
            self._switching = asyncio.create_task(self._switch(self._lights))

    async def dark(self) -> None:
        if self._lights is None:
            return
        self._wanted = None
        if self._switching is not None:
            await self._switching
        await self._lights.all_off()

    async def _switch(self, lights: Lights) -> None:
        while self._shown is not self._wanted:
            before, self._shown = self._shown, self._wanted
            if before is not None:
                await lights.show(before, Light.OFF)
            if self._shown is not None:
                await lights.show(self._shown, Light.BLINKING)
