"""The board's side of Kerong CU48 (50/51) and of its successors (60/61), devices.md 2.3 and 2.4."""

from devices.simulated.boards.board_frames import FrameStream, sum_byte
from devices.simulated.boards.board_options import BoardOptions
from devices.simulated.boards.locker_doors import LockerDoors
from devices.simulated.wire.line import Line

STX, ETX = 0x02, 0x03
REQUEST = 6
BROADCAST, ALL_LOCKS = 0x0A, 0x30
LOCK_BYTES = 6


class BoardCu48:
    """An unlock is never answered: the state must be asked for. Boards count from 0, locks from 0 on the wire.

    `infrared`: the 60/61 commands, whose state also carries the light barriers.
    """

    def __init__(self, line: Line, doors: LockerDoors, options: BoardOptions, *, infrared: bool = False) -> None:
        self._line = line
        self._doors = doors
        self._options = options
        self._infrared = infrared
        self._stream = FrameStream(_size)

    def forget(self) -> None:
        self._stream.forget()

    def received(self, data: bytes) -> None:
        ask, unlock = (0x60, 0x61) if self._infrared else (0x50, 0x51)
        for frame in self._stream.feed(data):
            for board in self._boards(frame[1]):
                if frame[3] == ask:
                    self._tell(board, frame[2])
                elif frame[3] == unlock:
                    self._unlock(board, frame[2])

    def state(self) -> dict[str, object]:
        return {}

    def _boards(self, address: int) -> list[int]:
        there = [board for board in range(BROADCAST) if self._options.cells_of(board + 1, self._doors)]
        return there if address == BROADCAST else [board for board in there if board == address]

    def _unlock(self, board: int, lock: int) -> None:
        cells = self._options.cells_of(board + 1, self._doors)
        chosen = list(cells.values()) if lock == ALL_LOCKS else [cells[lock + 1]] if lock + 1 in cells else []
        for cell in chosen:
            self._doors.pulse(cell)

    def _tell(self, board: int, lock: int) -> None:
        cells = self._options.cells_of(board + 1, self._doors)
        state = self._options.bits(cells, self._doors, LOCK_BYTES)
        if self._infrared:
            content = bytes([STX, board, lock, 0x75]) + state
            content += self._options.occupied(cells, self._doors, LOCK_BYTES) + bytes([ETX])
        else:
            content = bytes([STX, board, 0x00, 0x65]) + state + bytes([ETX])
        self._line.send(content + bytes([sum_byte(content)]))


def _size(pending: bytes) -> int | None:
    if pending[0] != STX:
        return 0
    if len(pending) < REQUEST:
        return None
    frame = pending[:REQUEST]
    return REQUEST if frame[4] == ETX and sum_byte(frame[:5]) == frame[5] else 0
