"""好差评: what customers said, and the tickets that bad ratings become."""

import json
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from sqlalchemy import select
from starlette.concurrency import run_in_threadpool

from hall.audit import Act, record
from hall.cases.records import follow_up_of
from hall.cases.tickets import Step, Ticket, TicketStage, take_step, ticket_of
from hall.console.access import genuine_form, hall_of, needs
from hall.console.rendering import page
from hall.console.sessions import SignedIn
from hall.roles import Right
from hall.service.hall import Hall
from hall.storage.case_tables import Rating

router = APIRouter()
Overseer = Annotated[SignedIn, Depends(needs(Right.OVERSEE))]
Follower = Annotated[SignedIn, Depends(needs(Right.FOLLOW_UP))]
LIMIT = 200


@dataclass(frozen=True)
class RatingRow:
    rating: Rating
    reasons: tuple[str, ...]
    ticket: Ticket


STAGES = {
    TicketStage.CONTACT: "待联系",
    TicketStage.RECTIFY: "待整改",
    TicketStage.RECTIFY_HARD: "待整改（疑难）",
    TicketStage.DONE: "已办结",
    TicketStage.NONE: "",
}


@router.get("/console/ratings")
async def list_ratings(request: Request, who: Overseer) -> HTMLResponse:
    rows = await run_in_threadpool(_rows, hall_of(request))
    return page(request, "ratings.html", who, rows=rows, stages=STAGES, Stage=TicketStage)


@router.post("/console/ratings/{tid}/{sub_id}", dependencies=[Depends(genuine_form)])
async def follow_up(
    request: Request,
    tid: str,
    sub_id: str,
    who: Follower,
    step: Annotated[Step, Form()],
    note: Annotated[str, Form(min_length=2, max_length=1000)],
) -> RedirectResponse:
    """Every step says what was found or done."""
    await run_in_threadpool(_follow_up, hall_of(request), (tid, sub_id), step, f"{who.name}：{note}", who)
    return RedirectResponse("/console/ratings", 303)


def _rows(hall: Hall) -> list[RatingRow]:
    """Open tickets first, the most urgent on top."""
    now = hall.clock()
    with hall.database.read() as session:
        ratings = session.scalars(select(Rating).order_by(Rating.stars, Rating.at.desc()).limit(LIMIT)).all()
        session.expunge_all()
    rows = [RatingRow(r, tuple(json.loads(r.reasons)), ticket_of(follow_up_of(r), now)) for r in ratings]
    return sorted(rows, key=lambda row: (row.ticket.due_at is None, row.ticket.due_at or row.rating.at))


def _follow_up(hall: Hall, key: tuple[str, str], step: Step, note: str, who: SignedIn) -> None:
    now = hall.clock()
    with hall.database.write() as session:
        rating = session.get(Rating, key)
        if rating is None:
            raise HTTPException(404)
        take_step(rating, step, note, now)
        record(session, key[0], Act(f"staff:{who.staff_id}", f"rating.{step}", key[1]), now)
