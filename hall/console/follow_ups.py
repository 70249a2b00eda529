"""What ratings and tickets have in common: somebody works on them, step by step, against a clock."""

from dataclasses import dataclass
from typing import Annotated, Any, Final, TypeVar

from fastapi import Depends, Form, HTTPException
from pydantic import StringConstraints
from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from hall.audit import Act, record
from hall.cases.tickets import Step, TicketStage, take_step
from hall.clock import Clock
from hall.console.access import needs
from hall.console.paging import waiting_first
from hall.console.sessions import SignedIn
from hall.roles import Right
from hall.storage.case_tables import Rating, StuckTicket

Overseer = Annotated[SignedIn, Depends(needs(Right.OVERSEE))]
Follower = Annotated[SignedIn, Depends(needs(Right.FOLLOW_UP))]
Note = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=1000), Form()]
StepTaken = Annotated[Step, Form()]
STAGES: Final = {
    TicketStage.CONTACT: "待联系",
    TicketStage.RECTIFY: "待整改",
    TicketStage.RECTIFY_HARD: "待整改（疑难）",
    TicketStage.DONE: "已办结",
    TicketStage.NONE: "",
}
Row = TypeVar("Row", Rating, StuckTicket)


@dataclass(frozen=True)
class Noted:
    """One step, and what was found or done."""

    step: Step
    note: str
    who: SignedIn


def open_first(table: type[Row], is_open: ColumnElement[bool]) -> Select[Any]:
    return select(table).order_by(*waiting_first(is_open, table.at), table.terminal_id, table.sub_id)


def take(session: Session, table: type[Row], key: tuple[str, str], noted: Noted, clock: Clock) -> Row:
    """The row, changed and locked: two who write at once both find their note in it."""
    row = session.get(table, key, with_for_update=True)
    if row is None or not noted.who.sees_item(row.item_code):
        raise HTTPException(404)
    take_step(row, noted.step, f"{noted.who.name}：{noted.note}", clock())
    act = Act(f"staff:{noted.who.staff_id}", f"{_NAMES[table]}.{noted.step}", key[1])
    record(session, key[0], act, clock())
    return row


_NAMES: Final[dict[type[Rating] | type[StuckTicket], str]] = {Rating: "rating", StuckTicket: "ticket"}
"""as the audit calls them"""
