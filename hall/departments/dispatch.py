"""Sends what waits in the outbox: at least once, with full-jitter back-off, one department never holding up another."""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from hall.departments.adapters import DepartmentAdapter, DepartmentUnreachableError, Notice
from hall.storage.case_tables import Dispatch
from hall.storage.database import Database

BATCH: Final = 50
SHORTEST: Final = 5.0
LONGEST: Final = 900.0


@dataclass(frozen=True)
class Dispatcher:
    database: Database
    adapter: DepartmentAdapter
    rng: random.Random = field(default_factory=random.SystemRandom)

    def send_waiting(self, now: datetime) -> int:
        """How many arrived. Delivery happens outside a transaction; a crash after it means a second delivery.

        A department that cannot be reached is not tried again in this look: it costs one wait, whatever waits for it.
        """
        with self.database.read() as session:
            waiting = tuple(_waiting(session, now))
            session.expunge_all()
        silent: set[str] = set()
        return sum(self._send(row, silent, now) for row in waiting)

    def _send(self, row: Dispatch, silent: set[str], now: datetime) -> bool:
        if row.department in silent:
            return False
        notice = Notice(f"{row.terminal_id}-{row.sub_id}-{row.position}", row.department, row.notice)
        try:
            self.adapter.deliver(notice)
        except DepartmentUnreachableError:
            silent.add(row.department)
            self._put_off(row, now)
            return False
        with self.database.write() as session:
            _same(session, row).sent_at = now
        return True

    def _put_off(self, tried: Dispatch, now: datetime) -> None:
        """Everything that waits for this department: otherwise it would hide what waits for the others."""
        limit = min(LONGEST, SHORTEST * 2 ** min(tried.attempts + 1, 10))
        later = now + timedelta(seconds=self.rng.uniform(SHORTEST, limit))
        due = (Dispatch.department == tried.department, Dispatch.sent_at.is_(None), Dispatch.next_at <= now)
        with self.database.write() as session:
            session.execute(update(Dispatch).where(*due).values(attempts=Dispatch.attempts + 1, next_at=later))


def _waiting(session: Session, now: datetime) -> list[Dispatch]:
    query = select(Dispatch).where(Dispatch.sent_at.is_(None), Dispatch.next_at <= now)
    return list(session.scalars(query.order_by(Dispatch.next_at).limit(BATCH)))


def _same(session: Session, row: Dispatch) -> Dispatch:
    return session.get_one(Dispatch, (row.terminal_id, row.sub_id, row.position))
