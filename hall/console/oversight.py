"""Terminals, and the sources that the demonstration can take down."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool

from hall.audit import HALL, Act, record
from hall.clock import CITY_TIME
from hall.console.access import genuine_form, hall_of, needs
from hall.console.rendering import page
from hall.console.sessions import SignedIn
from hall.intake.asking_again import gaps
from hall.queries.facts import down_sources
from hall.queries.sources import person_sources
from hall.roles import Right
from hall.service.hall import Hall
from hall.storage.hall_tables import SourceSwitch
from hall.storage.statements import insert_if_absent
from hall.storage.tables import Terminal
from offline_cache.wire import Hello

router = APIRouter()
Overseer = Annotated[SignedIn, Depends(needs(Right.OVERSEE))]
Switcher = Annotated[SignedIn, Depends(needs(Right.SWITCH_SOURCES))]
SILENT: Final = timedelta(minutes=5)


@dataclass(frozen=True)
class TerminalRow:
    terminal_id: str
    branch: str
    last_seen: datetime | None
    is_silent: bool
    trouble: str
    hello: Hello | None
    oldest: datetime | None
    """since when its oldest submission waits to be sent"""
    missing: int
    """submissions that it counts as sent and that are not here: this hall was restored from a backup"""


@router.get("/console/terminals")
async def list_terminals(request: Request, who: Overseer) -> HTMLResponse:
    rows = await run_in_threadpool(_terminals, hall_of(request))
    return page(request, "terminals.html", who, terminals=rows)


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


def _terminals(hall: Hall) -> list[TerminalRow]:
    with hall.database.read() as session:
        return [_row(session, terminal, hall.clock()) for terminal in session.scalars(select(Terminal))]


def _row(session: Session, terminal: Terminal, now: datetime) -> TerminalRow:
    hello = None if terminal.hello is None else Hello.model_validate_json(terminal.hello)
    silent = terminal.last_seen is None or now - terminal.last_seen > SILENT
    trouble = "已吊销" if terminal.revoked_at is not None else terminal.locked or ""
    return TerminalRow(
        terminal_id=terminal.terminal_id,
        branch=terminal.branch,
        last_seen=terminal.last_seen,
        is_silent=silent,
        trouble=trouble,
        hello=hello,
        oldest=_oldest(hello),
        missing=0 if hello is None else gaps(session, hello),
    )


def _oldest(hello: Hello | None) -> datetime | None:
    if hello is None or hello.oldest_waiting is None:
        return None
    try:
        return datetime.fromisoformat(hello.oldest_waiting).astimezone(CITY_TIME)
    except ValueError:
        return None


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
