"""The doors of a simulated locker: bolts, switches and what happened to them, whatever board drives them."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from devices.simulated.wire.control_server import Changes, Control, Parameters, RefusedError


class SensorReads(StrEnum):
    TRUTH = "truth"
    CLOSED = "closed"
    """the switch is stuck: always closed"""
    OPEN = "open"


class DoorEvent(StrEnum):
    PULSE = "pulse"
    """the board energised the bolt"""
    OPENED = "opened"
    STUCK = "stuck"
    """a pulse that did not move the bolt"""
    CLOSED = "closed"
    FORCED = "forced"
    """came open without a pulse"""


@dataclass
class Door:
    open: bool = False
    blocked: bool = False
    reads: SensorReads = SensorReads.TRUTH
    content: bool = False
    """something lies inside, for boards that can see it"""

    @property
    def switch_closed(self) -> bool:
        """What the door's switch says, broken or not."""
        match self.reads:
            case SensorReads.TRUTH:
                return not self.open
            case SensorReads.CLOSED:
                return True
            case SensorReads.OPEN:
                return False


class LockerDoors:
    """Cells are numbered from 1, as painted on the doors; a board's channel 1 is the first of its cells."""

    def __init__(self, count: int, changes: Changes, *, clock: Callable[[], float] = time.time) -> None:
        self.dead_boards: set[int] = set()
        """boards, counted from 1, that neither hear nor answer"""
        self.doors = {cell: Door() for cell in range(1, count + 1)}
        self.moved: Callable[[int], None] = lambda cell: None
        """called with a cell whose switch changed"""
        self._changes = changes
        self._clock = clock
        self._events: list[dict[str, object]] = []

    def pulse(self, cell: int) -> None:
        """The board energises the bolt of this cell once."""
        door = self.doors[cell]
        self._note(cell, DoorEvent.PULSE)
        if door.blocked:
            self._note(cell, DoorEvent.STUCK)
        elif not door.open:
            self._move(cell, True, DoorEvent.OPENED)

    def controls(self) -> tuple[Control, ...]:
        return (
            Control("close", ("cell",), self._close),
            Control("force", ("cell",), self._force),
            Control("block", ("cell", "on"), self._block),
            Control("sensor", ("cell", "reads"), self._sensor),
            Control("content", ("cell", "on"), self._content),
            Control("dead", ("board", "on"), self._dead),
        )

    def state(self) -> dict[str, object]:
        cells = [
            {"cell": cell, "open": door.open, "blocked": door.blocked, "sensor": door.reads, "content": door.content}
            for cell, door in self.doors.items()
        ]
        return {"cells": cells, "events": self._events, "dead_boards": sorted(self.dead_boards)}

    def _close(self, parameters: Parameters) -> None:
        cell, door = self._named(parameters)
        if door.open:
            self._move(cell, False, DoorEvent.CLOSED)

    def _force(self, parameters: Parameters) -> None:
        cell, door = self._named(parameters)
        if not door.open:
            self._move(cell, True, DoorEvent.FORCED)

    def _block(self, parameters: Parameters) -> None:
        self._named(parameters)[1].blocked = parameters.flag("on", True)

    def _content(self, parameters: Parameters) -> None:
        cell, door = self._named(parameters)
        door.content = parameters.flag("on", True)
        self.moved(cell)

    def _sensor(self, parameters: Parameters) -> None:
        try:
            reads = SensorReads(parameters.text("reads"))
        except ValueError as error:
            raise RefusedError(str(error)) from error
        self._named(parameters)[1].reads = reads

    def _dead(self, parameters: Parameters) -> None:
        board = parameters.number("board")
        if parameters.flag("on", True):
            self.dead_boards.add(board)
        else:
            self.dead_boards.discard(board)

    def _named(self, parameters: Parameters) -> tuple[int, Door]:
        cell = parameters.number("cell")
        if cell not in self.doors:
            raise RefusedError(f"no cell {cell}; there are 1 to {len(self.doors)}")
        return cell, self.doors[cell]

    def _move(self, cell: int, is_open: bool, event: DoorEvent) -> None:
        self.doors[cell].open = is_open
        self._note(cell, event)
        self.moved(cell)

    def _note(self, cell: int, event: DoorEvent) -> None:
        self._events.append({"at": round(self._clock(), 3), "cell": cell, "event": event})
        self._changes.tell()
