"""Who may enter the staff side, and what staff see of the devices. The runtime implements both protocols."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypeAlias

from devices.status import DeviceClass, DeviceStatus


class Role(StrEnum):
    BRANCH = "branch"
    """bank staff: vendor mode"""
    COURIER = "courier"
    HALL = "hall"
    """hall staff: collect originals"""
    ENGINEER = "engineer"


@dataclass(frozen=True)
class Admitted:
    role: Role
    number: str = field(repr=False)
    """staff number"""


@dataclass(frozen=True)
class Wrong:
    """Number or PIN wrong, without saying which."""

    tries_left: int


@dataclass(frozen=True)
class LockedUntil:
    at: datetime


GateOutcome: TypeAlias = Admitted | Wrong | LockedUntil


class StaffGate(Protocol):
    async def check(self, number: str, pin: str) -> GateOutcome:
        """Counts wrong tries durably: a restart does not forgive them."""
        ...


@dataclass(frozen=True)
class DeviceTest:
    passed: bool
    detail: str = ""
    """what the device said, for staff"""


@dataclass(frozen=True)
class Carried:
    """A stick took `loaded` sealed submissions and brought `receipts` from the hall."""

    loaded: int
    receipts: int
    refused: int = 0
    """receipts that are not the hall's, or not for what is here"""
    left_out: int = 0
    """damaged submissions that stay behind"""


@dataclass(frozen=True)
class NotCarried:
    """`reason`: `none` (no stick is in), `several` (more than one), `full`, or `broken` (pulled out, or unreadable)."""

    reason: str


FerryOutcome: TypeAlias = Carried | NotCarried


class Ferry(Protocol):
    async def exchange(self) -> FerryOutcome:
        """Reads the hall's receipts from the stick that is in, then writes what still waits onto it."""
        ...


class DeviceBoard(Protocol):
    def statuses(self) -> Mapping[DeviceClass, DeviceStatus]:
        """The newest status of each fitted device; never blocks."""
        ...

    async def test(self, device: DeviceClass) -> DeviceTest:
        """Talks to the device once more, harmlessly (a test print, a status round)."""
        ...
