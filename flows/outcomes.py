"""What an activity ended in, and what else reaches a session from outside the screen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from devices.code_scanner import CodeOutcome
from devices.document_camera import CaptureOutcome, Guidance
from devices.id_card_reader import CardOutcome
from devices.pickup_locker import OpenOutcome
from devices.receipt_printer import PrintOutcome
from devices.status import DeviceClass, DeviceStatus
from flows.hall_facts import AddressOutcome, FactsOutcome, ProofOutcome
from flows.staff import DeviceTest, FerryOutcome, GateOutcome
from offline_cache.submission import (
    Backlog,
    CaseProgress,
    CodeCheck,
    Delivery,
    DoorIntent,
    Draft,
    HeldCell,
    NotSealed,
    Parcel,
    Sealed,
    StaffCall,
    Standing,
)


@dataclass(frozen=True)
class DraftLooked:
    draft: Draft | None


@dataclass(frozen=True)
class DraftDropped:
    """Gone, or there was none."""


@dataclass(frozen=True)
class SealEnded:
    outcome: Sealed | NotSealed


@dataclass(frozen=True)
class ProofPrinted:
    outcome: PrintOutcome


@dataclass(frozen=True)
class ReceiptEnded:
    outcome: PrintOutcome


@dataclass(frozen=True)
class DeliveryKnown:
    delivery: Delivery


@dataclass(frozen=True)
class RatingEnded:
    outcome: Sealed | NotSealed


@dataclass(frozen=True)
class TicketEnded:
    outcome: Sealed | NotSealed


@dataclass(frozen=True)
class ParcelsFound:
    parcels: tuple[Parcel, ...]


@dataclass(frozen=True)
class CasesFound:
    cases: tuple[CaseProgress, ...]


@dataclass(frozen=True)
class CodeChecked:
    check: CodeCheck


@dataclass(frozen=True)
class VoucherChecked:
    allowed: bool


@dataclass(frozen=True)
class ProgressFound:
    progress: CaseProgress | None


@dataclass(frozen=True)
class LabelChecked:
    parcel: Parcel | None


@dataclass(frozen=True)
class CellChosen:
    cell: int | None
    """None: no free cell of a fitting size, or no locker"""


@dataclass(frozen=True)
class DoorMoved:
    outcome: OpenOutcome


@dataclass(frozen=True)
class DoorWatched:
    closed: bool


@dataclass(frozen=True)
class DoorRecorded:
    outcome: Sealed | NotSealed


@dataclass(frozen=True)
class CardLooked:
    left: bool
    """a card lies on the reader"""


@dataclass(frozen=True)
class GateAnswered:
    outcome: GateOutcome


@dataclass(frozen=True)
class DeskRead:
    """What vendor mode shows beside the devices."""

    backlog: Backlog
    intents: tuple[DoorIntent, ...]
    to_collect: tuple[Parcel, ...]
    held: tuple[HeldCell, ...] = ()
    calls: tuple[StaffCall, ...] = ()


@dataclass(frozen=True)
class DeskChanged:
    """A cell was released, or the calls were answered: the desk is read again."""


@dataclass(frozen=True)
class DeviceTested:
    device: DeviceClass
    result: DeviceTest


@dataclass(frozen=True)
class StickDone:
    outcome: FerryOutcome


@dataclass(frozen=True)
class StoreSeen:
    disk: str
    """plenty, low, no_pages or out_of_service"""
    standing: Standing


@dataclass(frozen=True)
class Waited:
    """A pause is over."""


Outcome: TypeAlias = (
    CardOutcome
    | CodeOutcome
    | CaptureOutcome
    | AddressOutcome
    | FactsOutcome
    | ProofOutcome
    | DraftLooked
    | DraftDropped
    | SealEnded
    | ProofPrinted
    | ReceiptEnded
    | DeliveryKnown
    | RatingEnded
    | TicketEnded
    | ParcelsFound
    | CasesFound
    | CodeChecked
    | VoucherChecked
    | ProgressFound
    | LabelChecked
    | CellChosen
    | DoorMoved
    | DoorWatched
    | DoorRecorded
    | CardLooked
    | GateAnswered
    | DeskRead
    | DeskChanged
    | DeviceTested
    | StickDone
    | StoreSeen
    | Waited
)


@dataclass(frozen=True)
class StepEnded:
    """The activity that was wanted has ended. Outcomes of activities that are not wanted any more never get here."""

    outcome: Outcome = field(repr=False)


@dataclass(frozen=True)
class Guided:
    """The camera says what the customer could do."""

    guidance: Guidance


@dataclass(frozen=True)
class Ticked:
    """Time has passed."""


@dataclass(frozen=True)
class DevicesSeen:
    statuses: Mapping[DeviceClass, DeviceStatus]


IoEvent: TypeAlias = StepEnded | Guided | Ticked | DevicesSeen
