"""GET of catalogue and flows: the files of the TUF repository, as they were published."""

import re
from pathlib import Path, PurePosixPath
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Request, Response
from starlette.concurrency import run_in_threadpool

from hall.errors import ErrorNumber, Refused
from hall.service.gate import Caller, RefusedError, caller, hall_of

router = APIRouter()
_PATH: Final = re.compile(r"(metadata|targets)/[a-z0-9][a-z0-9._/-]{0,199}\Z")


@router.get("/v1/content/{path:path}", response_class=Response)
async def read_content(request: Request, path: str, who: Annotated[Caller, Depends(caller)]) -> Response:
    found = await run_in_threadpool(_read, hall_of(request).home.content, path)
    if found is None:
        raise RefusedError(Refused(ErrorNumber.NOT_PUBLISHED, "nothing is published under this name"), who.terminal_id)
    return Response(found, media_type="application/octet-stream")


def _read(folder: Path, path: str) -> bytes | None:
    if not _PATH.match(path) or ".." in PurePosixPath(path).parts:
        return None
    try:
        return (folder / path).read_bytes()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError, PermissionError):
        return None
