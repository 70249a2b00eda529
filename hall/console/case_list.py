"""The list of cases: what is asked for, by deadline, and how much of it is late."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from hall.cases.clocks import amber_until
from hall.storage.case_tables import Case


@dataclass(frozen=True)
class CaseFilter:
    text: str = ""
    """流水号 or 办件编号, blanks ignored"""
    state: str = ""
    department: str = ""
    late: bool = False

    def query(self, now: datetime) -> Select[Case]:
        """Nearest deadline first; closed cases last."""
        key = Case.terminal_id, Case.sub_id
        query = select(Case).order_by(
            Case.closed_at.is_not(None), Case.due_at.is_(None), Case.due_at, Case.opened_at, *key
        )
        if self.text:
            wanted = self.text.replace(" ", "").upper()
            query = query.where(or_(Case.number == wanted, Case.case_number == wanted))
        if self.state:
            query = query.where(Case.state == self.state)
        if self.late:
            query = query.where(Case.due_at < now)
        return query.where(*self.scope())

    def scope(self) -> tuple[ColumnElement[bool], ...]:
        return (Case.department == self.department,) if self.department else ()


@dataclass(frozen=True)
class Workload:
    """Open cases of one department, or of all."""

    open: int
    late: int
    soon: int
    """one working day left, or less"""


def workload(session: Session, wanted: CaseFilter, now: datetime) -> Workload:
    mine = (Case.closed_at.is_(None), *wanted.scope())
    count = select(func.count()).select_from(Case).where(*mine)
    late, soon = Case.due_at < now, (Case.due_at >= now) & (Case.due_at <= amber_until(now))
    found = (session.scalar(one) or 0 for one in (count, count.where(late), count.where(soon)))
    return Workload(*found)
