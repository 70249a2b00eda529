"""PUT a sealed submission; POST opaque bytes into quarantine."""

from typing import Annotated, assert_never

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, ValidationError
from starlette.concurrency import run_in_threadpool

from hall.errors import ErrorNumber, Refused
from hall.intake.acceptance import Acceptance, Held, Incomplete, accept
from hall.intake.envelope import LARGEST_ENVELOPE, parse_envelope
from hall.intake.quarantine import LARGEST_QUARANTINE, put_aside
from hall.intake.receipts import sign_statement
from hall.service.bodies import read_body
from hall.service.gate import Caller, RefusedError, caller, hall_of
from hall.service.hall import Hall
from offline_cache.sealing import digest
from offline_cache.wire import Missing, RefusalStatement, SignedReceipt, SubmissionEnvelope

router = APIRouter()
_SIGNED = frozenset({ErrorNumber.MALFORMED, ErrorNumber.OTHER_HALL})


@router.put(
    "/v1/t/{tid}/s/{sub_id}",
    response_model=SignedReceipt,
    responses={201: {"model": SignedReceipt}, 202: {"model": Missing}},
)
async def put_submission(request: Request, tid: str, sub_id: str, who: Annotated[Caller, Depends(caller)]) -> Response:
    hall = hall_of(request)
    raw = await read_body(request, LARGEST_ENVELOPE, who)
    outcome = await run_in_threadpool(_take_in, hall, raw, tid, sub_id)
    match outcome:
        case Held(receipt, is_new):
            if is_new:
                hall.waiting.set()
            return _json(receipt, 201 if is_new else 200)
        case Incomplete(missing):
            return _json(Missing(missing=missing), 202)
        case Refused():
            raise RefusedError(outcome, who.terminal_id)
        case unknown:
            assert_never(unknown)


@router.post("/v1/t/{tid}/q", status_code=201)
async def put_quarantine(request: Request, tid: str, who: Annotated[Caller, Depends(caller)]) -> Response:
    hall = hall_of(request)
    raw = await read_body(request, LARGEST_QUARANTINE, who)
    await run_in_threadpool(put_aside, hall.database, hall.home.quarantine, tid, raw, hall.clock())
    return Response(status_code=201)


def _take_in(hall: Hall, raw: bytes, terminal_id: str, sub_id: str) -> Acceptance:
    envelope = parse_envelope(raw, terminal_id, sub_id, hall.keys.hall_key_id)
    if isinstance(envelope, Refused):
        return _signed(hall, envelope, raw, terminal_id, sub_id)
    with hall.database.write() as session:
        return accept(session, hall.keys, envelope, hall.clock())


def _signed(hall: Hall, refused: Refused, raw: bytes, terminal_id: str, sub_id: str) -> Refused:
    """A refusal for ever is signed, so that a proxy cannot make a terminal give up."""
    if refused.error not in _SIGNED:
        return refused
    try:
        statement = RefusalStatement(
            terminal_id=terminal_id,
            sub_id=sub_id,
            header_digest=digest(SubmissionEnvelope.model_validate_json(raw).header.encode()),
            error=refused.error.value,
            detail=refused.detail,
            hall_time=hall.clock().isoformat(),
            hall_key_id=hall.keys.hall_key_id,
        )
    except ValidationError:
        return refused
    return Refused(refused.error, refused.detail, sign_statement(hall.keys, statement))


def _json(message: BaseModel, status: int) -> Response:
    return Response(message.model_dump_json(), status, media_type="application/json")
