"""A clock that moves only when somebody waits, so that minutes of waiting take no time."""

import asyncio
import threading

from devices.clock import Clock


class VirtualClock:
    """With `haste` every wait counts so many times: for deadlines kept in real time too, with room to spare."""

    def __init__(self, haste: float = 1.0) -> None:
        self._now = 1000.0
        self._haste = haste
        self._lock = threading.Lock()
        self.clock = Clock(now=self.now, pause=self.pause, rest=self.rest)

    def now(self) -> float:
        return self._now

    def pause(self, seconds: float) -> None:
        with self._lock:
            self._now += seconds * self._haste

    async def rest(self, seconds: float) -> None:
        self.pause(seconds)
        await asyncio.sleep(0)
