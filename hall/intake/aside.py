"""What was receipted and could not be opened: kept whole, shown to staff, opened again once somebody vouches for it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from pydantic import ValidationError
from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session, aliased, defer

from hall.audit import HALL, Act, is_recorded, record
from hall.intake.outcomes import SubmissionStage
from hall.known_flows import KnownFlows, note_flow
from hall.storage.tables import Submission
from offline_cache.wire import SubmissionHeader

MOST_SHOWN: Final = 200
HELD_TOO_LONG: Final = timedelta(hours=24)
"""then staff are told that what it depends on did not come"""


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
    query, flows = (
        _aside().options(defer(Submission.body)).order_by(Submission.received_at.desc()).limit(MOST_SHOWN),
        KnownFlows(session),
    )
    return tuple(
        SetAside(row.terminal_id, row.sub_id, row.number, row.item_code, row.received_at, _unknown_flow(flows, row))
        for row in session.scalars(query)
    )


def held_too_long(session: Session, now: datetime) -> tuple[Submission, ...]:
    """Follow-ups that wait for what they depend on, longest first. Nothing is forced, and nothing is forgotten."""
    waiting = (Submission.state == SubmissionStage.COMPLETE, Submission.completed_at < now - HELD_TOO_LONG, is_held())
    query = select(Submission).where(*waiting).options(defer(Submission.body))
    return tuple(session.scalars(query.order_by(Submission.completed_at).limit(MOST_SHOWN)))


def tell_held(session: Session, now: datetime) -> int:
    """Each is told of once. How many were."""
    told = 0
    for row in held_too_long(session, now):
        act = Act("system", "submission.held", row.sub_id, f"waits for {row.depends_on}")
        if not is_recorded(session, row.terminal_id, act):
            record(session, row.terminal_id, act, now)
            told += 1
    return told


def is_held() -> ColumnElement[bool]:
    """A follow-up waits until what it depends on was opened."""
    before = aliased(Submission)
    opened = (
        select(before.sub_id)
        .where(before.terminal_id == Submission.terminal_id, before.sub_id == Submission.depends_on)
        .where(before.state.not_in([SubmissionStage.ANNOUNCED, SubmissionStage.COMPLETE]))
    )
    return Submission.depends_on.is_not(None) & ~opened.exists()


def vouch(session: Session, digest: str, actor: str, now: datetime) -> int:
    """Content that was never published counts as known from now on; how many submissions are opened again."""
    waiting = [row for row in session.scalars(_aside().options(defer(Submission.body))) if flow_of(row) == digest]
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
