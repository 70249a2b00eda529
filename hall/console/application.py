"""The console as one ASGI application."""

from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from sqlalchemy.exc import DataError

from hall.console import (
    audit_pages,
    case_pages,
    decisions,
    demo_codes,
    evidence,
    login,
    oversight,
    parcel_pages,
    portrait_pages,
    progress_pages,
    quarantine_pages,
    rating_pages,
    ticket_pages,
)
from hall.console.access import ForbiddenError, SignInNeededError
from hall.console.rendering import SECURITY_HEADERS
from hall.service.hall import Hall

_PARTS = (
    login,
    case_pages,
    decisions,
    parcel_pages,
    oversight,
    quarantine_pages,
    rating_pages,
    ticket_pages,
    portrait_pages,
    progress_pages,
    audit_pages,
    evidence,
    demo_codes,
)
_STATIC = Path(__file__).with_name("static")


def console_application(hall: Hall) -> FastAPI:
    app = FastAPI(title="kiosk-hall console", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.hall = hall
    for part in _PARTS:
        app.include_router(part.router)
    app.mount("/console/static", StaticFiles(directory=_STATIC))
    app.add_exception_handler(SignInNeededError, _to_login)
    app.add_exception_handler(ForbiddenError, _forbidden)
    app.add_exception_handler(DataError, _not_found)
    app.middleware("http")(_secure)
    return app


async def _secure(request: Request, call_next: Any) -> Response:
    response: Response = await call_next(request)
    response.headers.update(SECURITY_HEADERS)
    return response


async def _to_login(request: Request, error: Exception) -> Response:
    if request.url.path.startswith("/console/api/"):
        return JSONResponse({"error": "sign in first"}, 401)
    return RedirectResponse("/console/login", 303)


async def _not_found(request: Request, error: Exception) -> Response:
    """An address with something in it that no database holds."""
    return HTMLResponse("<!doctype html><meta charset=utf-8><title>没有这一页</title><p>没有这一页。", 404)


async def _forbidden(request: Request, error: Exception) -> Response:
    if request.url.path.startswith("/console/api/"):
        return JSONResponse({"error": "not for this role"}, 403)
    return HTMLResponse("<!doctype html><meta charset=utf-8><title>不能这样做</title><p>您的岗位不能这样做。", 403)
