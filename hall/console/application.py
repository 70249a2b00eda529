"""The console as one ASGI application."""

from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles

from hall.console import (
    audit_pages,
    case_pages,
    decisions,
    demo_codes,
    evidence,
    login,
    message_pages,
    parcel_pages,
    portrait_pages,
    progress_pages,
    quarantine_pages,
    rating_pages,
    source_pages,
    terminal_pages,
    ticket_pages,
)
from hall.console.failures import tell_failures
from hall.console.form_limit import FormLimit
from hall.console.rendering import SECURITY_HEADERS
from hall.service.hall import Hall

_PARTS = (
    login,
    case_pages,
    decisions,
    parcel_pages,
    terminal_pages,
    quarantine_pages,
    rating_pages,
    ticket_pages,
    portrait_pages,
    progress_pages,
    audit_pages,
    evidence,
)
_OF_THE_DEMONSTRATION = (demo_codes, message_pages, source_pages)
"""`serve --production` has none of them"""
_STATIC = Path(__file__).with_name("static")


def console_application(hall: Hall) -> FastAPI:
    app = FastAPI(title="kiosk-hall console", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.hall = hall
    for part in (*_PARTS, *(_OF_THE_DEMONSTRATION if hall.is_demonstration else ())):
        app.include_router(part.router)
    app.mount("/console/static", StaticFiles(directory=_STATIC))
    tell_failures(app)
    app.add_middleware(FormLimit)
    app.middleware("http")(_secure)
    return app


async def _secure(request: Request, call_next: Any) -> Response:
    response: Response = await call_next(request)
    response.headers.update(SECURITY_HEADERS)
    return response
