"""What the hall holds and could not open: submissions of unknown content, unreadable ones, bytes nobody parsed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from sqlalchemy import select
from sqlalchemy.orm import defer
from starlette.concurrency import run_in_threadpool

from hall.console.access import genuine_form, hall_of, needs
from hall.console.rendering import page
from hall.console.sessions import SignedIn
from hall.intake.aside import MOST_SHOWN, SetAside, held_too_long, set_aside, vouch
from hall.roles import Right
from hall.service.hall import Hall
from hall.storage.tables import ConflictingSubmission, QuarantinedBytes, Submission

router = APIRouter()
Overseer = Annotated[SignedIn, Depends(needs(Right.OVERSEE))]
Voucher = Annotated[SignedIn, Depends(needs(Right.VOUCH))]


@dataclass(frozen=True)
class QuarantineView:
    submissions: tuple[SetAside, ...]
    held: tuple[Submission, ...]
    conflicts: Sequence[ConflictingSubmission]
    bytes: Sequence[QuarantinedBytes]


@router.get("/console/quarantine")
async def list_quarantine(request: Request, who: Overseer) -> HTMLResponse:
    view = await run_in_threadpool(_view, hall_of(request))
    return page(request, "quarantine.html", who, view=view)


@router.post("/console/quarantine/vouch", dependencies=[Depends(genuine_form)])
async def vouch_for(
    request: Request, who: Voucher, digest: Annotated[str, Form(pattern=r"^[0-9a-f]{64}$")]
) -> RedirectResponse:
    await run_in_threadpool(_vouch, hall_of(request), who, digest)
    return RedirectResponse("/console/quarantine", 303)


def _view(hall: Hall) -> QuarantineView:
    with hall.database.read() as session:
        conflicts = (
            select(ConflictingSubmission)
            .options(defer(ConflictingSubmission.body))
            .order_by(ConflictingSubmission.at.desc())
            .limit(MOST_SHOWN)
        )
        kept = select(QuarantinedBytes).order_by(QuarantinedBytes.at.desc()).limit(MOST_SHOWN)
        view = QuarantineView(
            set_aside(session),
            held_too_long(session, hall.clock()),
            session.scalars(conflicts).all(),
            session.scalars(kept).all(),
        )
        session.expunge_all()
    return view


def _vouch(hall: Hall, who: SignedIn, digest: str) -> None:
    with hall.database.write() as session:
        vouch(session, digest, f"staff:{who.staff_id}", hall.clock())
