"""What the customer hands over, and the store that makes it durable before anything is promised."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Protocol, TypeAlias

from offline_cache.wire import CaseState, LockerAssignment, LockerEvent, RatingBody, SubmissionBody, TicketBody

CASES_SHOWN: Final = 20


class SubmissionState(StrEnum):
    """Sending is only in memory, so that a crash falls back to a truthful state."""

    DRAFT = "draft"
    SEALED = "sealed"
    ANNOUNCED = "announced"
    UPLOADED = "uploaded"
    RECEIPTED = "receipted"
    PURGED = "purged"
    QUARANTINED = "quarantined"
    REJECTED = "rejected"
    ABANDONED = "abandoned"


@dataclass(frozen=True)
class Attachment:
    """A scanned page or a photo, still in plain."""

    kind: str
    """material id"""
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Submission:
    sub_id: str
    """32 hex digits, made when the draft starts: the idempotency key"""
    item_code: str
    flow_digest: str
    body: SubmissionBody | LockerEvent | RatingBody | TicketBody = field(repr=False)
    attachments: tuple[Attachment, ...] = field(default=(), repr=False)
    depends_on: str | None = None
    number: str | None = None
    """set for follow-ups (locker events, ratings); None: the store gives the next 业务流水号"""
    id_number: str | None = field(default=None, repr=False)
    """of whoever hands it in; kept as a keyed hash alone, so that the same card finds the case again"""


@dataclass(frozen=True)
class Sealed:
    """The submission is durable: now a number may be shown."""

    sub_id: str
    number: str
    sealed_at: datetime


class StoreFailure(StrEnum):
    DISK_FULL = "disk_full"
    IO_ERROR = "io_error"


@dataclass(frozen=True)
class NotSealed:
    """Nothing was stored and nothing may be promised."""

    reason: StoreFailure
    detail: str = ""


@dataclass(frozen=True)
class Delivery:
    """Where a sealed submission is. `case_number` is set once the hall's signed receipt is here."""

    state: SubmissionState
    case_number: str | None = None


@dataclass(frozen=True)
class CaseProgress:
    """How far a case is, as this terminal knows it."""

    number: str
    item_code: str
    sealed_at: datetime
    delivery: Delivery
    latest: CaseState | None = None
    """the newest state the hall told; None while it told nothing"""


@dataclass(frozen=True)
class Parcel:
    """A result that may be picked up here, or an original that waits for hall staff."""

    parcel_id: str
    number: str
    cell: int | None
    assignment: LockerAssignment | None = None


DraftPages: TypeAlias = Mapping[str, tuple[bytes, ...]]
"""material id -> JPEGs"""
NO_PAGES: Final[DraftPages] = MappingProxyType({})


@dataclass(frozen=True)
class Draft:
    """What a customer typed and scanned and has not handed in."""

    sub_id: str
    saved_at: datetime
    answers: bytes = field(repr=False)
    pages: DraftPages = field(default_factory=lambda: NO_PAGES, repr=False)


@dataclass(frozen=True)
class Backlog:
    waiting: int
    oldest: datetime | None
    quarantined: int
    delivered_today: int

    @property
    def undelivered(self) -> int:
        """What a stick would carry."""
        return self.waiting + self.quarantined


@dataclass(frozen=True)
class HeldCell:
    """A cell whose content nobody can be sure of: not used until staff have looked."""

    cell: int
    reason: str
    """door-uncertain, assignment-ended, content-not-in-the-books"""
    since: datetime


@dataclass(frozen=True)
class StaffCall:
    """A customer called staff, or the terminal did. Nothing personal."""

    at: datetime
    reason: str
    """where in the visit: door-uncertain, card-left, proof, refused, locker or asked"""


@dataclass(frozen=True)
class Good:
    """The terminal may serve."""


@dataclass(frozen=True)
class Barred:
    """The hall has revoked this terminal: out of service; what is sealed stays."""

    detail: str


Standing: TypeAlias = Good | Barred


class DoorPurpose(StrEnum):
    PICKUP = "picked-up"
    DEPOSIT = "deposited"
    DELIVERY = "delivered"
    COLLECTION = "collected"


@dataclass(frozen=True)
class DoorIntent:
    """Durable before the door moves; an intent without outcome after a crash is UNKNOWN and never retried."""

    intent_id: str
    cell: int
    purpose: DoorPurpose
    parcel_id: str | None = None
    number: str | None = None


class SubmissionStore(Protocol):
    """What the terminal may do with the offline cache. Every method returns after it is durable."""

    async def prepare_session(self) -> str:
        """Before a customer types: sets the disk room of one session aside. plenty, low, no_pages or out_of_service."""
        ...

    async def standing(self) -> Standing:
        """Whether the hall lets this terminal serve."""
        ...

    async def save_draft(self, sub_id: str, holder: str, answers: bytes, pages: DraftPages = NO_PAGES) -> None:
        """`holder`: keyed hash of the card, so that a draft is resumed only after the same card."""
        ...

    async def drop_draft(self, sub_id: str) -> None: ...

    async def find_draft(self, holder: str) -> Draft | None:
        """The newest draft of this holder that is not older than two hours; older ones are destroyed."""
        ...

    async def seal(self, submission: Submission) -> Sealed | NotSealed: ...

    async def delivery(self, sub_id: str) -> Delivery: ...

    async def progress(self, number: str) -> CaseProgress | None:
        """None for a number that was not given here."""
        ...

    async def cases_of(self, id_number: str) -> tuple[CaseProgress, ...]:
        """What this person has handed in here, newest first, at most CASES_SHOWN."""
        ...

    async def backlog(self) -> Backlog: ...

    async def parcels_for(self, id_number: str) -> tuple[Parcel, ...]:
        """Results in this locker for this person."""
        ...

    async def parcel_by_label(self, label: str) -> Parcel | None:
        """An announced result whose envelope carries this barcode (courier)."""
        ...

    async def check_code(self, parcel_id: str, code: str) -> "CodeCheck": ...

    async def occupied_cells(self) -> frozenset[int]: ...

    async def cell_openings(self) -> Mapping[int, int]:
        """How often each cell was opened so far: its wear."""
        ...

    async def held_cells(self) -> tuple[HeldCell, ...]: ...

    async def release_cell(self, cell: int) -> None:
        """Staff have looked into it, and it is empty."""
        ...

    async def to_collect(self) -> tuple[Parcel, ...]:
        """What hall staff are to take out: originals, and results (with their assignment) overdue or called back."""
        ...

    async def deposit_allowed(self, number: str) -> bool:
        """True if this voucher number was issued here, asks for an original and none was put in yet."""
        ...

    async def record_intent(self, intent: DoorIntent) -> None: ...

    async def record_door(self, intent_id: str, event: LockerEvent) -> Sealed | NotSealed:
        """Ends the intent and seals the event for the hall in one transaction."""
        ...

    async def unresolved_intents(self) -> tuple[DoorIntent, ...]: ...

    async def note_staff_call(self, reason: str) -> None:
        """Durable, told to the hall with the next greeting."""
        ...

    async def staff_calls(self) -> tuple[StaffCall, ...]:
        """Those nobody has come for yet, oldest first."""
        ...

    async def answer_staff_calls(self) -> None:
        """Staff have come."""
        ...


class CodeCheck(StrEnum):
    RIGHT = "right"
    WRONG = "wrong"
    LOCKED = "locked"
    """five wrong codes: 15 minutes"""
