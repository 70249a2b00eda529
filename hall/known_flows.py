"""Which content submissions may have been made with: all that was ever published, and what staff vouch for."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hall.storage.hall_tables import KnownFlow
from hall.storage.statements import insert_if_absent


def note_flow(session: Session, digest: str, number: int | None, now: datetime) -> None:
    """`number`: of the release; None: it came with a program, and staff vouch for it."""
    session.execute(insert_if_absent(session, KnownFlow, {"digest": digest, "number": number, "known_since": now}))


def is_known(session: Session, digest: str) -> bool:
    """A hall that never published anything has nothing to compare with, and takes every content."""
    if session.get(KnownFlow, digest) is not None:
        return True
    return session.scalar(select(KnownFlow.digest).where(KnownFlow.number.is_not(None)).limit(1)) is None
