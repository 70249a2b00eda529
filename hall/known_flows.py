"""Which content submissions may have been made with: all that was ever published, and what staff vouch for."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hall.storage.hall_tables import KnownFlow
from hall.storage.statements import insert_if_absent


def note_flow(session: Session, digest: str, number: int | None, now: datetime) -> None:
    """`number`: of the release; None: it came with a program, and staff vouch for it."""
    session.execute(insert_if_absent(session, KnownFlow, {"digest": digest, "number": number, "known_since": now}))


@dataclass
class KnownFlows:
    """As one transaction sees them: each content is looked up once."""

    session: Session
    _told: dict[str, bool] = field(default_factory=dict)

    def has(self, digest: str) -> bool:
        """A hall that never published anything has nothing to compare with, and takes every content."""
        if digest not in self._told:
            self._told[digest] = self._is_noted(digest) or not self._is_any_published()
        return self._told[digest]

    def _is_noted(self, digest: str) -> bool:
        return self.session.get(KnownFlow, digest) is not None

    def _is_any_published(self) -> bool:
        published = select(KnownFlow.digest).where(KnownFlow.number.is_not(None)).limit(1)
        return self.session.scalar(published) is not None
