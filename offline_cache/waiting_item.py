"""A sealed submission as sync takes it from the outbox."""

from dataclasses import dataclass, field

from offline_cache.submission import SubmissionState
from offline_cache.wire import SubmissionEnvelope


@dataclass(frozen=True)
class WaitingItem:
    sub_id: str
    seq: int
    state: SubmissionState
    """SEALED, ANNOUNCED or UPLOADED"""
    attempts: int
    """made before this one"""
    header_digest: str
    body_digest: str
    envelope: SubmissionEnvelope = field(repr=False)
    attachments: tuple[str, ...] = ()
    """digests, in the order of the header"""
