"""Stages at the locker: results out, originals in, couriers and hall staff."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from devices.pickup_locker import OpenFailure
from flows.session.note import Note
from offline_cache.submission import CaseProgress, DoorIntent, DoorPurpose, Parcel, StoreFailure
from offline_cache.wire import LockerEvent


class ShowTrouble(StrEnum):
    NOTHING = "nothing"
    UNAVAILABLE = "unavailable"
    NOT_A_VOUCHER = "not-a-voucher"
    NOT_A_LABEL = "not-a-label"
    NOT_KNOWN_HERE = "not-known-here"


@dataclass(frozen=True)
class LookingForParcels:
    pass


@dataclass(frozen=True)
class LookingForCases:
    pass


@dataclass(frozen=True)
class ChoosingCase:
    """What this card has handed in here; empty: nothing."""

    cases: tuple[CaseProgress, ...]


@dataclass(frozen=True)
class NoParcel:
    """Nothing waits here for this person."""


@dataclass(frozen=True)
class ChoosingParcel:
    parcels: tuple[Parcel, ...]


@dataclass(frozen=True)
class TypingCode:
    parcel: Parcel
    text: str = field(default="", repr=False)
    error: str = ""
    """text id of the terminal's own words"""
    checking: bool = False


@dataclass(frozen=True)
class ShowingVoucher:
    """To put an original in, or to hear how far the case is."""

    trouble: ShowTrouble | None = None
    attempt: int = 0
    asks_progress: bool = False


@dataclass(frozen=True)
class CheckingVoucher:
    number: str
    asks_progress: bool = False


@dataclass(frozen=True)
class ProgressShown:
    progress: CaseProgress
    address: str | None = None
    """where a phone may follow the case; None: the hall is being asked; empty: it gave none"""
    note: Note = Note.NONE
    """the slip, printed again"""


@dataclass(frozen=True)
class ShowingLabel:
    """A courier shows the envelope's barcode."""

    trouble: ShowTrouble | None = None
    attempt: int = 0


@dataclass(frozen=True)
class CheckingLabel:
    label: str


@dataclass(frozen=True)
class CollectList:
    parcels: tuple[Parcel, ...] | None = None
    """None: being read"""


@dataclass(frozen=True)
class DoorJob:
    """What a door is opened for. The number is the 业务流水号, not personal."""

    purpose: DoorPurpose
    number: str
    size: str = "s"
    parcel_id: str | None = None
    cell: int | None = None
    tries: int = 0


@dataclass(frozen=True)
class ChoosingCell:
    job: DoorJob


@dataclass(frozen=True)
class NoCell:
    job: DoorJob


@dataclass(frozen=True)
class OpeningDoor:
    job: DoorJob
    intent: DoorIntent


@dataclass(frozen=True)
class DoorStands:
    """The sensor says open, or nobody knows: then `uncertain` and staff were called."""

    job: DoorJob
    intent: DoorIntent
    attempt: int = 0
    """watches of a minute each that did not see it closed"""
    uncertain: bool = False


@dataclass(frozen=True)
class DoorFailed:
    """It did not open. The intent stays in the store until staff have looked."""

    job: DoorJob
    reason: OpenFailure


@dataclass(frozen=True)
class RecordingDoor:
    job: DoorJob
    intent: DoorIntent
    event: LockerEvent
    attempt: int = 0
    failure: StoreFailure | None = None
    """it could not be recorded; the intent stays for staff"""


@dataclass(frozen=True)
class DoorDone:
    job: DoorJob
    event_id: str = ""
    rating: int | None = None
    reasons: tuple[str, ...] | None = None
    rated: bool = False


LockerStage: TypeAlias = (
    LookingForCases
    | ChoosingCase
    | LookingForParcels
    | NoParcel
    | ChoosingParcel
    | TypingCode
    | ShowingVoucher
    | CheckingVoucher
    | ProgressShown
    | ShowingLabel
    | CheckingLabel
    | CollectList
    | ChoosingCell
    | NoCell
    | OpeningDoor
    | DoorStands
    | DoorFailed
    | RecordingDoor
    | DoorDone
)
