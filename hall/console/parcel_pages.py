"""Results on their way, and originals waiting for collection."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from fastapi.responses import HTMLResponse
from sqlalchemy import select
from starlette.concurrency import run_in_threadpool

from hall.console.access import hall_of, needs
from hall.console.barcode import code128_svg
from hall.console.paging import PageNumber, Slice, sliced, waiting_first
from hall.console.rendering import page
from hall.console.scope import with_own_case
from hall.console.sessions import SignedIn
from hall.roles import Right
from hall.service.hall import Hall
from hall.storage.case_tables import Case, Deposit, LockerRecord, Parcel

router = APIRouter()
Carrier = Annotated[SignedIn, Depends(needs(Right.CARRY))]


@dataclass(frozen=True)
class LockerView:
    """Each list begins with what somebody still has to do."""

    parcels: Slice[Parcel]
    deposits: Slice[Deposit]
    records: Slice[LockerRecord]

    @property
    def longest(self) -> Slice[Any]:
        """The three are turned together."""
        return next((one for one in (self.parcels, self.deposits, self.records) if one.has_more), self.records)


@router.get("/console/parcels")
async def list_parcels(request: Request, who: Carrier, number: PageNumber = 1) -> HTMLResponse:
    view = await run_in_threadpool(_view, hall_of(request), who, number)
    return page(request, "parcels.html", who, view=view)


@router.get("/console/parcels/{tid}/{parcel_id}")
async def show_label(request: Request, tid: str, parcel_id: str, who: Carrier) -> HTMLResponse:
    parcel, case = await run_in_threadpool(_parcel, hall_of(request), who, tid, parcel_id)
    return page(request, "label.html", who, parcel=parcel, case=case)


@router.get("/console/parcels/{tid}/{parcel_id}/label.svg")
async def label_barcode(request: Request, tid: str, parcel_id: str, who: Carrier) -> Response:
    parcel, _ = await run_in_threadpool(_parcel, hall_of(request), who, tid, parcel_id)
    return Response(code128_svg(parcel.label), media_type="image/svg+xml")


def _view(hall: Hall, who: SignedIn, number: int) -> LockerView:
    parcels = select(Parcel).where(*with_own_case(who, Parcel))
    deposits = select(Deposit).where(*with_own_case(who, Deposit))
    records = select(LockerRecord).where(*with_own_case(who, LockerRecord))
    carried = waiting_first(Parcel.ended_at.is_(None), Parcel.created_at)
    waiting = waiting_first(Deposit.collected_at.is_(None), Deposit.deposited_at)
    with hall.database.read() as session:
        view = LockerView(
            sliced(session, parcels.order_by(*carried, Parcel.parcel_id), number),
            sliced(session, deposits.order_by(*waiting, Deposit.sub_id), number),
            sliced(session, records.order_by(LockerRecord.at.desc(), LockerRecord.sub_id), number),
        )
        session.expunge_all()
    return view


def _parcel(hall: Hall, who: SignedIn, tid: str, parcel_id: str) -> tuple[Parcel, Case]:
    with hall.database.read() as session:
        parcel = session.get(Parcel, (tid, parcel_id))
        if parcel is None:
            raise HTTPException(404)
        case = session.get_one(Case, (tid, parcel.sub_id))
        if not who.sees(case):
            raise HTTPException(404)
        session.expunge_all()
    return parcel, case
