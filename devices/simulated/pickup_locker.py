"""A pickup locker: doors behind lock-control boards of one family on a serial line."""

import argparse
import asyncio
import sys
from typing import Protocol

from devices.simulated.boards.board_8a import Board8A
from devices.simulated.boards.board_cu16 import BoardCu16
from devices.simulated.boards.board_cu48 import BoardCu48
from devices.simulated.boards.board_modbus import BoardModbus
from devices.simulated.boards.board_options import BoardOptions
from devices.simulated.boards.board_wkly import BoardWkly
from devices.simulated.boards.locker_doors import LockerDoors
from devices.simulated.delays import HALF_FRAME_FORGOTTEN_S
from devices.simulated.wire.control_server import Changes, Control
from devices.simulated.wire.line import Line
from devices.simulated.wire.process import run_serial, serial_parser

CELLS = 15
"""as on the locker map of the screen"""

FAMILIES = {"8a": 24, "wkly": 24, "cu48": 48, "cu60": 48, "cu16": 16, "modbus": 8}
"""locks of one board, at most"""


class Board(Protocol):
    """One protocol family."""

    def received(self, data: bytes) -> None: ...

    def forget(self) -> None:
        """Drops what has come of an unfinished frame."""
        ...

    def state(self) -> dict[str, object]: ...


class PickupLocker:
    """`echo` is a line that hands the terminal its own bytes back first, as some RS-485 adapters do."""

    def __init__(self, line: Line, doors: LockerDoors, board: Board, *, echo: bool = False) -> None:
        self._line = line
        self._doors = doors
        self._board = board
        self._echo = echo
        self._heard_at = 0.0

    def opened(self) -> None:
        self._board.forget()

    def received(self, data: bytes) -> None:
        now = asyncio.get_running_loop().time()
        if now - self._heard_at > HALF_FRAME_FORGOTTEN_S:
            self._board.forget()
        self._heard_at = now
        if self._echo:
            self._line.send(data)
        self._board.received(data)

    def controls(self) -> tuple[Control, ...]:
        return self._doors.controls()

    def state(self) -> dict[str, object]:
        return {**self._doors.state(), **self._board.state()}


def board_of(family: str, line: Line, doors: LockerDoors, options: BoardOptions) -> Board:
    """KeyError when there is no such family."""
    match family:
        case "8a":
            return Board8A(line, doors, options)
        case "wkly":
            return BoardWkly(line, doors, options)
        case "cu48" | "cu60":
            return BoardCu48(line, doors, options, infrared=family == "cu60")
        case "cu16":
            return BoardCu16(line, doors, options)
        case "modbus":
            return BoardModbus(line, doors, options)
        case _:
            raise KeyError(family)


def main() -> int:
    options = _parser().parse_args()
    return run_serial("pickup_locker", options, lambda line, changes: _build(options, line, changes))


def _build(options: argparse.Namespace, line: Line, changes: Changes) -> PickupLocker:
    doors = LockerDoors(options.cells, changes)
    wiring = BoardOptions(
        channels=options.channels or FAMILIES[options.family],
        closed_level=options.closed_level,
        highest_first=not options.lowest_first,
        reports=options.reports,
        sulks=options.sulks,
    )
    return PickupLocker(line, doors, board_of(options.family, line, doors, wiring), echo=options.echo)


def _parser() -> argparse.ArgumentParser:
    made = serial_parser("pickup_locker", __doc__)
    made.add_argument("--family", choices=tuple(FAMILIES), default="8a", help="what the boards speak (%(default)s)")
    made.add_argument("--cells", type=int, default=CELLS, help="number of doors (%(default)s)")
    made.add_argument("--channels", type=int, default=0, help="locks of one board; 0: as many as the family has")
    made.add_argument("--closed-level", type=int, choices=(0, 1), default=1, help="of a closed door (%(default)s)")
    made.add_argument("--lowest-first", action="store_true", help="8a: first byte of a board state is locks 1 to 8")
    made.add_argument("--reports", action="store_true", help="8a, wkly: the board tells when a door moves")
    made.add_argument("--sulks", action="store_true", help="cu16: silent after an unlock until asked for its time")
    made.add_argument("--echo", action="store_true", help="the line echoes what the terminal sends")
    return made


if __name__ == "__main__":
    sys.exit(main())
