"""The terminals: who wants somebody, and how each is doing."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse
from starlette.concurrency import run_in_threadpool

from hall.console.access import hall_of, needs
from hall.console.paging import PageNumber, cut
from hall.console.rendering import page
from hall.console.sessions import SignedIn
from hall.console.terminal_views import TerminalRow, terminal_rows
from hall.roles import Right
from hall.service.hall import Hall

router = APIRouter()
Overseer = Annotated[SignedIn, Depends(needs(Right.OVERSEE))]


@router.get("/console/terminals")
async def list_terminals(request: Request, who: Overseer, number: PageNumber = 1) -> HTMLResponse:
    rows = await run_in_threadpool(_terminals, hall_of(request))
    return page(request, "terminals.html", who, terminals=rows, found=cut(rows, number))


def _terminals(hall: Hall) -> tuple[TerminalRow, ...]:
    with hall.database.read() as session:
        return terminal_rows(session, hall.clock())
