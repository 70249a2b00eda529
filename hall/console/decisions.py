"""Forms that change a case."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import RedirectResponse
from sqlalchemy.orm.exc import StaleDataError
from starlette.concurrency import run_in_threadpool

from hall.cases.actions import Action
from hall.cases.decisions import Decision, DecisionDesk, DecisionRefusedError
from hall.cases.ledger import Actor
from hall.cases.parcels import Handover, NoHolderError
from hall.console.access import genuine_form, hall_of, needs
from hall.console.sessions import SignedIn
from hall.roles import TITLES, Right
from hall.service.hall import Hall
from hall.storage.case_tables import Case

router = APIRouter(dependencies=[Depends(genuine_form)])
Decider = Annotated[SignedIn, Depends(needs(Right.DECIDE))]


@router.post("/console/cases/{tid}/{sub_id}/decide")
async def decide(
    request: Request,
    tid: str,
    sub_id: str,
    who: Decider,
    action: Annotated[Action, Form()],
    reasons: Annotated[str, Form(max_length=4000)] = "",
    version: Annotated[int | None, Form()] = None,
) -> RedirectResponse:
    """`reasons`: one a line. Goes back to the case, with the fault if there was one."""
    hall = hall_of(request)
    lines = tuple(line.strip() for line in reasons.splitlines() if line.strip())
    decision = Decision(action, lines, version)
    try:
        handover = await run_in_threadpool(_decide, hall, (tid, sub_id), decision, who)
    except (DecisionRefusedError, NoHolderError, StaleDataError) as error:
        return _back(tid, sub_id, _fault(error))
    hall.bell.ring()
    if handover is not None:
        return RedirectResponse(f"/console/parcels/{tid}/{handover.parcel_id}", 303)
    return _back(tid, sub_id, "")


def _decide(hall: Hall, key: tuple[str, str], decision: Decision, who: SignedIn) -> Handover | None:
    desk = DecisionDesk(hall.parcels, hall.seal)
    with hall.database.write() as session:
        case = session.get(Case, key)
        if case is None or not who.sees(case):
            raise HTTPException(404)
        return desk.decide(session, case, decision, Actor(f"staff:{who.staff_id}", TITLES[who.role]), hall.clock())


def _back(tid: str, sub_id: str, fault: str) -> RedirectResponse:
    query = f"?{urlencode({'fault': fault})}" if fault else ""
    return RedirectResponse(f"/console/cases/{tid}/{sub_id}{query}", 303)


def _fault(error: Exception) -> str:
    match error:
        case DecisionRefusedError():
            return str(error)
        case NoHolderError():
            return "材料里没有本人证件号码，不能放进取件柜"
        case _:
            return "这件刚被别人处理过，请看最新情况再决定"
