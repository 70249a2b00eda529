"""What phones would have shown: pages of the demonstration, for real messages never come to the eyes of staff."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse
from starlette.concurrency import run_in_threadpool

from hall.cases.messages import ShownMessage, latest
from hall.console.access import hall_of, needs
from hall.console.rendering import page
from hall.console.scope import with_own_case
from hall.console.sessions import SignedIn
from hall.roles import Right
from hall.service.hall import Hall
from hall.storage.case_tables import TextMessage

router = APIRouter()
Carrier = Annotated[SignedIn, Depends(needs(Right.CARRY))]


@router.get("/console/messages")
async def list_messages(request: Request, who: Carrier) -> HTMLResponse:
    messages = await run_in_threadpool(_messages, hall_of(request), who)
    return page(request, "messages.html", who, messages=messages)


@router.get("/console/api/messages")
async def messages(
    request: Request, who: Carrier, number: Annotated[str, Query(max_length=40)] = ""
) -> list[dict[str, str]]:
    """The simulated short messages, newest first."""
    found = await run_in_threadpool(_messages, hall_of(request), who)
    return [
        {"phone": m.phone, "text": m.text, "at": m.at.isoformat(), "sub_id": m.sub_id}
        for m in found
        if number in m.text
    ]


def _messages(hall: Hall, who: SignedIn) -> tuple[ShownMessage, ...]:
    with hall.database.read() as session:
        return latest(session, hall.seal, with_own_case(who, TextMessage))
