"""The board's side of the 8A/80 locker protocol (devices.md 2.1)."""

from functools import reduce
from operator import xor

from devices.simulated.line import Line
from devices.simulated.locker_doors import LockerDoors

OPEN, QUERY, BATCH, KEEP, RELEASE, REPORT = 0x8A, 0x80, 0x90, 0x9A, 0x9B, 0x82
ON, ASK = 0x11, 0x33
SHORT, LONG = 5, 6


class Board8A:
    """Boards 1, 2, … of `channels` locks each share the doors. Frames for nobody and broken frames get no answer.

    `closed_is_11`: the switch reports 11 for a closed door (door-closed feedback); otherwise 11 is open.
    `highest_first`: in a board state the last byte holds locks 1 to 8.
    """

    def __init__(
        self,
        line: Line,
        doors: LockerDoors,
        *,
        channels: int = 24,
        closed_is_11: bool = True,
        highest_first: bool = True,
        reports: bool = False,
    ) -> None:
        self._line = line
        self._doors = doors
        self._channels = channels
        self._closed_is_11 = closed_is_11
        self._highest_first = highest_first
        self._pending = b""
        if reports:
            doors.moved = self._report

    def forget(self) -> None:
        self._pending = b""

    def received(self, data: bytes) -> None:
        self._pending += data
        while self._pending:
            size = self._frame_size()
            if size is None:
                return
            frame, self._pending = self._pending[: size or 1], self._pending[size or 1 :]
            if size:
                self._answer(frame)

    def _frame_size(self) -> int | None:
        """Length of the whole frame at the start; 0: none starts here; None: not all of it has come."""
        match self._pending[0]:
            case 0x8A:
                sizes: tuple[int, ...] = (SHORT, LONG)
            case 0x80 | 0x9A | 0x9B:
                sizes = (SHORT,)
            case 0x90:
                sizes = (LONG,)
            case _:
                return 0
        for size in sizes:
            if len(self._pending) < size:
                return None
            if not reduce(xor, self._pending[:size]):
                return size
        return 0

    def _answer(self, frame: bytes) -> None:
        action, board, lock = frame[0], frame[1], frame[2]
        cells = self._cells(board)
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
                if action == KEEP:
                    self._doors.pulse(cells[lock])
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

    def _cells(self, board: int) -> dict[int, int]:
        """Cells of a board by lock number; empty when there is no such board."""
        if board == 0:
            return {}
        first = (board - 1) * self._channels
        numbers = ((lock, first + lock) for lock in range(1, self._channels + 1))
        return {lock: cell for lock, cell in numbers if cell in self._doors.doors}

    def _status(self, cell: int) -> bytes:
        closed = self._doors.doors[cell].switch_closed
        return b"\x11" if closed == self._closed_is_11 else b"\x00"

    def _board_state(self, cells: dict[int, int]) -> bytes:
        groups = bytearray(max(3, (self._channels + 7) // 8))
        for lock, cell in cells.items():
            if self._status(cell) == b"\x11":
                groups[(lock - 1) // 8] |= 1 << (lock - 1) % 8
        return bytes(reversed(groups)) if self._highest_first else bytes(groups)

    def _report(self, cell: int) -> None:
        board, lock = divmod(cell - 1, self._channels)
        self._send(bytes([REPORT, board + 1, lock + 1]) + self._status(cell))

    def _send(self, content: bytes) -> None:
        self._line.send(content + bytes([reduce(xor, content)]))
