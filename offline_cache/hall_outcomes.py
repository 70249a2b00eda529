"""What can come of handing something to the hall, or of asking it for news.

None of these is an exception: an unreachable hall is an ordinary day.
"""

from dataclasses import dataclass
from typing import TypeAlias

from offline_cache.hall_queries import Unreachable
from offline_cache.wire import HelloAnswer, InboxBatch, ReceiptStatement, SignedReceipt


@dataclass(frozen=True)
class Busy:
    """429 or 503: the hall asks to come back later."""

    retry_after: float | None
    """seconds, if the hall said"""


@dataclass(frozen=True)
class Refused:
    """4xx with a numbered error."""

    error: str
    """E and three digits; see docs/errors.md"""
    detail: str = ""
    status: int = 0


@dataclass(frozen=True)
class Revoked:
    """This terminal may not speak to the hall any more."""

    detail: str = ""


@dataclass(frozen=True)
class Receipted:
    """The hall holds the whole submission; the signature over `receipt.statement` was verified."""

    statement: ReceiptStatement
    receipt: SignedReceipt


@dataclass(frozen=True)
class AttachmentsMissing:
    digests: tuple[str, ...]


@dataclass(frozen=True)
class Conflict:
    """409: the hall holds other bytes under this id or sequence number."""

    refusal: Refused


@dataclass(frozen=True)
class Withdrawn:
    """410: the hall kept only a tombstone; its receipt proves that it once held the submission."""

    statement: ReceiptStatement
    receipt: SignedReceipt


@dataclass(frozen=True)
class TooLarge:
    refusal: Refused


@dataclass(frozen=True)
class Rejected:
    """422: the hall will not take it, and signed that."""

    refusal: Refused
    receipt: SignedReceipt


PutOutcome: TypeAlias = (
    Receipted | AttachmentsMissing | Conflict | Withdrawn | TooLarge | Rejected | Refused | Revoked | Busy | Unreachable
)


@dataclass(frozen=True)
class Stored:
    """The hall holds all bytes of this attachment."""


AttachmentOutcome: TypeAlias = Stored | Conflict | TooLarge | Refused | Revoked | Busy | Unreachable


@dataclass(frozen=True)
class Greeted:
    answer: HelloAnswer


HelloOutcome: TypeAlias = Greeted | Refused | Revoked | Busy | Unreachable


@dataclass(frozen=True)
class NoNews:
    """204: nothing new within the long poll."""


@dataclass(frozen=True)
class News:
    batch: InboxBatch


InboxOutcome: TypeAlias = News | NoNews | Refused | Revoked | Busy | Unreachable
