"""Hello, inbox, facts and proofs."""

import base64
import time
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from hall import inbox
from hall.errors import ErrorNumber, Refused
from hall.intake.receipts import sign_answer
from hall.service.bodies import json_body, read_message
from hall.service.gate import Caller, RefusedError, caller, hall_of
from hall.service.greeting import Noted, greet
from hall.service.hall import Hall
from offline_cache.wire import (
    FactAnswer,
    FactQuery,
    Hello,
    HelloAnswer,
    InboxBatch,
    ProgressAnswer,
    ProgressQuery,
    ProofAnswer,
    ProofQuery,
    SignedAnswer,
)

router = APIRouter()
POLL_SECONDS: Final = 30
CHUNK_BYTES: Final = 1024 * 1024
LONGEST_WAIT: Final = 60.0


@router.post("/v1/hello", openapi_extra=json_body(Hello))
async def hello(request: Request, who: Annotated[Caller, Depends(caller)]) -> SignedAnswer:
    hall = hall_of(request)
    message = await read_message(request, Hello, who)
    if message.terminal_id != who.terminal_id:
        raise RefusedError(Refused(ErrorNumber.OTHER_NAME, "hello names another terminal"), who.terminal_id)
    noted = await run_in_threadpool(_note_hello, hall, message)
    if isinstance(noted, Refused):
        raise RefusedError(noted, who.terminal_id)
    answer = HelloAnswer(
        hall_time=hall.clock().isoformat(),
        poll_seconds=POLL_SECONDS,
        chunk_bytes=CHUNK_BYTES,
        audit_held=noted.audit_held,
        resend=noted.send_again,
    )
    return sign_answer(hall.keys, answer)


@router.get("/v1/t/{tid}/inbox", response_model=SignedAnswer, responses={204: {"description": "nothing new"}})
async def read_inbox(
    request: Request,
    tid: str,
    who: Annotated[Caller, Depends(caller)],
    after: Annotated[int, Query(ge=0, le=inbox.LARGEST_CURSOR)] = 0,
    wait: Annotated[float, Query(ge=0, le=LONGEST_WAIT)] = 25.0,
) -> Response:
    hall = hall_of(request)
    ends, seen = time.monotonic() + wait, after
    while True:
        batch = await run_in_threadpool(_batch, hall, tid, after)
        if batch.entries:
            return Response(sign_answer(hall.keys, batch).model_dump_json(), media_type="application/json")
        left, before = ends - time.monotonic(), seen
        if left > 0 and not await request.is_disconnected():
            seen = await hall.bell.wait(tid, before, left)
        if seen == before:
            return Response(status_code=204)


@router.post("/v1/t/{tid}/facts", openapi_extra=json_body(FactQuery))
async def answer_facts(request: Request, tid: str, who: Annotated[Caller, Depends(caller)]) -> FactAnswer:
    query = await read_message(request, FactQuery, who)
    return await run_in_threadpool(_facts, hall_of(request), who.terminal_id, query)


@router.post("/v1/t/{tid}/proofs", openapi_extra=json_body(ProofQuery))
async def make_proof(request: Request, tid: str, who: Annotated[Caller, Depends(caller)]) -> ProofAnswer:
    query = await read_message(request, ProofQuery, who)
    made = await run_in_threadpool(_proof, hall_of(request), who.terminal_id, query)
    if isinstance(made, Refused):
        raise RefusedError(made, who.terminal_id)
    return made


@router.post("/v1/t/{tid}/progress", openapi_extra=json_body(ProgressQuery))
async def progress_address(request: Request, tid: str, who: Annotated[Caller, Depends(caller)]) -> ProgressAnswer:
    query = await read_message(request, ProgressQuery, who)
    answer = await run_in_threadpool(_progress, hall_of(request), who.terminal_id, query)
    if isinstance(answer, Refused):
        raise RefusedError(answer, who.terminal_id)
    return answer


def _progress(hall: Hall, terminal_id: str, query: ProgressQuery) -> ProgressAnswer | Refused:
    with hall.database.write() as session:
        issued = hall.progress.issue(session, terminal_id, query.number, hall.clock())
    if issued is None:
        return Refused(ErrorNumber.NO_RECORD, "no such case of this terminal")
    return ProgressAnswer(url=f"{hall.public_url}/progress/{issued.token}", expires_at=issued.expires_at.isoformat())


def _note_hello(hall: Hall, message: Hello) -> Refused | Noted:
    with hall.database.write() as session:
        noted = greet(session, message, hall.clock())
        if isinstance(noted, Noted) and noted.is_first:
            hall.parcels.announce_again(session, message.terminal_id, message.epoch, hall.clock())
        return noted


def _batch(hall: Hall, terminal_id: str, after: int) -> InboxBatch:
    with hall.database.read() as session:
        if inbox.has_told(session, terminal_id, after):
            return inbox.batch_after(session, terminal_id, after)
    with hall.database.write() as session:
        inbox.tell_again(session, terminal_id, after, hall.clock())
        return inbox.batch_after(session, terminal_id, after)


def _facts(hall: Hall, terminal_id: str, query: FactQuery) -> FactAnswer:
    with hall.database.write() as session:
        return hall.facts.answer(session, terminal_id, query, hall.clock())


def _proof(hall: Hall, terminal_id: str, query: ProofQuery) -> ProofAnswer | Refused:
    with hall.database.write() as session:
        proof = hall.proofs.make(session, terminal_id, query, hall.clock())
    if isinstance(proof, Refused):
        return proof
    pdf = base64.b64encode(proof.pdf).decode()
    return ProofAnswer(title=proof.title, verification_code=proof.verification_code, pdf=pdf, lines=proof.lines)
