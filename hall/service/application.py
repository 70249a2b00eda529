"""The terminals' side of the hall as one ASGI application."""

from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

from hall.audit import HALL
from hall.errors import STATUS, ErrorNumber, Refused
from hall.service import attachments, content, conversation, submissions
from hall.service.admission import Admission
from hall.service.gate import RefusedError, answer_refusal
from hall.service.hall import Hall
from hall.service.intake_path import IntakePath
from hall.service.peer import PEER, AsgiApp
from offline_cache.wire import Refusal

_REFUSALS: Final[dict[int | str, dict[str, Any]]] = {
    status.value: {"model": Refusal, "description": "a numbered refusal, docs/errors.md"}
    for status in sorted(set(STATUS.values()))
}


def terminal_application(hall: Hall) -> AsgiApp:
    """Stateless: any number of instances may share database and attachments behind a balancer."""
    return Admission(IntakePath(hall, described_application(hall)))


def described_application(hall: Hall) -> FastAPI:
    """All requests as OpenAPI tells of them; submissions are taken in before they reach it."""
    app = FastAPI(title="kiosk-hall", version="1", docs_url=None, redoc_url=None, openapi_url="/v1/openapi.json")
    app.state.hall = hall
    for part in (submissions, attachments, conversation, content):
        app.include_router(part.router, responses=_REFUSALS)
    app.add_exception_handler(RefusedError, answer_refusal)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(HTTPStatus.NOT_FOUND, _no_such_address)
    return app


async def _no_such_address(request: Request, error: Exception) -> JSONResponse:
    """Numbered like every refusal: the router's own answer is none that was published."""
    refused = Refused(ErrorNumber.NOT_PUBLISHED, "no such address")
    return await answer_refusal(request, RefusedError(refused, _peer(request)))


async def _malformed(request: Request, error: Exception) -> JSONResponse:
    """Where the message is wrong, never what it held."""
    if not isinstance(error, RequestValidationError):
        raise error
    first = error.errors()[0]
    detail = f"{'.'.join(map(str, first['loc']))}: {first['type']}"
    return await answer_refusal(request, RefusedError(Refused(ErrorNumber.MALFORMED, detail), _peer(request)))


def _peer(request: Request) -> str:
    return request.scope.get("extensions", {}).get(PEER, {}).get("common_name", "") or HALL
