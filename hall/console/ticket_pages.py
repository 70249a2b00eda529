"""办不成事: what people could not get done at a terminal, each with its clock, until somebody has put it right."""

from dataclasses import dataclass, field
from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from sqlalchemy import select
from starlette.concurrency import run_in_threadpool

from hall.audit import Act, record
from hall.cases.content import ticket_row
from hall.cases.tickets import NOT_RATED, FollowUp, Step, Ticket, TicketStage, take_step, ticket_of
from hall.console.access import genuine_form, hall_of, needs
from hall.console.rating_pages import STAGES
from hall.console.rendering import page
from hall.console.sessions import SignedIn
from hall.roles import Right
from hall.service.hall import Hall
from hall.storage.case_tables import Case, StuckTicket
from offline_cache.wire import TicketBody

router = APIRouter()
Overseer = Annotated[SignedIn, Depends(needs(Right.OVERSEE))]
Follower = Annotated[SignedIn, Depends(needs(Right.FOLLOW_UP))]
LIMIT = 200
ABOUT = {"refused": "不符合条件", "no-proof": "开不出证明", "no-answer": "查不到", "case": "办件没有进展"}


@dataclass(frozen=True)
class TicketRow:
    ticket: StuckTicket
    clock: Ticket
    said: str
    mobile: str = field(repr=False)
    """only for who follows it up; empty: the customer asks with the number"""
    case: str
    """path of the case it is about, empty if there is none"""


@router.get("/console/tickets")
async def list_tickets(request: Request, who: Overseer) -> HTMLResponse:
    rows = await run_in_threadpool(_rows, hall_of(request), who)
    return page(request, "tickets.html", who, rows=rows, stages=STAGES, Stage=TicketStage, about=ABOUT)


@router.post("/console/tickets/{tid}/{sub_id}", dependencies=[Depends(genuine_form)])
async def follow_up(
    request: Request,
    tid: str,
    sub_id: str,
    who: Follower,
    step: Annotated[Step, Form()],
    note: Annotated[str, Form(min_length=2, max_length=1000)],
) -> RedirectResponse:
    await run_in_threadpool(_follow_up, hall_of(request), (tid, sub_id), step, f"{who.name}：{note}", who)
    return RedirectResponse("/console/tickets", 303)


def _rows(hall: Hall, who: SignedIn) -> list[TicketRow]:
    """Open ones first, the most urgent on top."""
    with hall.database.read() as session:
        tickets = session.scalars(select(StuckTicket).order_by(StuckTicket.at.desc()).limit(LIMIT)).all()
        numbers = {ticket.case_number for ticket in tickets if ticket.case_number}
        cases = {
            case.number: f"/console/cases/{case.terminal_id}/{case.sub_id}"
            for case in session.scalars(select(Case).where(Case.number.in_(numbers)))
        }
        session.expunge_all()
    rows = [_row(hall, ticket, who, cases.get(ticket.case_number, "")) for ticket in tickets]
    return sorted(rows, key=lambda row: (row.clock.due_at is None, row.clock.due_at or row.ticket.at))


def _row(hall: Hall, ticket: StuckTicket, who: SignedIn, case: str) -> TicketRow:
    clock = ticket_of(
        FollowUp(NOT_RATED, ticket.at, ticket.contacted_at, ticket.hard_since, ticket.rectified_at), hall.clock()
    )
    if ticket.content is None:
        return TicketRow(ticket, clock, "", "", case)
    body = TicketBody.model_validate_json(hall.seal.open(ticket.content, ticket_row(ticket.terminal_id, ticket.sub_id)))
    return TicketRow(ticket, clock, body.said, (body.mobile or "") if who.may(Right.FOLLOW_UP) else "", case)


def _follow_up(hall: Hall, key: tuple[str, str], step: Step, note: str, who: SignedIn) -> None:
    """Once it is put right the telephone number is not needed any more, and is erased."""
    now = hall.clock()
    with hall.database.write() as session:
        ticket = session.get(StuckTicket, key)
        if ticket is None:
            raise HTTPException(404)
        take_step(ticket, step, note, now)
        if step is Step.RECTIFIED:
            ticket.content = None
        record(session, key[0], Act(f"staff:{who.staff_id}", f"ticket.{step}", key[1]), now)
