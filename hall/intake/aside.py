"""What was receipted and could not be opened: kept whole, shown to staff, opened again once somebody vouches for it."""

from dataclasses import dataclass
from datetime import datetime

from pydantic import ValidationError
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from hall.audit import HALL, Act, record
from hall.intake.outcomes import SubmissionStage
from hall.known_flows import KnownFlows, note_flow
from hall.storage.tables import Submission
from offline_cache.wire import SubmissionHeader

MOST_SHOWN = 200


@dataclass(frozen=True)
class SetAside:
    terminal_id: str
    sub_id: str
    number: str
    item_code: str
    received_at: datetime
    unknown_flow: str
    """digest of content that this hall does not know; empty: the body itself could not be read"""


def set_aside(session: Session) -> tuple[SetAside, ...]:
    """Newest first."""
    query, flows = _aside().order_by(Submission.received_at.desc()).limit(MOST_SHOWN), KnownFlows(session)
    return tuple(
        SetAside(row.terminal_id, row.sub_id, row.number, row.item_code, row.received_at, _unknown_flow(flows, row))
        for row in session.scalars(query)
    )


def vouch(session: Session, digest: str, actor: str, now: datetime) -> int:
    """Content that was never published counts as known from now on; how many submissions are opened again."""
    waiting = [row for row in session.scalars(_aside()) if flow_of(row) == digest]
    note_flow(session, digest, None, now)
    for row in waiting:
        row.state = SubmissionStage.COMPLETE
    record(session, HALL, Act(actor, "content.vouched", digest, str(len(waiting))), now)
    return len(waiting)


def flow_of(row: Submission) -> str:
    """Digest of the content a submission was made with; empty if its header is gone or is none."""
    try:
        return SubmissionHeader.model_validate_json(row.header or "").flow_digest
    except ValidationError:
        return ""


def _aside() -> Select[Submission]:
    return select(Submission).where(Submission.state == SubmissionStage.QUARANTINED)


def _unknown_flow(flows: KnownFlows, row: Submission) -> str:
    digest = flow_of(row)
    return "" if row.purpose != "submission" or flows.has(digest) else digest
