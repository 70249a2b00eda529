"""The hall's audit: one hash chain per terminal and one for the hall itself. Lines hold ids, never personal data."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from hall.storage.chains import EMPTY, lock_chain, next_link
from hall.storage.tables import AuditLine, ChainHead
from offline_cache.sealing import digest

_AT_ONCE: Final = 1000
HALL: Final = "hall"
"""key of the lines that concern no terminal"""


@dataclass(frozen=True)
class Act:
    actor: str
    """`terminal:ID`, `staff:NUMBER` or `system`"""
    action: str
    subject: str = ""
    detail: str = ""


def record(session: Session, terminal_id: str, act: Act, at: datetime) -> None:
    """Append to the chain of `terminal_id` in the caller's transaction."""
    head = lock_chain(session, terminal_id, "audit")
    link = next_link(head)
    head.digest = _line_digest(link.previous, terminal_id, link.position, act, at)
    session.add(
        AuditLine(
            terminal_id=terminal_id,
            position=link.position,
            at=at,
            actor=act.actor,
            action=act.action,
            subject=act.subject,
            detail=act.detail,
            digest=head.digest,
        )
    )
    session.flush()


def is_recorded(session: Session, terminal_id: str, act: Act) -> bool:
    """Whether the chain has such an act about the same subject."""
    same = (AuditLine.terminal_id == terminal_id, AuditLine.action == act.action, AuditLine.subject == act.subject)
    return session.scalars(select(AuditLine.position).where(*same).limit(1)).first() is not None


def faults(session: Session, terminal_id: str) -> Iterator[str]:
    """What does not fit in the chain: an edited, moved or missing line, or a tail cut off."""
    previous, expected = EMPTY, 1
    lines = select(AuditLine).where(AuditLine.terminal_id == terminal_id).order_by(AuditLine.position)
    for line in session.scalars(lines.execution_options(yield_per=_AT_ONCE)):
        if line.position != expected:
            yield f"line {expected} is missing"
        act = Act(line.actor, line.action, line.subject, line.detail)
        if line.digest != _line_digest(previous, terminal_id, line.position, act, line.at):
            yield f"line {line.position} was changed"
        previous, expected = line.digest, line.position + 1
    head = session.get(ChainHead, (terminal_id, "audit"))
    if head is None:
        yield from ("the head of the chain is gone",) if expected > 1 else ()
    elif (head.position, head.digest) != (expected - 1, previous):
        yield f"the chain ends at line {expected - 1}, its head is at {head.position}"


def _line_digest(previous: str, terminal_id: str, position: int, act: Act, at: datetime) -> str:
    moment = at.timestamp()
    fields = [previous, terminal_id, position, moment, act.actor, act.action, act.subject, act.detail]
    return digest(json.dumps(fields, ensure_ascii=False).encode())
