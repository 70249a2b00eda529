"""The list of cases: what is asked for, by deadline, and how much of it is late."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select, tuple_
from sqlalchemy.orm import Session

from hall.cases.clocks import amber_until
from hall.console.paging import PAGE_SIZE, Slice
from hall.storage.case_tables import Case


@dataclass(frozen=True)
class CaseFilter:
    text: str = ""
    """流水号 or 办件编号, blanks ignored"""
    state: str = ""
    department: str = ""
    late: bool = False

    def keys(self, now: datetime) -> Select[*tuple[Any, ...]]:
        """Terminal and submission of each, from an index: nearest deadline first, then the closed, newest first."""
        key = Case.terminal_id, Case.sub_id
        query = select(*key).order_by(
            Case.closed_at.is_not(None), Case.closed_at.desc(), Case.due_at.is_(None), Case.due_at, Case.opened_at, *key
        )
        if self.text:
            wanted = self.text.replace(" ", "").upper()
            query = query.where(or_(Case.number == wanted, Case.case_number == wanted))
        if self.state:
            query = query.where(Case.state == self.state)
        if self.late:
            query = query.where(Case.closed_at.is_(None), Case.due_at < now)
        return query.where(*self.scope())

    def scope(self) -> tuple[ColumnElement[bool], ...]:
        return (Case.department == self.department,) if self.department else ()


def listed(session: Session, wanted: CaseFilter, number: int, now: datetime) -> Slice[Case]:
    begin = (number - 1) * PAGE_SIZE
    keys = [tuple(key) for key in session.execute(wanted.keys(now).limit(PAGE_SIZE + 1).offset(begin))]
    found = session.scalars(select(Case).where(tuple_(Case.terminal_id, Case.sub_id).in_(keys[:PAGE_SIZE])))
    cases = {(case.terminal_id, case.sub_id): case for case in found}
    return Slice(tuple(cases[key] for key in keys[:PAGE_SIZE]), number, len(keys) > PAGE_SIZE)


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
