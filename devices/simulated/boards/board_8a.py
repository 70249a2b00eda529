"""The board's side of the 8A/80 locker protocol (devices.md 2.1)."""

from functools import reduce
from operator import xor

from devices.simulated.boards.board_frames import FrameStream
from devices.simulated.boards.board_options import BoardOptions
from devices.simulated.boards.locker_doors import LockerDoors
from devices.simulated.wire.line import Line

OPEN, QUERY, BATCH, KEEP, RELEASE, REPORT = 0x8A, 0x80, 0x90, 0x9A, 0x9B, 0x82
ON, ASK = 0x11, 0x33
SHORT, LONG = 5, 6


class Board8A:
    """Boards and locks count from 1. Frames for nobody and broken frames get no answer."""

    def __init__(self, line: Line, doors: LockerDoors, options: BoardOptions) -> None:
        self._line = line
        self._doors = doors
        self._options = options
        self._stream = FrameStream(_size)
        self._kept: set[int] = set()
        if options.reports:
            doors.moved = self._report

    def forget(self) -> None:
        self._stream.forget()

    def received(self, data: bytes) -> None:
        for frame in self._stream.feed(data):
            self._answer(frame)

    def state(self) -> dict[str, object]:
        return {"energised": sorted(self._kept)}

    def _answer(self, frame: bytes) -> None:
        action, board, lock = frame[0], frame[1], frame[2]
        cells = self._options.cells_of(board, self._doors)
        if not cells:
            return
        match action:
            case 0x8A if frame[3] == ON:
                self._open(frame[:3], cells, lock)
            case 0x80 if frame[3] == ASK and lock == 0:
                self._send(bytes([QUERY, board]) + self._board_state(cells) + bytes([ASK]))
            case 0x80 if frame[3] == ASK and lock in cells:
                self._send(frame[:3] + self._status(cells[lock]))
            case 0x90:
                self._open_batch(frame[2:5], cells)
            case 0x9A | 0x9B if frame[3] == ON and lock in cells:
                self._keep(cells[lock], on=action == KEEP)
                self._send(frame[:3] + self._status(cells[lock]))

    def _open(self, head: bytes, cells: dict[int, int], lock: int) -> None:
        if lock == 0:
            for cell in cells.values():
                self._doors.pulse(cell)
            self._send(head + b"\x00")
        elif lock in cells:
            self._doors.pulse(cells[lock])
            self._send(head + self._status(cells[lock]))

    def _open_batch(self, bitmap: bytes, cells: dict[int, int]) -> None:
        for lock, cell in cells.items():
            if bitmap[(lock - 1) // 8] >> ((lock - 1) % 8) & 1:
                self._doors.pulse(cell)

    def _keep(self, cell: int, *, on: bool) -> None:
        if on:
            self._kept.add(cell)
            self._doors.pulse(cell)
        else:
            self._kept.discard(cell)

    def _status(self, cell: int) -> bytes:
        return b"\x11" if self._options.level(self._doors.doors[cell].switch_closed) else b"\x00"

    def _board_state(self, cells: dict[int, int]) -> bytes:
        groups = self._options.bits(cells, self._doors, max(3, (self._options.channels + 7) // 8))
        return groups[::-1] if self._options.highest_first else groups

    def _report(self, cell: int) -> None:
        board, lock = self._options.place_of(cell)
        self._send(bytes([REPORT, board, lock]) + self._status(cell))

    def _send(self, content: bytes) -> None:
        self._line.send(content + bytes([reduce(xor, content)]))


def _size(pending: bytes) -> int | None:
    match pending[0]:
        case 0x8A:
            sizes: tuple[int, ...] = (SHORT, LONG)
        case 0x80 | 0x9A | 0x9B:
            sizes = (SHORT,)
        case 0x90:
            sizes = (LONG,)
        case _:
            return 0
    for size in sizes:
        if len(pending) < size:
            return None
        if not reduce(xor, pending[:size]):
            return size
    return 0
