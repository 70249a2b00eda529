"""The board's side of the WKLY locker protocol (devices.md 2.2): frames begin with 57 4B 4C 59."""

from functools import reduce
from operator import xor

from devices.simulated.boards.board_frames import FrameStream
from devices.simulated.boards.board_options import BoardOptions
from devices.simulated.boards.locker_doors import LockerDoors
from devices.simulated.wire.line import Line

START = b"WKLY"
SHORTEST = 8
OK, FAILED = b"\x00", b"\xff"


class BoardWkly:
    """Boards count from 0, channels from 1. A state is 00 for open and 01 for closed, unless wired the other way."""

    def __init__(self, line: Line, doors: LockerDoors, options: BoardOptions) -> None:
        self._line = line
        self._doors = doors
        self._options = options
        self._stream = FrameStream(_size)
        self._steady: set[int] = set()
        if options.reports:
            doors.moved = self._report

    def forget(self) -> None:
        self._stream.forget()

    def received(self, data: bytes) -> None:
        for frame in self._stream.feed(data):
            cells = self._options.cells_of(frame[5] + 1, self._doors)
            if cells:
                self._answer(frame[5], frame[6], frame[7:-1], cells)

    def state(self) -> dict[str, object]:
        return {"energised": sorted(self._steady)}

    def _answer(self, board: int, command: int, data: bytes, cells: dict[int, int]) -> None:
        match command:
            case 0x82 if data:
                self._send(board, command, self._one(data[0], cells, pulse=True))
            case 0x83 if data:
                self._send(board, command, self._one(data[0], cells, pulse=False))
            case 0x84:
                states = b"".join(self._state(cell) for cell in cells.values())
                self._send(board, command, OK + bytes([len(cells)]) + states)
            case 0x86:
                self._send(board, command, self._several(list(cells), cells))
            case 0x80 | 0x87 if data:
                self._send(board, command, self._several(list(data[1:]), cells))
            case 0x81 | 0x88 | 0x89 if data:
                self._send(board, command, self._hold(command, data[0], cells))

    def _one(self, channel: int, cells: dict[int, int], *, pulse: bool) -> bytes:
        if channel not in cells:
            return FAILED + bytes([channel]) + b"\x01"
        if pulse:
            self._doors.pulse(cells[channel])
        return OK + bytes([channel]) + self._state(cells[channel])

    def _several(self, channels: list[int], cells: dict[int, int]) -> bytes:
        if not set(channels) <= set(cells):
            return FAILED
        for channel in channels:
            self._doors.pulse(cells[channel])
        return OK

    def _hold(self, command: int, channel: int, cells: dict[int, int]) -> bytes:
        """81 flashes a lamp, 88 leaves the channel energised, 89 takes the current away."""
        if channel not in cells:
            return FAILED + bytes([channel])
        if command == 0x88:
            self._steady.add(cells[channel])
            self._doors.pulse(cells[channel])
        if command == 0x89:
            self._steady.discard(cells[channel])
        return OK + bytes([channel])

    def _state(self, cell: int) -> bytes:
        return bytes([self._options.level(self._doors.doors[cell].switch_closed)])

    def _report(self, cell: int) -> None:
        board, channel = self._options.place_of(cell)
        self._send(board - 1, 0x85, bytes([channel]) + self._state(cell))

    def _send(self, board: int, command: int, data: bytes) -> None:
        content = START + bytes([SHORTEST + len(data), board, command]) + data
        self._line.send(content + bytes([reduce(xor, content)]))


def _size(pending: bytes) -> int | None:
    head = pending[: len(START)]
    if not START.startswith(head):
        return 0
    if len(pending) <= len(START):
        return None
    size = pending[4]
    if size < SHORTEST:
        return 0
    if len(pending) < size:
        return None
    return 0 if reduce(xor, pending[:size]) else size
