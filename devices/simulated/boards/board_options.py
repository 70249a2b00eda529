"""How a simulated locker is wired: what real installations differ in."""

from dataclasses import dataclass

from devices.simulated.boards.locker_doors import LockerDoors


@dataclass(frozen=True)
class BoardOptions:
    """Boards are counted from 1 here, whatever the first one is called on the wire."""

    channels: int = 24
    """locks of one board"""
    closed_level: int = 1
    """what a switch reports for a closed door"""
    highest_first: bool = True
    """8A/80: the last byte of a board state holds locks 1 to 8"""
    reports: bool = False
    """8A/80 and WKLY: the board tells of a door that moved by itself"""
    sulks: bool = False
    """CU16: after an unlock the board stays silent until it is asked for its unlock time"""

    def cells_of(self, board: int, doors: LockerDoors) -> dict[int, int]:
        """Cells of a board by lock number from 1; empty when there is no such board, or it is dead."""
        if board < 1 or board in doors.dead_boards:
            return {}
        first = (board - 1) * self.channels
        numbers = ((lock, first + lock) for lock in range(1, self.channels + 1))
        return {lock: cell for lock, cell in numbers if cell in doors.doors}

    def place_of(self, cell: int) -> tuple[int, int]:
        """Board and lock of a cell, both from 1."""
        board, lock = divmod(cell - 1, self.channels)
        return board + 1, lock + 1

    def level(self, closed: bool) -> int:
        return self.closed_level if closed else 1 - self.closed_level

    def bits(self, cells: dict[int, int], doors: LockerDoors, size: int) -> bytes:
        """The switches of a board, lock 1 in the lowest bit of the first byte; locks that are not there read 0."""
        packed = bytearray(size)
        for lock, cell in cells.items():
            if self.level(doors.doors[cell].switch_closed):
                packed[(lock - 1) // 8] |= 1 << (lock - 1) % 8
        return bytes(packed)

    def occupied(self, cells: dict[int, int], doors: LockerDoors, size: int) -> bytes:
        """The light barriers: 1 where something lies inside."""
        packed = bytearray(size)
        for lock, cell in cells.items():
            if doors.doors[cell].content:
                packed[(lock - 1) // 8] |= 1 << (lock - 1) % 8
        return bytes(packed)
