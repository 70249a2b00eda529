"""Sends what waits in the outbox: at least once, with full-jitter back-off, one department never holding up another."""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from hall.audit import Act, is_recorded, record
from hall.departments.adapters import DepartmentAdapter, DepartmentUnreachableError, Notice, NoticeRefusedError
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

        Several instances may look: each takes a notice before it sends it. A department that cannot be reached is not
        tried again in this look: it costs one wait, whatever waits for it.
        """
        with self.database.read() as session:
            waiting = tuple(_waiting(session, now))
            session.expunge_all()
        silent: set[str] = set()
        return sum(self._send(row, silent, now) for row in waiting)

    def _send(self, row: Dispatch, silent: set[str], now: datetime) -> bool:
        if row.department in silent or not self._take(row, now):
            return False
        notice = Notice(f"{row.terminal_id}-{row.sub_id}-{row.position}", row.department, row.notice)
        try:
            self.adapter.deliver(notice)
        except DepartmentUnreachableError:
            silent.add(row.department)
            self._put_off_all(row, now)
            return False
        except NoticeRefusedError as error:
            self._put_off(row, f"{error}", now)
            return False
        with self.database.write() as session:
            session.execute(update(Dispatch).where(*_key(row)).values(sent_at=now))
        return True

    def _take(self, row: Dispatch, now: datetime) -> bool:
        """Whose update comes first has it. If what becomes of it is never written down, it is due again later."""
        mine = (*_key(row), Dispatch.sent_at.is_(None), Dispatch.next_at == row.next_at)
        taken = {"attempts": Dispatch.attempts + 1, "next_at": now + timedelta(seconds=LONGEST)}
        with self.database.write() as session:
            return (
                session.execute(update(Dispatch).where(*mine).values(taken).returning(Dispatch.position)).first()
                is not None
            )

    def _put_off_all(self, tried: Dispatch, now: datetime) -> None:
        """Everything that waits for this department: otherwise it would hide what waits for the others."""
        later = self._later(tried, now)
        due = (Dispatch.department == tried.department, Dispatch.sent_at.is_(None), Dispatch.next_at <= now)
        with self.database.write() as session:
            session.execute(update(Dispatch).where(*_key(tried)).values(next_at=later))
            session.execute(update(Dispatch).where(*due).values(attempts=Dispatch.attempts + 1, next_at=later))

    def _put_off(self, refused: Dispatch, why: str, now: datetime) -> None:
        """This one alone, and the audit says it once."""
        act = Act("system", "notice.refused", f"{refused.sub_id}-{refused.position}", why)
        with self.database.write() as session:
            session.execute(update(Dispatch).where(*_key(refused)).values(next_at=self._later(refused, now)))
            if not is_recorded(session, refused.terminal_id, act):
                record(session, refused.terminal_id, act, now)

    def _later(self, tried: Dispatch, now: datetime) -> datetime:
        limit = min(LONGEST, SHORTEST * 2 ** min(tried.attempts + 1, 10))
        return now + timedelta(seconds=self.rng.uniform(SHORTEST, limit))


def _waiting(session: Session, now: datetime) -> list[Dispatch]:
    """The events of one case in their order."""
    query = select(Dispatch).where(Dispatch.sent_at.is_(None), Dispatch.next_at <= now)
    query = query.order_by(Dispatch.next_at, Dispatch.terminal_id, Dispatch.sub_id, Dispatch.position)
    return list(session.scalars(query.limit(BATCH)))


def _key(row: Dispatch) -> tuple[ColumnElement[bool], ...]:
    return (
        Dispatch.terminal_id == row.terminal_id,
        Dispatch.sub_id == row.sub_id,
        Dispatch.position == row.position,
    )
