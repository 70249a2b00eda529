"""Results on their way, originals waiting for collection, and what phones would have shown."""

from collections.abc import Sequence
from typing import Annotated, TypeVar

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from fastapi.responses import HTMLResponse
from sqlalchemy import Select, select
from starlette.concurrency import run_in_threadpool

from hall.cases.messages import latest
from hall.console.access import hall_of, needs
from hall.console.barcode import code128_svg
from hall.console.rendering import page
from hall.console.sessions import SignedIn
from hall.roles import Right
from hall.service.hall import Hall
from hall.storage.case_tables import Case, Deposit, LockerRecord, Parcel

router = APIRouter()
Carrier = Annotated[SignedIn, Depends(needs(Right.CARRY))]
Row = TypeVar("Row")


@router.get("/console/parcels")
async def list_parcels(request: Request, who: Carrier) -> HTMLResponse:
    hall = hall_of(request)
    parcels = await run_in_threadpool(_rows, hall, select(Parcel).order_by(Parcel.created_at.desc()).limit(100))
    deposits = await run_in_threadpool(
        _rows, hall, select(Deposit).order_by(Deposit.collected_at.is_not(None), Deposit.deposited_at).limit(100)
    )
    records = await run_in_threadpool(_rows, hall, select(LockerRecord).order_by(LockerRecord.at.desc()).limit(50))
    return page(request, "parcels.html", who, parcels=parcels, deposits=deposits, records=records)


@router.get("/console/parcels/{tid}/{parcel_id}")
async def show_label(request: Request, tid: str, parcel_id: str, who: Carrier) -> HTMLResponse:
    parcel, case = await run_in_threadpool(_parcel, hall_of(request), tid, parcel_id)
    return page(request, "label.html", who, parcel=parcel, case=case)


@router.get("/console/parcels/{tid}/{parcel_id}/label.svg")
async def label_barcode(request: Request, tid: str, parcel_id: str, who: Carrier) -> Response:
    parcel, _ = await run_in_threadpool(_parcel, hall_of(request), tid, parcel_id)
    return Response(code128_svg(parcel.label), media_type="image/svg+xml")


@router.get("/console/messages")
async def list_messages(request: Request, who: Carrier) -> HTMLResponse:
    hall = hall_of(request)
    messages = await run_in_threadpool(_messages, hall)
    return page(request, "messages.html", who, messages=messages)


def _messages(hall: Hall) -> object:
    with hall.database.read() as session:
        return latest(session, hall.seal)


def _rows(hall: Hall, query: Select[Row]) -> Sequence[Row]:
    with hall.database.read() as session:
        rows = session.scalars(query).all()
        session.expunge_all()
    return rows


def _parcel(hall: Hall, tid: str, parcel_id: str) -> tuple[Parcel, Case]:
    with hall.database.read() as session:
        parcel = session.get(Parcel, (tid, parcel_id))
        if parcel is None:
            raise HTTPException(404)
        case = session.get_one(Case, (tid, parcel.sub_id))
        session.expunge_all()
    return parcel, case
