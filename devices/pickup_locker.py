"""The locker: opens one door at a time and watches it. An acknowledged pulse is not an open door."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType, Protocol, TypeAlias

from devices.status import DeviceStatus

CellNumber = NewType("CellNumber", int)
"""1-based, as painted on the door"""


class DoorState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Opened:
    cell: CellNumber


class OpenFailure(StrEnum):
    JAMMED = "jammed"
    """the pulse was given, the door did not move"""
    OFFLINE = "offline"
    ALREADY_OPENED = "already_opened"
    """this intent was carried out before"""
    NO_SUCH_CELL = "no_such_cell"


@dataclass(frozen=True)
class OpenFailed:
    cell: CellNumber
    reason: OpenFailure
    detail: str = ""


@dataclass(frozen=True)
class OpenUncertain:
    """The pulse may have been given; the door's sensor cannot be read. Never tried again by itself."""

    cell: CellNumber
    detail: str = ""


OpenOutcome: TypeAlias = Opened | OpenFailed | OpenUncertain


@dataclass(frozen=True)
class CellPlace:
    """Where a cell is, for the map on the screen: grid units from the top left of the locker."""

    cell: CellNumber
    column: int
    row: int
    height: int = 1
    """in rows"""
    size: str = "m"
    """s, m or l"""


class PickupLocker(Protocol):
    async def status(self) -> DeviceStatus: ...

    def cells(self) -> tuple[CellPlace, ...]: ...

    async def open_cell(self, cell: CellNumber, *, intent_id: str) -> OpenOutcome:
        """Opens at most once per intent. The caller has made the intent durable before."""
        ...

    async def door(self, cell: CellNumber) -> DoorState: ...

    async def wait_until_closed(self, cell: CellNumber, *, deadline_s: float) -> bool:
        """True once the sensor says closed, False at the deadline."""
        ...
