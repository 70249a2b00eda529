"""A pickup locker: doors behind a lock-control board on a serial line."""

import argparse
import asyncio
import sys
from typing import Protocol

from devices.simulated.board_8a import Board8A
from devices.simulated.control_server import Changes, Control
from devices.simulated.delays import HALF_FRAME_FORGOTTEN_S
from devices.simulated.line import Line
from devices.simulated.locker_doors import LockerDoors
from devices.simulated.process import run_serial, serial_parser

CELLS = 15
"""as on the locker map of the screen"""


class Board(Protocol):
    """One protocol family."""

    def received(self, data: bytes) -> None: ...

    def forget(self) -> None:
        """Drops what has come of an unfinished frame."""
        ...


class PickupLocker:
    def __init__(self, doors: LockerDoors, board: Board) -> None:
        self._doors = doors
        self._board = board
        self._heard_at = 0.0

    def opened(self) -> None:
        self._board.forget()

    def received(self, data: bytes) -> None:
        now = asyncio.get_running_loop().time()
        if now - self._heard_at > HALF_FRAME_FORGOTTEN_S:
            self._board.forget()
        self._heard_at = now
        self._board.received(data)

    def controls(self) -> tuple[Control, ...]:
        return self._doors.controls()

    def state(self) -> dict[str, object]:
        return self._doors.state()


def main() -> int:
    parser = serial_parser("pickup_locker", __doc__)
    parser.add_argument("--cells", type=int, default=CELLS, help="number of doors (%(default)s)")
    parser.add_argument("--channels", type=int, default=24, help="locks of one board (%(default)s)")
    parser.add_argument("--eleven", choices=("closed", "open"), default="closed", help="what 11 means (%(default)s)")
    parser.add_argument("--lowest-first", action="store_true", help="first byte of a board state is locks 1 to 8")
    parser.add_argument("--reports", action="store_true", help="send 82 when a door moves")
    options = parser.parse_args()
    return run_serial("pickup_locker", options, lambda line, changes: _build(options, line, changes))


def _build(options: argparse.Namespace, line: Line, changes: Changes) -> PickupLocker:
    doors = LockerDoors(options.cells, changes)
    board = Board8A(
        line,
        doors,
        channels=options.channels,
        closed_is_11=options.eleven == "closed",
        highest_first=not options.lowest_first,
        reports=options.reports,
    )
    return PickupLocker(doors, board)


if __name__ == "__main__":
    sys.exit(main())
