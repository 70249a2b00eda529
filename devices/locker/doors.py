"""What the boards say about their doors, and what each door has done since: read on demand, never believed longer."""

from collections.abc import Sequence

from devices.clock import Clock
from devices.errors import DeviceError
from devices.locker.bus import LockerBus
from devices.locker.codec import FrameKind, LockerCodec, LockerFrame
from devices.locker.door_watch import DoorLimits, DoorPhase, DoorWatch
from devices.locker.options import LockerOptions, wiring
from devices.pickup_locker import CellNumber, DoorState
from devices.status import Actor, Fault


class Doors:
    def __init__(self, codec: LockerCodec, bus: LockerBus, options: LockerOptions, clock: Clock) -> None:
        self._codec = codec
        self._bus = bus
        self._clock = clock
        self._closed_level = bool(options.closed_level)
        self._plugs = wiring(options)
        self._channels = {board.address: board.channels for board in options.boards}
        limits = DoorLimits(options.opens_within_s, options.left_open_after_s)
        self._watches = dict.fromkeys(self._plugs, DoorWatch(limits=limits))

    @property
    def boards(self) -> Sequence[int]:
        """Their addresses."""
        return tuple(self._channels)

    def phase(self, cell: CellNumber) -> DoorPhase:
        return self._watches[cell].phase

    def pulsed(self, cell: CellNumber) -> None:
        self._watches[cell] = self._watches[cell].pulsed(self._clock.now())

    async def read(self, cell: CellNumber) -> DoorState | None:
        """The sensor of this cell; None when its board does not answer or there is no such cell."""
        if cell not in self._plugs:
            return None
        board, channel = self._plugs[cell]
        try:
            frame = await self._ask(board)
        except DeviceError:
            self._saw(cell, DoorState.UNKNOWN)
            return None
        reading = self._reading(frame, channel)
        self._saw(cell, reading)
        return reading

    async def look(self) -> dict[int, DeviceError]:
        """Reads every door; the boards that did not answer, with their trouble."""
        return {board: trouble for board in self._channels if (trouble := await self._look(board))}

    def fault(self, silent: dict[int, DeviceError]) -> Fault | None:
        """The gravest one; the detail names boards and cells."""
        if silent:
            boards = ", ".join(f"board {board}: {trouble}" for board, trouble in silent.items())
            return Fault("board_silent", Actor.ENGINEER, boards)
        if cells := self._cells_in(DoorPhase.JAMMED):
            return Fault("door_jammed", Actor.STAFF, cells)
        if cells := self._cells_in(DoorPhase.LEFT_OPEN):
            return Fault("door_left_open", Actor.STAFF, cells)
        return None

    async def _look(self, board: int) -> DeviceError | None:
        """Reads all doors of a board into their watches. What went wrong, or nothing."""
        cells = {channel: cell for cell, (at, channel) in self._plugs.items() if at == board}
        try:
            frame = await self._ask(board)
        except DeviceError as error:
            for cell in cells.values():
                self._saw(cell, DoorState.UNKNOWN)
            return error
        for channel, cell in cells.items():
            self._saw(cell, self._reading(frame, channel))
        return None

    async def _ask(self, board: int) -> LockerFrame:
        request = self._codec.state_request(board, self._channels[board])
        return await self._bus.ask(request, lambda frame: frame.board == board and frame.kind is FrameKind.DOORS)

    def _reading(self, frame: LockerFrame, channel: int) -> DoorState:
        level = frame.levels.get(channel)
        if level is None:
            return DoorState.UNKNOWN
        return DoorState.CLOSED if level == self._closed_level else DoorState.OPEN

    def _saw(self, cell: CellNumber, reading: DoorState) -> None:
        self._watches[cell] = self._watches[cell].seen(reading, self._clock.now())

    def _cells_in(self, phase: DoorPhase) -> str:
        return ", ".join(f"{cell:02d}" for cell, watch in self._watches.items() if watch.phase is phase)
