"""办不成事: what people could not get done at a terminal, each with its clock, until somebody has put it right."""

from dataclasses import dataclass, field

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool

from hall.cases.content import ticket_row
from hall.cases.tickets import NOT_RATED, FollowUp, Step, Ticket, TicketStage, ticket_of
from hall.console.access import genuine_form, hall_of
from hall.console.follow_ups import STAGES, Follower, Note, Noted, Overseer, StepTaken, open_first, take
from hall.console.paging import PageNumber, Slice, sliced
from hall.console.rendering import page
from hall.console.scope import about_own_items, own_cases
from hall.console.sessions import SignedIn
from hall.record_seal import RecordUnsealError
from hall.retention import leave_tombstone
from hall.roles import Right
from hall.service.hall import Hall
from hall.storage.case_tables import Case, StuckTicket
from hall.storage.tables import Submission
from offline_cache.wire import TicketBody

router = APIRouter()
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
async def list_tickets(request: Request, who: Overseer, number: PageNumber = 1) -> HTMLResponse:
    found = await run_in_threadpool(_found, hall_of(request), who, number)
    return page(request, "tickets.html", who, found=found, stages=STAGES, Stage=TicketStage, about=ABOUT)


@router.post("/console/tickets/{tid}/{sub_id}", dependencies=[Depends(genuine_form)])
async def follow_up(
    request: Request, tid: str, sub_id: str, who: Follower, step: StepTaken, note: Note
) -> RedirectResponse:
    await run_in_threadpool(_follow_up, hall_of(request), (tid, sub_id), Noted(step, note, who))
    return RedirectResponse("/console/tickets", 303)


def _found(hall: Hall, who: SignedIn, number: int) -> Slice[TicketRow]:
    waiting = StuckTicket.rectified_at.is_(None)
    query = open_first(StuckTicket, waiting).where(*about_own_items(who, StuckTicket.item_code))
    with hall.database.read() as session:
        tickets = sliced(session, query, number)
        cases = _paths(session, who, {ticket.case_number for ticket in tickets.rows if ticket.case_number})
        session.expunge_all()
    rows = [_row(hall, ticket, who, cases.get(ticket.case_number, "")) for ticket in tickets.rows]
    return tickets.with_rows(sorted(rows, key=lambda row: (row.clock.due_at is None, row.clock.due_at or hall.clock())))


def _paths(session: Session, who: SignedIn, numbers: set[str]) -> dict[str, str]:
    """业务流水号 -> path of its case."""
    found = select(Case.number, Case.terminal_id, Case.sub_id).where(Case.number.in_(numbers), *own_cases(who))
    return {number: f"/console/cases/{tid}/{sub_id}" for number, tid, sub_id in session.execute(found)}


def _row(hall: Hall, ticket: StuckTicket, who: SignedIn, case: str) -> TicketRow:
    clock = ticket_of(
        FollowUp(NOT_RATED, ticket.at, ticket.contacted_at, ticket.hard_since, ticket.rectified_at), hall.clock()
    )
    if ticket.content is None:
        return TicketRow(ticket, clock, "", "", case)
    try:
        text = hall.seal.open(ticket.content, ticket_row(ticket.terminal_id, ticket.sub_id))
    except RecordUnsealError:
        return TicketRow(ticket, clock, "内容读不出来，请联系工程师", "", case)
    body = TicketBody.model_validate_json(text)
    return TicketRow(ticket, clock, body.said, (body.mobile or "") if who.may(Right.FOLLOW_UP) else "", case)


def _follow_up(hall: Hall, key: tuple[str, str], noted: Noted) -> None:
    """Once it is put right the telephone number is not needed any more: it is erased here and as it came in."""
    with hall.database.write() as session:
        ticket = take(session, StuckTicket, key, noted, hall.clock)
        if noted.step is Step.RECTIFIED:
            ticket.content = None
            leave_tombstone(session.get_one(Submission, key))
