"""What should be happening outside the session right now: at most one of these at a time, compared by value.

Two equal activities are the same run. `attempt` makes a repeated one a new run.
"""

from dataclasses import dataclass, field
from typing import TypeAlias

from devices.receipt_printer import ReceiptDocument
from devices.status import DeviceClass
from offline_cache.submission import DoorIntent, Submission
from offline_cache.wire import FactQuery, LockerEvent, ProgressQuery, ProofQuery


@dataclass(frozen=True)
class ReadCard:
    attempt: int = 0
    second: bool = False


@dataclass(frozen=True)
class ScanCode:
    attempt: int = 0


@dataclass(frozen=True)
class LookForDraft:
    id_number: str = field(repr=False)


@dataclass(frozen=True)
class FetchFacts:
    query: FactQuery = field(repr=False)


@dataclass(frozen=True)
class CapturePage:
    material: str
    attempt: int = 0
    by_hand: bool = False


@dataclass(frozen=True)
class Seal:
    submission: Submission = field(repr=False)
    attempt: int = 0


@dataclass(frozen=True)
class MakeProof:
    query: ProofQuery = field(repr=False)
    attempt: int = 0


@dataclass(frozen=True)
class PrintProof:
    title: str
    pdf: bytes = field(repr=False)
    attempt: int = 0


@dataclass(frozen=True)
class AwaitDelivery:
    """Ends when the hall's receipt is here, or after `seconds` (None: waits as long as it takes)."""

    sub_id: str
    seconds: float | None


@dataclass(frozen=True)
class PrintReceipt:
    document: ReceiptDocument = field(repr=False)
    attempt: int = 0


@dataclass(frozen=True)
class SealRating:
    submission: Submission = field(repr=False)


@dataclass(frozen=True)
class SealTicket:
    submission: Submission = field(repr=False)


@dataclass(frozen=True)
class FindParcels:
    id_number: str = field(repr=False)


@dataclass(frozen=True)
class FindCases:
    id_number: str = field(repr=False)


@dataclass(frozen=True)
class CheckCode:
    parcel_id: str
    code: str = field(repr=False)


@dataclass(frozen=True)
class CheckVoucher:
    number: str


@dataclass(frozen=True)
class LookUpProgress:
    number: str


@dataclass(frozen=True)
class AskForAddress:
    """Where the customer's phone may follow a case."""

    query: ProgressQuery


@dataclass(frozen=True)
class CheckLabel:
    label: str


@dataclass(frozen=True)
class ChooseCell:
    size: str


@dataclass(frozen=True)
class OpenDoor:
    """Makes the intent durable, then opens once."""

    intent: DoorIntent


@dataclass(frozen=True)
class WatchDoor:
    cell: int
    seconds: float
    attempt: int = 0


@dataclass(frozen=True)
class RecordDoor:
    intent_id: str
    event: LockerEvent
    attempt: int = 0


@dataclass(frozen=True)
class DropDraft:
    sub_id: str


@dataclass(frozen=True)
class LookForCard:
    attempt: int = 0


@dataclass(frozen=True)
class CheckStaff:
    number: str = field(repr=False)
    pin: str = field(repr=False)


@dataclass(frozen=True)
class ReadDesk:
    attempt: int = 0


@dataclass(frozen=True)
class ReleaseCell:
    cell: int


@dataclass(frozen=True)
class AnswerCalls:
    """Staff have come."""


@dataclass(frozen=True)
class TestDevice:
    device: DeviceClass
    attempt: int = 0


@dataclass(frozen=True)
class CarryByStick:
    """What the line does not take goes to the hall by hand."""

    attempt: int


@dataclass(frozen=True)
class PrepareStore:
    """Room on the disk before anyone types, and the hall's word on this terminal; again and again."""

    attempt: int = 0


@dataclass(frozen=True)
class Wait:
    seconds: float
    attempt: int = 0


DoorActivity: TypeAlias = (
    FindParcels
    | FindCases
    | CheckCode
    | CheckVoucher
    | LookUpProgress
    | AskForAddress
    | CheckLabel
    | ChooseCell
    | OpenDoor
    | WatchDoor
    | RecordDoor
)
StaffActivity: TypeAlias = CheckStaff | ReadDesk | TestDevice | ReleaseCell | AnswerCalls | CarryByStick | PrepareStore

Activity: TypeAlias = (
    ReadCard
    | ScanCode
    | LookForDraft
    | FetchFacts
    | CapturePage
    | Seal
    | MakeProof
    | PrintProof
    | AwaitDelivery
    | PrintReceipt
    | SealRating
    | SealTicket
    | DropDraft
    | LookForCard
    | DoorActivity
    | StaffActivity
    | Wait
)

UNINTERRUPTIBLE = (
    Seal,
    PrintProof,
    PrintReceipt,
    SealRating,
    SealTicket,
    OpenDoor,
    RecordDoor,
    CheckStaff,
    CarryByStick,
)
"""Once begun these run to their end: a customer who leaves waits for it."""
