"""A locker over any family of boards: opens at most once per intent, one door at a time, and watches the door."""

import asyncio
import contextlib
from dataclasses import replace
from pathlib import Path

from devices.clock import Clock
from devices.command_ids import CommandIds
from devices.delays import BOARD_SETTLE, DOOR_POLL
from devices.errors import DeviceError
from devices.locker.bus import LockerBus
from devices.locker.codec import FrameKind, LockerCodec
from devices.locker.door_watch import DoorPhase
from devices.locker.doors import Doors
from devices.locker.options import LockerOptions, places, wiring
from devices.pickup_locker import (
    CellNumber,
    CellPlace,
    DoorState,
    Opened,
    OpenFailed,
    OpenFailure,
    OpenOutcome,
    OpenUncertain,
)
from devices.status import Capabilities, DeviceClass, DeviceState, DeviceStatus
from devices.transport.port import OpenPort
from devices.trouble import state_of

CLOSED_READINGS = 2
"""a door that bounces is not closed yet"""


class LockerDriver:
    def __init__(self, codec: LockerCodec, open_port: OpenPort, options: LockerOptions, clock: Clock) -> None:
        self._codec = codec
        self._bus = LockerBus(codec, open_port, clock, echo=options.echo, answer_s=options.answer_within_s)
        self._options = options
        self._clock = clock
        self._doors = Doors(codec, self._bus, options, clock)
        self._plugs = wiring(options)
        self._places = tuple(place for place in places(options) if place.cell in self._plugs)
        self._intents = CommandIds(file=Path(options.intents_file) if options.intents_file else None)
        self._one_at_a_time = asyncio.Lock()
        features = frozenset({f"{len(self._places)}_cells"})
        self._status = DeviceStatus(
            DeviceClass.PICKUP_LOCKER, DeviceState.STARTING, capabilities=Capabilities(features=features)
        )

    async def connect(self) -> None:
        """Makes every board safe and asks each for its doors. When no board answers, the trouble of the first."""
        for board in self._doors.boards:
            for request in self._codec.start_requests(board):
                await self._bus.tell(request)
        silent = await self._look()
        if len(silent) == len(self._doors.boards):
            raise next(iter(silent.values()))

    async def close(self) -> None:
        await self._bus.close()

    async def attached(self) -> bool:
        return await self._bus.attached()

    async def status(self) -> DeviceStatus:
        if self._bus.busy or self._one_at_a_time.locked():
            return replace(self._status, state=DeviceState.DEVICE_BUSY)
        await self._look()
        return self._status

    def cells(self) -> tuple[CellPlace, ...]:
        return self._places

    async def door(self, cell: CellNumber) -> DoorState:
        """UNKNOWN also when the board cannot be asked."""
        return (await self._doors.read(cell)) or DoorState.UNKNOWN

    async def open_cell(self, cell: CellNumber, *, intent_id: str) -> OpenOutcome:
        if cell not in self._plugs:
            return OpenFailed(cell, OpenFailure.NO_SUCH_CELL)
        async with self._one_at_a_time:
            try:
                if not await self._bus.compute(lambda: self._intents.claim(intent_id)):
                    return OpenFailed(cell, OpenFailure.ALREADY_OPENED)
                before = await self._doors.read(cell) or await self._doors.read(cell)
                if before is None:
                    await self._bus.compute(lambda: self._intents.release(intent_id))
                    return OpenFailed(cell, OpenFailure.OFFLINE, "no pulse was given")
            except DeviceError as error:
                return OpenFailed(cell, OpenFailure.OFFLINE, f"no pulse was given: {error}")
            return await self._open(cell, before)

    async def wait_until_closed(self, cell: CellNumber, *, deadline_s: float) -> bool:
        deadline = self._clock.now() + deadline_s
        closed = 0
        while cell in self._plugs:
            closed = closed + 1 if await self._doors.read(cell) is DoorState.CLOSED else 0
            if closed == CLOSED_READINGS:
                return True
            if self._clock.now() + DOOR_POLL > deadline:
                return False
            await self._clock.rest(DOOR_POLL)
        return False

    async def _open(self, cell: CellNumber, before: DoorState) -> OpenOutcome:
        for _ in range(2 if self._options.retry_jammed else 1):
            phase = await self._pulse(cell)
            if phase is not DoorPhase.JAMMED:
                break
        match phase:
            case None:
                return OpenFailed(cell, OpenFailure.OFFLINE, "the board refused to give a pulse")
            case DoorPhase.JAMMED:
                return OpenFailed(cell, OpenFailure.JAMMED, "the sensor went on saying closed")
            case DoorPhase.OPEN if before is DoorState.CLOSED:
                return Opened(cell)
            case DoorPhase.OPEN:
                return OpenUncertain(cell, f"the sensor said {before} already before the pulse")
            case _:
                return OpenUncertain(cell, "the sensor cannot be read")

    async def _pulse(self, cell: CellNumber) -> DoorPhase | None:
        """One pulse and what came of it; None when the board refused to give it.

        An acknowledgement is waited for and not believed.
        """
        board, channel = self._plugs[cell]
        request = self._codec.open_request(board, channel)
        with contextlib.suppress(DeviceError):  # the pulse may have been given all the same; the sensor tells
            if self._codec.acknowledges:
                answer = await self._bus.ask(request, lambda frame: frame.board == board and frame.kind in _ACKS)
                if answer.kind is FrameKind.REFUSED:
                    return None
            else:
                await self._bus.tell(request)
        self._doors.pulsed(cell)
        await self._clock.rest(BOARD_SETTLE)
        with contextlib.suppress(DeviceError):
            for request in self._codec.after_open(board):
                await self._bus.tell(request)
        await self._doors.read(cell)
        while self._doors.phase(cell) is DoorPhase.OPENING:
            await self._clock.rest(DOOR_POLL)
            await self._doors.read(cell)
        return self._doors.phase(cell)

    async def _look(self) -> dict[int, DeviceError]:
        """The boards that did not answer, with their trouble; the status is what this look told."""
        silent = await self._doors.look()
        state, fault = DeviceState.ONLINE, self._doors.fault(silent)
        if len(silent) == len(self._doors.boards):
            state, why = state_of(next(iter(silent.values())))
            fault = fault if state is DeviceState.OFFLINE and why.kind not in _OF_THE_PORT else why
        self._status = replace(self._status, state=state, fault=fault)
        return silent


_OF_THE_PORT = ("port_forbidden", "port_taken")
_ACKS = (FrameKind.ACKNOWLEDGED, FrameKind.REFUSED)
