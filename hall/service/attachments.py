"""HEAD and PATCH of one sealed attachment."""

from typing import Annotated, assert_never

from fastapi import APIRouter, Depends, Header, Path, Request, Response
from starlette.concurrency import run_in_threadpool

from hall.errors import Refused
from hall.intake.uploads import LARGEST_CHUNK, Chunk, Progress, RefusedAt, UploadOutcome
from hall.service.bodies import read_body
from hall.service.gate import Caller, RefusedError, caller, hall_of

router = APIRouter()
Digest = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")]


@router.head("/v1/t/{tid}/a/{digest}", status_code=204, response_class=Response)
async def attachment_progress(
    request: Request, tid: str, digest: Digest, who: Annotated[Caller, Depends(caller)]
) -> Response:
    hall = hall_of(request)
    return _answer(await run_in_threadpool(hall.uploads.progress, tid, digest, hall.clock()), who)


@router.patch("/v1/t/{tid}/a/{digest}", status_code=204, response_class=Response)
async def append_to_attachment(
    request: Request,
    tid: str,
    digest: Digest,
    who: Annotated[Caller, Depends(caller)],
    upload_offset: Annotated[int, Header(ge=0)],
    content_digest: Annotated[str, Header(max_length=80)],
) -> Response:
    hall = hall_of(request)
    data = await read_body(request, LARGEST_CHUNK, who)
    chunk = Chunk(upload_offset, data, content_digest)
    return _answer(await run_in_threadpool(hall.uploads.append, tid, digest, chunk, hall.clock()), who)


def _answer(outcome: UploadOutcome, who: Caller) -> Response:
    match outcome:
        case Progress(offset, size):
            return Response(status_code=204, headers={"Upload-Offset": str(offset), "Upload-Length": str(size)})
        case RefusedAt(refused, offset):
            raise RefusedError(refused, who.terminal_id, {"Upload-Offset": str(offset)})
        case Refused():
            raise RefusedError(outcome, who.terminal_id)
        case unknown:
            assert_never(unknown)
