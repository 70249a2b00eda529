"""JSON for scripts: what the demonstration and the tests read instead of pages. Same session, same rights."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool

from hall.cases.ledger import events_of
from hall.cases.parcels import parcels_of
from hall.console.access import hall_of, needs, staff
from hall.console.scope import own_cases
from hall.console.sessions import SignedIn
from hall.roles import Right
from hall.service.hall import Hall
from hall.storage.case_tables import Case, Deposit, LockerRecord, Rating
from hall.storage.tables import Submission

router = APIRouter(prefix="/console/api")


@router.get("/session")
async def session_of(who: Annotated[SignedIn, Depends(staff)]) -> dict[str, str]:
    return {"staff": who.staff_id, "role": who.role.value, "csrf": who.csrf}


@router.get("/cases")
async def cases(
    request: Request,
    who: Annotated[SignedIn, Depends(needs(Right.LIST_CASES))],
    number: Annotated[str, Query(max_length=40)] = "",
    sub_id: Annotated[str, Query(max_length=64)] = "",
) -> dict[str, Any]:
    """`count`: how many submissions the hall holds under this number or id; `cases`: those it has opened."""
    return await run_in_threadpool(_cases, hall_of(request), who, number, sub_id)


def _cases(hall: Hall, who: SignedIn, number: str, sub_id: str) -> dict[str, Any]:
    with hall.database.read() as session:
        query = select(Case).where(*own_cases(who)).order_by(Case.opened_at.desc()).limit(100)
        count = select(func.count()).select_from(Submission).where(Submission.purpose == "submission")
        if who.department:
            count = count.join(Case, (Case.terminal_id == Submission.terminal_id) & (Case.sub_id == Submission.sub_id))
            count = count.where(*own_cases(who))
        if number:
            query, count = query.where(Case.number == number), count.where(Submission.number == number)
        if sub_id:
            query, count = query.where(Case.sub_id == sub_id), count.where(Submission.sub_id == sub_id)
        found = [_case(session, case) for case in session.scalars(query)]
        return {"count": session.scalar(count), "cases": found}


def _case(session: Session, case: Case) -> dict[str, Any]:
    return {
        "terminal_id": case.terminal_id,
        "number": case.number,
        "sub_id": case.sub_id,
        "case_number": case.case_number,
        "item_code": case.item_code,
        "state": case.state,
        "version": case.version,
        "due_at": None if case.due_at is None else case.due_at.isoformat(),
        "events": [
            {"at": e.at.isoformat(), "actor": e.actor, "action": e.action, "state": e.state, "note": e.note}
            for e in events_of(session, case)
        ],
        "parcels": [
            {"parcel_id": p.parcel_id, "label": p.label, "state": p.state, "cell": p.cell}
            for p in parcels_of(session, case)
        ],
        "deposits": [
            {"cell": d.cell, "collected": d.collected_at is not None}
            for d in session.scalars(
                select(Deposit).where(Deposit.terminal_id == case.terminal_id, Deposit.number == case.number)
            )
        ],
        "locker": _locker(session, case),
        "ratings": [
            r.stars
            for r in session.scalars(
                select(Rating).where(Rating.terminal_id == case.terminal_id, Rating.number == case.number)
            )
        ],
    }


def _locker(session: Session, case: Case) -> list[dict[str, Any]]:
    ids = [parcel.parcel_id for parcel in parcels_of(session, case)]
    mine = (LockerRecord.number == case.number) | LockerRecord.parcel_id.in_(ids)
    query = select(LockerRecord).where(LockerRecord.terminal_id == case.terminal_id, mine).order_by(LockerRecord.at)
    return [
        {"kind": record.kind, "cell": record.cell, "at": record.at.isoformat()} for record in session.scalars(query)
    ]
