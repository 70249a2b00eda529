"""Where a session can be. Each stage carries only what is true there; personal parts stay out of the repr."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from devices.document_camera import Guidance
from devices.receipt_printer import PrintOutcome
from flows.decision import MaterialNeed, Question, Ready, Stop
from flows.session.browsing_stages import BrowsingStage
from flows.session.end_stages import EndStage
from flows.session.locker_stages import LockerStage, ProgressShown
from flows.session.note import Note
from flows.session.staff_stages import StaffStage
from flows.verdict import Denied
from flows.voucher import Voucher
from offline_cache.submission import Delivery, Draft, StoreFailure, Submission
from offline_cache.wire import FactQuery


@dataclass(frozen=True)
class Notice:
    pass


class CardPurpose(StrEnum):
    APPLICATION = "application"
    PICKUP = "pickup"
    PROGRESS = "progress"


class Trouble(StrEnum):
    """Why nothing was read; each has its words (trouble-…)."""

    NOTHING = "nothing"
    LIFT_AGAIN = "lift-again"
    REJECTED = "rejected"
    UNAVAILABLE = "unavailable"
    SAME_CARD = "same-card"
    CODE_REJECTED = "code-rejected"
    NOT_A_VOUCHER = "not-a-voucher"
    NOT_A_LABEL = "not-a-label"


@dataclass(frozen=True)
class PutCard:
    purpose: CardPurpose
    trouble: Trouble | None = None
    attempt: int = 0


@dataclass(frozen=True)
class ShowCredential:
    """The e-licence code of the company, for the scanner."""

    trouble: Trouble | None = None
    attempt: int = 0


@dataclass(frozen=True)
class LookingForDraft:
    pass


@dataclass(frozen=True)
class OfferResume:
    draft: Draft = field(repr=False)


@dataclass(frozen=True)
class BeginningAnew:
    """The draft of before is destroyed first."""

    sub_id: str


@dataclass(frozen=True)
class Fetching:
    query: FactQuery = field(repr=False)
    sources: tuple[str, ...]
    since: float
    confirm: frozenset[str] = frozenset()
    """facts that the customer has still to say yes to"""
    shown: Question | None = None
    """the ask that the code in the query answers"""


@dataclass(frozen=True)
class Asking:
    question: Question
    chosen: tuple[str, ...] = field(default=(), repr=False)
    text: str = field(default="", repr=False)
    error: str = ""
    """text id of the content, empty while there is none"""
    error_arguments: tuple[tuple[str, str | int], ...] = field(default=(), repr=False)
    warned: tuple[str, ...] | str | None = field(default=None, repr=False)
    """given once and only warned about: taken when given again"""
    why: bool = False
    """the reason is unfolded"""


@dataclass(frozen=True)
class SecondCard:
    question: Question
    trouble: Trouble | None = None
    attempt: int = 0


@dataclass(frozen=True)
class SecondCode:
    question: Question
    trouble: Trouble | None = None
    attempt: int = 0


@dataclass(frozen=True)
class Scanning:
    material: MaterialNeed
    sets: Question | None = None
    """the ask whose facts these pages answer, if any"""
    pages: tuple[bytes, ...] = field(default=(), repr=False)
    live: bool = True
    """the camera is on and takes the next page"""
    by_hand: bool = False
    guidance: Guidance | None = None
    unavailable: bool = False
    missed: bool = False
    """the camera looked for its whole time and saw no page: somebody may have gone"""
    attempt: int = 0


@dataclass(frozen=True)
class Reviewing:
    ready: Ready


@dataclass(frozen=True)
class Signing:
    ready: Ready
    strokes: tuple[tuple[tuple[int, int, int], ...], ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Sealing:
    ready: Ready
    submission: Submission = field(repr=False)
    attempt: int = 0
    failure: StoreFailure | None = None


@dataclass(frozen=True)
class MakingProof:
    ready: Ready
    item: str
    attempt: int = 0
    since: float = 0.0


@dataclass(frozen=True)
class PrintingProof:
    ready: Ready
    item: str
    title: str
    code: str
    pdf: bytes = field(repr=False)
    attempt: int = 0
    outcome: PrintOutcome | None = None
    """set once the printer did not do it; a way on is chosen"""


@dataclass(frozen=True)
class NoProof:
    """The hall made none: out of reach, or it has none for this person."""

    ready: Ready
    item: str
    unreachable: bool
    reason: str = ""
    attempt: int = 0
    note: Note = Note.NONE
    noted_at: datetime | None = None


@dataclass(frozen=True)
class Refused:
    stop: Stop
    denied: Denied | None = None
    """秒批: the rules that were not met, of which `stop` is the first; a person may still decide"""
    note: Note = Note.NONE
    noted_at: datetime | None = None


@dataclass(frozen=True)
class Answered:
    """An open question with its answer on the screen; nothing was handed in."""

    ready: Ready
    lines: tuple[tuple[str, str], ...] | None = field(default=None, repr=False)
    """label and value; None while the hall is being asked"""
    unreachable: bool = False
    attempt: int = 0
    note: Note = Note.NONE
    noted_at: datetime | None = None


@dataclass(frozen=True)
class LeavingTicket:
    """办不成事: may the hall call about it? Then it is sealed like everything else."""

    behind: Refused | NoProof | Answered | ProgressShown
    """what could not be got done"""
    mobile: str | None = field(default=None, repr=False)
    """known from this visit; used only if the customer wants to be called"""
    sealing: Submission | None = field(default=None, repr=False)
    failed: bool = False


@dataclass(frozen=True)
class TicketLeft:
    """The number under which the hall looks into it."""

    number: str
    call: bool
    """the customer is called back"""
    note: Note = Note.NONE
    noted_at: datetime | None = None


@dataclass(frozen=True)
class Finished:
    """The number is out. First the hall's receipt is awaited a moment, then the slip is printed."""

    voucher: Voucher
    delivery: Delivery | None = None
    waited: bool = False
    receipt: PrintOutcome | None = None
    printing: bool = True
    copies: int = 0
    rating: int | None = None
    reasons: tuple[str, ...] | None = None
    rated: bool = False
    deposit_due: bool = False
    deposit_next: bool = False
    """the original goes in as soon as the rating is sealed"""


Noted: TypeAlias = Refused | NoProof | Answered | TicketLeft
"""ends whose reason can be had on a slip"""

IdentityStage: TypeAlias = PutCard | ShowCredential | LookingForDraft | OfferResume | BeginningAnew
QuestionStage: TypeAlias = Fetching | Asking | SecondCard | SecondCode | Scanning
ClosingStage: TypeAlias = (
    Reviewing
    | Signing
    | Sealing
    | MakingProof
    | PrintingProof
    | NoProof
    | Refused
    | Answered
    | LeavingTicket
    | TicketLeft
    | Finished
)

Stage: TypeAlias = (
    BrowsingStage | Notice | IdentityStage | QuestionStage | ClosingStage | LockerStage | StaffStage | EndStage
)
