"""The audit chains, read and verified by those whose task it is."""

from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse
from sqlalchemy import select
from starlette.concurrency import run_in_threadpool

from hall.audit import HALL, faults
from hall.console.access import hall_of, needs
from hall.console.paging import PageNumber, Slice, sliced
from hall.console.rendering import page
from hall.console.sessions import SignedIn
from hall.roles import Right
from hall.service.hall import Hall
from hall.storage.tables import AuditAnchor, AuditLine, ChainHead

router = APIRouter()
Auditor = Annotated[SignedIn, Depends(needs(Right.AUDIT))]
VERIFIED_AT_ONCE: Final = 5000
"""lines; a longer chain is verified when somebody asks for it"""


@dataclass(frozen=True)
class AuditView:
    chain: str
    lines: Slice[AuditLine]
    faults: tuple[str, ...] | None
    """None: not verified"""
    anchors: tuple[AuditAnchor, ...]


@router.get("/console/audit")
async def show_audit(
    request: Request,
    who: Auditor,
    chain: Annotated[str, Query(max_length=40)] = "",
    number: PageNumber = 1,
    verify: bool = False,
) -> HTMLResponse:
    """`chain`: a terminal; empty: the hall's own."""
    view = await run_in_threadpool(_view, hall_of(request), chain.strip() or HALL, number, verify)
    return page(request, "audit.html", who, view=view)


def _view(hall: Hall, chain: str, number: int, verify: bool) -> AuditView:
    with hall.database.read() as session:
        head = session.get(ChainHead, (chain, "audit"))
        lines = select(AuditLine).where(AuditLine.terminal_id == chain).order_by(AuditLine.position.desc())
        anchors = select(AuditAnchor).where(AuditAnchor.terminal_id == chain).order_by(AuditAnchor.at.desc()).limit(20)
        is_short = head is None or head.position <= VERIFIED_AT_ONCE
        view = AuditView(
            chain=chain,
            lines=sliced(session, lines, number),
            faults=tuple(faults(session, chain)) if verify or is_short else None,
            anchors=tuple(session.scalars(anchors)),
        )
        session.expunge_all()
    return view
