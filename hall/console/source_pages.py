"""The sources of facts that the demonstration can take down."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from sqlalchemy import delete
from starlette.concurrency import run_in_threadpool

from hall.audit import HALL, Act, record
from hall.console.access import genuine_form, hall_of, needs
from hall.console.rendering import page
from hall.console.sessions import SignedIn
from hall.queries.facts import down_sources
from hall.queries.sources import person_sources
from hall.roles import Right
from hall.service.hall import Hall
from hall.storage.hall_tables import SourceSwitch
from hall.storage.statements import insert_if_absent

router = APIRouter()
Switcher = Annotated[SignedIn, Depends(needs(Right.SWITCH_SOURCES))]


@router.get("/console/sources")
async def list_sources(request: Request, who: Switcher) -> HTMLResponse:
    down = await run_in_threadpool(_down, hall_of(request))
    names = sorted({*person_sources(), "hall.market.registry", "elicence.business"})
    return page(request, "sources.html", who, sources=[(name, name in down) for name in names])


@router.post("/console/sources", dependencies=[Depends(genuine_form)])
async def switch_source(
    request: Request, who: Switcher, source: Annotated[str, Form(max_length=60)], down: Annotated[bool, Form()] = False
) -> RedirectResponse:
    await run_in_threadpool(_switch, hall_of(request), who, source, down)
    return RedirectResponse("/console/sources", 303)


def _down(hall: Hall) -> frozenset[str]:
    with hall.database.read() as session:
        return down_sources(session)


def _switch(hall: Hall, who: SignedIn, source: str, down: bool) -> None:
    now = hall.clock()
    with hall.database.write() as session:
        if down:
            session.execute(insert_if_absent(session, SourceSwitch, {"source": source, "down_since": now}))
        else:
            session.execute(delete(SourceSwitch).where(SourceSwitch.source == source))
        record(session, HALL, Act(f"staff:{who.staff_id}", "source.down" if down else "source.up", source), now)
