"""The console's gate: session cookie, form token, role."""

import hmac
from collections.abc import Callable
from typing import Annotated, Final

from fastapi import Depends, Form, Request
from starlette.concurrency import run_in_threadpool

from hall.audit import HALL, Act, record
from hall.console.sessions import NOTED_EVERY, SignedIn, note_seen, signed_in
from hall.roles import Right
from hall.service.hall import Hall

COOKIE: Final = "hall_session"
LOGIN_COOKIE: Final = "hall_login"


class SignInNeededError(Exception):
    """No session, or one that is over."""


class ForbiddenError(Exception):
    """Signed in, but not for this; or the form is not one that this session was given."""


def hall_of(request: Request) -> Hall:
    hall: Hall = request.app.state.hall
    return hall


async def staff(request: Request) -> SignedIn:
    """Raises SignInNeededError."""
    token = request.cookies.get(COOKIE, "")
    found = await run_in_threadpool(_signed_in, hall_of(request), token) if token else None
    if found is None:
        raise SignInNeededError
    return found


def needs(right: Right) -> Callable[[Request, SignedIn], SignedIn]:
    """A dependency that lets only staff with `right` through."""

    async def check(request: Request, who: Annotated[SignedIn, Depends(staff)]) -> SignedIn:
        if not who.may(right):
            await run_in_threadpool(_audit_refusal, hall_of(request), who, right)
            raise ForbiddenError(f"{who.role} may not {right}")
        return who

    return check  # type: ignore[return-value]  # FastAPI awaits it


async def genuine_form(who: Annotated[SignedIn, Depends(staff)], csrf: Annotated[str, Form()] = "") -> None:
    """Every POST carries the token of its session. Raises ForbiddenError."""
    if not hmac.compare_digest(csrf.encode(), who.csrf.encode()):
        raise ForbiddenError("this form was not made by this session")


def _signed_in(hall: Hall, token: str) -> SignedIn | None:
    now = hall.clock()
    with hall.database.read() as session:
        found = signed_in(session, token, now)
    if found is not None and now - found.seen_at >= NOTED_EVERY:
        with hall.database.write() as session:
            note_seen(session, token, now)
    return found


def _audit_refusal(hall: Hall, who: SignedIn, right: Right) -> None:
    with hall.database.write() as session:
        record(session, HALL, Act(f"staff:{who.staff_id}", "console.forbidden", right.name), hall.clock())
