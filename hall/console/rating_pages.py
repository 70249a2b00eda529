"""好差评: what customers said, and the follow-up of the bad ratings."""

import json
from dataclasses import dataclass

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool

from hall.cases.records import follow_up_of
from hall.cases.tickets import WORST, Ticket, TicketStage, ticket_of
from hall.console.access import genuine_form, hall_of
from hall.console.follow_ups import STAGES, Follower, Note, Noted, Overseer, StepTaken, open_first, take
from hall.console.paging import PageNumber, Slice, sliced
from hall.console.rendering import page
from hall.console.scope import about_own_items
from hall.console.sessions import SignedIn
from hall.service.hall import Hall
from hall.storage.case_tables import Rating

router = APIRouter()


@dataclass(frozen=True)
class RatingRow:
    rating: Rating
    reasons: tuple[str, ...]
    ticket: Ticket


@router.get("/console/ratings")
async def list_ratings(request: Request, who: Overseer, number: PageNumber = 1) -> HTMLResponse:
    found = await run_in_threadpool(_found, hall_of(request), who, number)
    return page(request, "ratings.html", who, found=found, stages=STAGES, Stage=TicketStage)


@router.post("/console/ratings/{tid}/{sub_id}", dependencies=[Depends(genuine_form)])
async def follow_up(
    request: Request, tid: str, sub_id: str, who: Follower, step: StepTaken, note: Note
) -> RedirectResponse:
    await run_in_threadpool(_follow_up, hall_of(request), (tid, sub_id), Noted(step, note, who))
    return RedirectResponse("/console/ratings", 303)


def _found(hall: Hall, who: SignedIn, number: int) -> Slice[RatingRow]:
    now = hall.clock()
    waiting = (Rating.stars <= WORST) & Rating.rectified_at.is_(None)
    with hall.database.read() as session:
        ratings = sliced(session, open_first(Rating, waiting).where(*about_own_items(who, Rating.item_code)), number)
        session.expunge_all()
    rows = [RatingRow(r, tuple(json.loads(r.reasons)), ticket_of(follow_up_of(r), now)) for r in ratings.rows]
    return ratings.with_rows(sorted(rows, key=lambda row: (row.ticket.due_at is None, row.ticket.due_at or now)))


def _follow_up(hall: Hall, key: tuple[str, str], noted: Noted) -> None:
    with hall.database.write() as session:
        take(session, Rating, key, noted, hall.clock)
