"""The settings that every family of locker boards shares, and the cells that follow from them."""

from typing import Literal

from pydantic import Field

from devices.delays import BOARD_ANSWER, DOOR_LEFT_OPEN_AFTER, DOOR_OPENS_WITHIN
from devices.pickup_locker import CellNumber, CellPlace
from devices.settings import DriverOptions


class BoardOptions(DriverOptions):
    address: int = Field(ge=0, le=255)
    channels: int = Field(ge=1, le=50)


class CellOptions(DriverOptions):
    """Where a door is on the map, in grid units from the top left."""

    cell: int = Field(ge=1)
    column: int = Field(ge=0)
    row: int = Field(ge=0)
    height: int = Field(default=1, ge=1)
    size: Literal["s", "m", "l"] = "m"


class LockerOptions(DriverOptions):
    baudrate: int = Field(default=9600, ge=1200, le=256000)
    boards: tuple[BoardOptions, ...] = (BoardOptions(address=1, channels=12),)
    closed_level: Literal[0, 1] = 1
    """what a door switch reports for a closed door; switches are wired either way"""
    byte_order: Literal["highest_first", "lowest_first"] = "highest_first"
    columns: int = Field(default=4, ge=1)
    cells: tuple[CellOptions, ...] = ()
    retry_jammed: bool = True
    """one second pulse while the sensor goes on saying closed"""
    opens_within_s: float = Field(default=DOOR_OPENS_WITHIN, ge=0.2, le=30)
    """a door that has not moved by then is jammed"""
    left_open_after_s: float = Field(default=DOOR_LEFT_OPEN_AFTER, ge=5, le=3600)
    answer_within_s: float = Field(default=BOARD_ANSWER, ge=0.1, le=10)
    """lines through a converter in the network may need more"""
    intents_file: str = ""
    """where the last 256 intents are kept for the next process; empty: who calls keeps them"""
    echo: bool = False
    """the adapter returns what was sent"""


def wiring(options: LockerOptions) -> dict[CellNumber, tuple[int, int]]:
    """The board and channel behind each cell: numbered from 1, board by board."""
    plugs = [(board.address, channel) for board in options.boards for channel in range(1, board.channels + 1)]
    return {CellNumber(cell): plug for cell, plug in enumerate(plugs, start=1)}


def places(options: LockerOptions) -> tuple[CellPlace, ...]:
    """As given; without any, row by row in `columns`."""
    if options.cells:
        given = (dict(cell) for cell in options.cells)
        return tuple(CellPlace(**{**cell, "cell": CellNumber(cell["cell"])}) for cell in given)
    numbers = wiring(options)
    return tuple(CellPlace(cell, (cell - 1) % options.columns, (cell - 1) // options.columns) for cell in numbers)
