"""The audit chains, read and verified by those whose task it is."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse
from sqlalchemy import select
from starlette.concurrency import run_in_threadpool

from hall.audit import HALL, faults
from hall.console.access import hall_of, needs
from hall.console.rendering import page
from hall.console.sessions import SignedIn
from hall.roles import Right
from hall.service.hall import Hall
from hall.storage.tables import AuditAnchor, AuditLine, ChainHead

router = APIRouter()
Auditor = Annotated[SignedIn, Depends(needs(Right.AUDIT))]
SHOWN = 200


@dataclass(frozen=True)
class AuditView:
    chains: tuple[str, ...]
    lines: tuple[AuditLine, ...]
    faults: tuple[str, ...]
    anchors: tuple[AuditAnchor, ...]


@router.get("/console/audit")
async def show_audit(
    request: Request, who: Auditor, chain: Annotated[str, Query(max_length=40)] = HALL
) -> HTMLResponse:
    view = await run_in_threadpool(_view, hall_of(request), chain)
    return page(request, "audit.html", who, view=view, chain=chain)


def _view(hall: Hall, chain: str) -> AuditView:
    """Verifies the whole chain, shows its end."""
    with hall.database.read() as session:
        names = session.scalars(select(ChainHead.terminal_id).where(ChainHead.chain == "audit"))
        lines = select(AuditLine).where(AuditLine.terminal_id == chain).order_by(AuditLine.position.desc()).limit(SHOWN)
        anchors = select(AuditAnchor).where(AuditAnchor.terminal_id == chain).order_by(AuditAnchor.at.desc()).limit(20)
        view = AuditView(
            chains=tuple(sorted(names)),
            lines=tuple(session.scalars(lines)),
            faults=tuple(faults(session, chain)),
            anchors=tuple(session.scalars(anchors)),
        )
        session.expunge_all()
    return view
