"""Lights on a Modbus RTU relay board, one relay a slot. Blinking is done here, once a second."""

import asyncio
import contextlib
from dataclasses import replace

from pydantic import Field

from devices.clock import Clock
from devices.codecs.modbus_rtu import check, close
from devices.delays import BLINK_HALF, BOARD_ANSWER, QUIET
from devices.errors import DeviceError, ReplyError, UnavailableError
from devices.lights import Light, Slot
from devices.link import PortLink
from devices.settings import DeviceSettings, DriverOptions, parse_options
from devices.status import Capabilities, DeviceClass, DeviceState, DeviceStatus
from devices.transport.port import OpenPort, Port, drain
from devices.transport.serial_port import open_serial
from devices.trouble import in_trouble

SWITCH, ALL_RELAYS, ON, OFF = 0x05, 0x00FF, b"\xff\x00", b"\x00\x00"
ASK_LIMIT = 3 * BOARD_ANSWER


class Options(DriverOptions):
    baudrate: int = Field(default=9600, ge=1200, le=256000)
    address: int = Field(default=1, ge=1, le=247)
    relays: dict[Slot, int] = Field(default_factory=lambda: {slot: at for at, slot in enumerate(Slot, start=1)})
    """the relay of each slot, from 1; a slot without one has no light"""


def create(settings: DeviceSettings, clock: Clock) -> "RelayLights":
    options = parse_options(Options, settings.options)
    return RelayLights(open_serial(settings.port, baudrate=options.baudrate, now=clock.now), options, clock)


class RelayLights:
    def __init__(self, open_port: OpenPort, options: Options, clock: Clock) -> None:
        self._link = PortLink("lights", open_port, clock)
        self._options = options
        self._clock = clock
        self._blinking: dict[Slot, asyncio.Task[None]] = {}
        features = frozenset(str(slot) for slot in options.relays)
        self._status = DeviceStatus(
            DeviceClass.LIGHTS, DeviceState.STARTING, capabilities=Capabilities(features=features)
        )

    async def connect(self) -> None:
        """All off, which every board answers."""
        await self._send(ALL_RELAYS, OFF)
        self._status = replace(self._status, state=DeviceState.ONLINE, fault=None)

    async def close(self) -> None:
        with contextlib.suppress(DeviceError):
            await self.all_off()
        await self._link.close()

    async def attached(self) -> bool:
        return await self._link.attached()

    async def status(self) -> DeviceStatus:
        try:
            await self._link.talk(lambda port: self._ask(port, _read_relays(self._options.address)), within_s=ASK_LIMIT)
        except DeviceError as error:
            self._note_trouble(error)
        else:
            self._status = replace(self._status, state=DeviceState.ONLINE, fault=None)
        return self._status

    async def show(self, slot: Slot, light: Light) -> bool:
        if slot not in self._options.relays:
            return False
        self._stop_blinking(slot)
        if light is Light.BLINKING:
            self._blinking[slot] = asyncio.ensure_future(self._blink(slot))
            return True
        return await self._switch(slot, on=light is Light.STEADY)

    async def all_off(self) -> None:
        for slot in list(self._blinking):
            self._stop_blinking(slot)
        with contextlib.suppress(DeviceError):
            await self._send(ALL_RELAYS, OFF)

    async def _blink(self, slot: Slot) -> None:
        while await self._switch(slot, on=True):
            await self._clock.rest(BLINK_HALF)
            await self._switch(slot, on=False)
            await self._clock.rest(BLINK_HALF)

    def _stop_blinking(self, slot: Slot) -> None:
        if (task := self._blinking.pop(slot, None)) is not None:
            task.cancel()

    async def _switch(self, slot: Slot, *, on: bool) -> bool:
        try:
            await self._send(self._options.relays[slot] - 1, ON if on else OFF)
        except DeviceError as error:
            self._note_trouble(error)
            return False
        return True

    async def _send(self, relay: int, value: bytes) -> None:
        request = close(bytes([self._options.address, SWITCH]) + relay.to_bytes(2, "big") + value)
        await self._link.talk(lambda port: self._ask(port, request), within_s=ASK_LIMIT)

    def _ask(self, port: Port, request: bytes) -> None:
        """The board answers with the same address and function; anything else is an error."""
        while port.read(0):
            pass
        port.write(request)
        answer = port.read(BOARD_ANSWER)
        if not answer:
            raise UnavailableError("no answer")
        answer += drain(port, self._clock, quiet_s=QUIET)
        try:
            body = check(answer)
        except ValueError as error:
            raise ReplyError(str(error)) from error
        if body[:2] != request[:2]:
            raise ReplyError(f"the board refuses ({body.hex(' ').upper()})")

    def _note_trouble(self, error: DeviceError) -> None:
        self._status = in_trouble(self._status, error)


def _read_relays(address: int) -> bytes:
    return close(bytes([address, 0x01, 0x00, 0x00, 0x00, 0x08]))
