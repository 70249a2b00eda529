"""What can come of handing in an envelope."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from hall.errors import Refused
from offline_cache.wire import SignedReceipt


class SubmissionStage(StrEnum):
    ANNOUNCED = "announced"
    """header and body are here, attachments are missing"""
    COMPLETE = "complete"
    """all is here and receipted"""
    OPENED = "opened"
    QUARANTINED = "quarantined"
    """receipted, but its body could not be opened: kept for staff"""
    TOMBSTONE = "tombstone"
    """purged; id, digests and receipt stay"""


@dataclass(frozen=True)
class Held:
    """All of it is here."""

    receipt: SignedReceipt
    is_new: bool


@dataclass(frozen=True)
class Incomplete:
    missing: tuple[str, ...]


Acceptance: TypeAlias = Held | Incomplete | Refused
