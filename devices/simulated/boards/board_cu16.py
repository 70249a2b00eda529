"""The board's side of Kerong CU16 with item sensing (devices.md 2.5): address and lock share one byte."""

from devices.simulated.boards.board_frames import FrameStream, sum_byte
from devices.simulated.boards.board_options import BoardOptions
from devices.simulated.boards.locker_doors import LockerDoors
from devices.simulated.wire.line import Line

STX, ETX = 0x02, 0x03
REQUEST = 5
ALL_BOARDS = 0x0F
STATUS, UNLOCK, STATUS_OF_ALL, UNLOCK_ALL, SET_TIME, ASK_TIME = 0x30, 0x31, 0x32, 0x33, 0x37, 0x38
STATUS_REPLY, STATUS_OF_ALL_REPLY = 0x35, 0x36
UNLOCK_TIME = 0x05


class BoardCu16:
    """Boards and locks count from 0 on the wire. An unlock is not answered.

    The reply to 38 is a guess of its form; no document shows one.
    """

    def __init__(self, line: Line, doors: LockerDoors, options: BoardOptions) -> None:
        self._line = line
        self._doors = doors
        self._options = options
        self._stream = FrameStream(_size)
        self._sulking = False

    def forget(self) -> None:
        self._stream.forget()

    def received(self, data: bytes) -> None:
        for frame in self._stream.feed(data):
            board, lock, command = frame[1] >> 4, frame[1] & 0x0F, frame[2]
            for number in self._boards(board):
                self._answer(number, lock, command)

    def state(self) -> dict[str, object]:
        return {"sulking": self._sulking}

    def _boards(self, address: int) -> list[int]:
        there = [board for board in range(ALL_BOARDS) if self._options.cells_of(board + 1, self._doors)]
        return there if address == ALL_BOARDS else [board for board in there if board == address]

    def _answer(self, board: int, lock: int, command: int) -> None:
        cells = self._options.cells_of(board + 1, self._doors)
        match command:
            case 0x30:
                self._tell(board, STATUS_REPLY, cells)
            case 0x32:
                self._tell(board, STATUS_OF_ALL_REPLY, cells)
            case 0x31 if lock + 1 in cells:
                self._unlock([cells[lock + 1]])
            case 0x33:
                self._unlock(list(cells.values()))
            case 0x38:
                self._sulking = False
                self._send(bytes([STX, board << 4, ASK_TIME, UNLOCK_TIME, ETX]))

    def _unlock(self, cells: list[int]) -> None:
        for cell in cells:
            self._doors.pulse(cell)
        self._sulking = self._options.sulks

    def _tell(self, board: int, command: int, cells: dict[int, int]) -> None:
        if self._sulking:
            return
        locks = self._options.bits(cells, self._doors, 2)
        items = self._options.occupied(cells, self._doors, 2)
        self._send(bytes([STX, board << 4, command]) + locks + items + bytes([ETX]))

    def _send(self, content: bytes) -> None:
        self._line.send(content + bytes([sum_byte(content)]))


def _size(pending: bytes) -> int | None:
    if pending[0] != STX:
        return 0
    if len(pending) < REQUEST:
        return None
    frame = pending[:REQUEST]
    return REQUEST if frame[3] == ETX and sum_byte(frame[:4]) == frame[4] else 0
