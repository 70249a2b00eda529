"""Progress on the citizen's phone: no sign-in, no name, one phone per address."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from hall.cases.ledger import events_of
from hall.cases.progress import Step, steps_of
from hall.cases.states import CaseState
from hall.console.access import hall_of
from hall.console.rendering import page
from hall.service.hall import Hall
from hall.storage.case_tables import Case

router = APIRouter()
COOKIE = "hall_progress"


@dataclass(frozen=True)
class ProgressView:
    case: Case
    steps: tuple[Step, ...]


@router.get("/progress/{token}")
async def show_progress(request: Request, token: str) -> HTMLResponse:
    """Link previews fetch addresses: only the button uses the address up."""
    hall = hall_of(request)
    view = await run_in_threadpool(_view, hall, token, request.cookies.get(COOKIE, ""))
    fresh = view is None and await run_in_threadpool(_is_fresh, hall, token)
    return page(request, "progress.html", None, 200 if view or fresh else 410, view=view, fresh=fresh, token=token)


@router.post("/progress/{token}")
async def open_progress(request: Request, token: str) -> Response:
    hall = hall_of(request)
    shown_pass = await run_in_threadpool(_use, hall, token)
    response = RedirectResponse(f"/progress/{token}", 303)
    if shown_pass is not None:
        secure = hall.public_url.startswith("https:")
        path = f"/progress/{token}"
        response.set_cookie(COOKIE, shown_pass, httponly=True, secure=secure, samesite="lax", path=path)
    return response


def _view(hall: Hall, token: str, shown_pass: str) -> ProgressView | None:
    with hall.database.read() as session:
        case = hall.progress.case_of(session, token, shown_pass, hall.clock())
        if case is None:
            return None
        view = ProgressView(case, steps_of(CaseState(case.state), events_of(session, case)))
        session.expunge_all()
    return view


def _is_fresh(hall: Hall, token: str) -> bool:
    with hall.database.read() as session:
        return hall.progress.is_fresh(session, token, hall.clock())


def _use(hall: Hall, token: str) -> str | None:
    with hall.database.write() as session:
        return hall.progress.use(session, token, hall.clock())
