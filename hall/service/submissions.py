"""PUT a sealed submission; POST opaque bytes into quarantine."""

from typing import Annotated, assert_never

from fastapi import APIRouter, Depends, Request, Response
from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool

from hall.errors import ErrorNumber, Refused
from hall.intake.envelope import LARGEST_ENVELOPE
from hall.intake.outcomes import Acceptance, Held, Incomplete
from hall.intake.quarantine import LARGEST_QUARANTINE, put_aside
from hall.intake.receipts import sign_statement
from hall.service.bodies import read_body
from hall.service.gate import Caller, RefusedError, caller, certified, hall_of
from hall.service.hall import Hall
from hall.service.intake_path import OUTCOME
from offline_cache.sealing import digest
from offline_cache.wire import Missing, RefusalStatement, SignedReceipt, SubmissionEnvelope

router = APIRouter()
_SIGNED = frozenset({ErrorNumber.MALFORMED, ErrorNumber.OTHER_HALL})


@router.put(
    "/v1/t/{tid}/s/{sub_id}",
    response_model=SignedReceipt,
    responses={201: {"model": SignedReceipt}, 202: {"model": Missing}},
)
async def put_submission(
    request: Request, tid: str, sub_id: str, who: Annotated[Caller, Depends(certified)]
) -> Response:
    hall = hall_of(request)
    raw = await read_body(request, LARGEST_ENVELOPE, who)
    outcome: Acceptance | None = request.scope["extensions"].get(OUTCOME)
    match outcome:
        case Incomplete(missing):
            return Response(Missing(missing=missing).model_dump_json(), 202, media_type="application/json")
        case Refused():
            raise RefusedError(_signed(hall, outcome, raw, tid, sub_id), who.terminal_id)
        case Held() | None:
            raise RefusedError(Refused(ErrorNumber.MALFORMED, "no submission is named so"), who.terminal_id)
        case unknown:
            assert_never(unknown)


@router.post("/v1/t/{tid}/q", status_code=201, response_class=Response)
async def put_quarantine(request: Request, tid: str, who: Annotated[Caller, Depends(caller)]) -> Response:
    hall = hall_of(request)
    raw = await read_body(request, LARGEST_QUARANTINE, who)
    await run_in_threadpool(put_aside, hall.database, hall.home.quarantine, tid, raw, hall.clock())
    return Response(status_code=201)


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
