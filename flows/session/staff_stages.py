"""Stages of the staff side."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from devices.status import DeviceClass
from flows.outcomes import DeskRead, DeviceTested
from flows.staff import FerryOutcome
from offline_cache.submission import DoorIntent


@dataclass(frozen=True)
class StaffLogin:
    number: str = field(default="", repr=False)
    pin: str = field(default="", repr=False)
    error: str = ""
    """text id of the terminal's own words"""
    left: int = 0
    locked_until: datetime | None = None
    checking: bool = False


@dataclass(frozen=True)
class VendorDesk:
    desk: DeskRead | None = None
    reads: int = 0
    testing: DeviceClass | None = None
    tests: int = 0
    tested: DeviceTested | None = None
    answering: bool = False
    """staff say that they have come: the calls are being noted as answered"""
    carrying: int = 0
    """how often a stick was asked for, while one is at work; 0: none is"""
    carried: FerryOutcome | None = None


@dataclass(frozen=True)
class ResolvingDoor:
    """Staff say what became of a door whose end nobody knows."""

    intent: DoorIntent


@dataclass(frozen=True)
class ReleasingCell:
    """Staff say that a held cell is empty."""

    cell: int
    confirmed: bool = False


StaffStage: TypeAlias = StaffLogin | VendorDesk | ResolvingDoor | ReleasingCell
