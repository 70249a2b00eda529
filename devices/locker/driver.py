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
from devices.locker.codec import FrameKind, LockerCodec, LockerFrame
from devices.locker.door_watch import DoorLimits, DoorPhase, DoorWatch
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
from devices.status import Actor, Capabilities, DeviceClass, DeviceState, DeviceStatus, Fault
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
        self._plugs = wiring(options)
        self._channels = {board.address: board.channels for board in options.boards}
        self._places = tuple(place for place in places(options) if place.cell in self._plugs)
        limits = DoorLimits(options.opens_within_s, options.left_open_after_s)
        self._watches = dict.fromkeys(self._plugs, DoorWatch(limits=limits))
        self._intents = CommandIds(file=Path(options.intents_file) if options.intents_file else None)
        self._one_at_a_time = asyncio.Lock()
        features = frozenset({f"{len(self._places)}_cells"})
        self._status = DeviceStatus(
            DeviceClass.PICKUP_LOCKER, DeviceState.STARTING, capabilities=Capabilities(features=features)
        )

    async def connect(self) -> None:
        """Makes every board safe and asks each for its doors. When no board answers, the trouble of the first."""
        for board in self._channels:
            for request in self._codec.start_requests(board):
                await self._bus.tell(request)
        silent = await self._look_at_all()
        if len(silent) == len(self._channels):
            raise next(iter(silent.values()))

    async def close(self) -> None:
        await self._bus.close()

    async def attached(self) -> bool:
        return await self._bus.attached()

    async def status(self) -> DeviceStatus:
        if self._bus.busy or self._one_at_a_time.locked():
            return replace(self._status, state=DeviceState.DEVICE_BUSY)
        await self._look_at_all()
        return self._status

    def cells(self) -> tuple[CellPlace, ...]:
        return self._places

    async def door(self, cell: CellNumber) -> DoorState:
        """UNKNOWN also when the board cannot be asked."""
        return (await self._read(cell)) or DoorState.UNKNOWN

    async def open_cell(self, cell: CellNumber, *, intent_id: str) -> OpenOutcome:
        if cell not in self._plugs:
            return OpenFailed(cell, OpenFailure.NO_SUCH_CELL)
        async with self._one_at_a_time:
            try:
                if not await self._bus.compute(lambda: self._intents.claim(intent_id)):
                    return OpenFailed(cell, OpenFailure.ALREADY_OPENED)
                before = await self._read(cell) or await self._read(cell)
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
            closed = closed + 1 if await self._read(cell) is DoorState.CLOSED else 0
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
        self._watches[cell] = self._watches[cell].pulsed(self._clock.now())
        await self._clock.rest(BOARD_SETTLE)
        with contextlib.suppress(DeviceError):
            for request in self._codec.after_open(board):
                await self._bus.tell(request)
        await self._read(cell)
        while self._watches[cell].phase is DoorPhase.OPENING:
            await self._clock.rest(DOOR_POLL)
            await self._read(cell)
        return self._watches[cell].phase

    async def _read(self, cell: CellNumber) -> DoorState | None:
        """The sensor of this cell; None when its board does not answer."""
        if cell not in self._plugs:
            return None
        board, channel = self._plugs[cell]
        try:
            frame = await self._ask_doors(board)
        except DeviceError:
            self._saw(cell, DoorState.UNKNOWN)
            return None
        reading = self._reading(frame, channel)
        self._saw(cell, reading)
        return reading

    async def _look_at_all(self) -> dict[int, DeviceError]:
        """Reads all doors and notes what that tells; the boards that did not answer, with their trouble."""
        silent = {board: trouble for board in self._channels if (trouble := await self._look(board))}
        state, fault = DeviceState.ONLINE, self._fault(silent)
        if len(silent) == len(self._channels):
            state, why = state_of(next(iter(silent.values())))
            fault = fault if state is DeviceState.OFFLINE and why.kind != "port_forbidden" else why
        self._status = replace(self._status, state=state, fault=fault)
        return silent

    async def _look(self, board: int) -> DeviceError | None:
        """Reads all doors of a board into their watches. What went wrong, or nothing."""
        cells = {channel: cell for cell, (at, channel) in self._plugs.items() if at == board}
        try:
            frame = await self._ask_doors(board)
        except DeviceError as error:
            for cell in cells.values():
                self._saw(cell, DoorState.UNKNOWN)
            return error
        for channel, cell in cells.items():
            self._saw(cell, self._reading(frame, channel))
        return None

    async def _ask_doors(self, board: int) -> LockerFrame:
        request = self._codec.state_request(board, self._channels[board])
        return await self._bus.ask(request, lambda frame: frame.board == board and frame.kind is FrameKind.DOORS)

    def _reading(self, frame: LockerFrame, channel: int) -> DoorState:
        level = frame.levels.get(channel)
        if level is None:
            return DoorState.UNKNOWN
        return DoorState.CLOSED if level == bool(self._options.closed_level) else DoorState.OPEN

    def _saw(self, cell: CellNumber, reading: DoorState) -> None:
        self._watches[cell] = self._watches[cell].seen(reading, self._clock.now())

    def _fault(self, silent: dict[int, DeviceError]) -> Fault | None:
        """The gravest one; the detail names boards and cells."""
        if silent:
            boards = ", ".join(f"board {board}: {trouble}" for board, trouble in silent.items())
            return Fault("board_silent", Actor.ENGINEER, boards)
        if cells := self._cells_in(DoorPhase.JAMMED):
            return Fault("door_jammed", Actor.STAFF, cells)
        if cells := self._cells_in(DoorPhase.LEFT_OPEN):
            return Fault("door_left_open", Actor.STAFF, cells)
        return None

    def _cells_in(self, phase: DoorPhase) -> str:
        return ", ".join(f"cell {cell}" for cell, watch in self._watches.items() if watch.phase is phase)


_ACKS = (FrameKind.ACKNOWLEDGED, FrameKind.REFUSED)
