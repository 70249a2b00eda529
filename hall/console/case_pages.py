"""The list of cases, one case, its pages and its ink."""

import base64
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from fastapi.responses import HTMLResponse
from starlette.concurrency import run_in_threadpool

from hall.audit import Act, record
from hall.cases.actions import NEED_REASONS, Action
from hall.cases.content import ContentPurgedError, content_of
from hall.cases.states import RULES, CaseState
from hall.catalogue import departments
from hall.console.access import hall_of, needs
from hall.console.case_list import CaseFilter, Workload, listed, workload
from hall.console.case_views import CaseView, case_view, media_type
from hall.console.ink import Strokes, UnreadableInkError, ink_svg, signature_strokes
from hall.console.labels import ACTIONS, HINTS
from hall.console.paging import PageNumber, Slice
from hall.console.rendering import page
from hall.console.sessions import SignedIn
from hall.intake.asking_again import note_lost_page
from hall.roles import Right
from hall.service.hall import Hall
from hall.storage.case_tables import Case
from offline_cache.sealing import UnsealError, open_attachment
from offline_cache.wire import SubmissionBody

router = APIRouter()
Lister = Annotated[SignedIn, Depends(needs(Right.LIST_CASES))]
Reader = Annotated[SignedIn, Depends(needs(Right.READ_CASE))]


def wanted_cases(who: Lister, q: str = "", state: str = "", department: str = "", late: str = "") -> CaseFilter:
    return CaseFilter(q, state, who.department or department, bool(late))


@router.get("/console")
async def list_cases(
    request: Request, who: Lister, wanted: Annotated[CaseFilter, Depends(wanted_cases)], number: PageNumber = 1
) -> HTMLResponse:
    cases, load = await run_in_threadpool(_listed, hall_of(request), wanted, number)
    states = {s.value: RULES[s].shown_zh for s in CaseState}
    return page(
        request, "cases.html", who, cases=cases, wanted=wanted, load=load, states=states, departments=departments()
    )


@router.get("/console/cases/{tid}/{sub_id}")
async def show_case(request: Request, tid: str, sub_id: str, who: Lister, fault: str = "") -> HTMLResponse:
    view = await run_in_threadpool(_view, hall_of(request), tid, sub_id, who)
    return page(
        request,
        "case.html",
        who,
        view=view,
        fault=fault,
        titles=ACTIONS,
        hints=HINTS,
        need_reasons=NEED_REASONS,
        order=Action,
    )


@router.get("/console/cases/{tid}/{sub_id}/attachments/{digest}")
async def show_attachment(request: Request, tid: str, sub_id: str, digest: str, who: Reader) -> Response:
    data = await run_in_threadpool(_opened, hall_of(request), (tid, sub_id, digest), who)
    kind = media_type(data)
    if kind is None:
        return Response(data, media_type="application/octet-stream", headers={"Content-Disposition": "attachment"})
    return Response(data, media_type=kind)


@router.get("/console/cases/{tid}/{sub_id}/ink.svg")
async def show_ink(request: Request, tid: str, sub_id: str, who: Reader) -> Response:
    hall = hall_of(request)
    strokes = await run_in_threadpool(_strokes, hall, (tid, sub_id), who)
    return Response(ink_svg(strokes), media_type="image/svg+xml")


def _listed(hall: Hall, wanted: CaseFilter, number: int) -> tuple[Slice[Case], Workload]:
    with hall.database.read() as session:
        cases = listed(session, wanted, number, hall.clock())
        session.expunge_all()
        return cases, workload(session, wanted, hall.clock())


def _view(hall: Hall, tid: str, sub_id: str, who: SignedIn) -> CaseView:
    """Every look at what a customer handed in is audited."""
    with hall.database.write() as session:
        case = _case(session.get(Case, (tid, sub_id)), who)
        may_read = who.may(Right.READ_CASE)
        if may_read:
            record(session, tid, Act(f"staff:{who.staff_id}", "case.read", case.case_number), hall.clock())
        view = case_view(session, hall.seal, case, with_content=may_read)
        session.expunge_all()
    return view


def _opened(hall: Hall, key: tuple[str, str, str], who: SignedIn) -> bytes:
    """Decrypted for this one look; nothing plain is written anywhere."""
    tid, sub_id, digest = key
    body = _read(hall, (tid, sub_id), who, "attachment.read", digest)
    found = next((entry for entry in body.attachment_keys if entry.digest == digest), None)
    if found is None:
        raise HTTPException(404)
    try:
        return open_attachment(base64.b64decode(found.key), hall.store.read(tid, digest))
    except (UnsealError, FileNotFoundError) as error:
        with hall.database.write() as session:
            note_lost_page(session, hall.store, tid, digest, hall.clock())
        raise HTTPException(404, "这一页不在了，已请终端补发；当天的一般一分钟内就到。") from error


def _strokes(hall: Hall, key: tuple[str, str], who: SignedIn) -> Strokes:
    try:
        return signature_strokes(_read(hall, key, who, "signature.read"))
    except UnreadableInkError as error:
        raise HTTPException(404, "签名影像读不出来，请联系工程师。") from error


def _read(hall: Hall, key: tuple[str, str], who: SignedIn, action: str, detail: str = "") -> SubmissionBody:
    """What was handed in, for one look that is audited."""
    with hall.database.write() as session:
        case = _case(session.get(Case, key), who)
        record(session, key[0], Act(f"staff:{who.staff_id}", action, case.case_number, detail), hall.clock())
        try:
            return content_of(hall.seal, case)
        except ContentPurgedError as error:
            raise HTTPException(404, "保存期已过，内容已清除。") from error


def _case(case: Case | None, who: SignedIn) -> Case:
    """A case of another department does not exist for this person."""
    if case is None or not who.sees(case):
        raise HTTPException(404)
    return case
