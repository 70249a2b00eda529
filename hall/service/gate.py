"""Who may ask: the certificate's terminal, enrolled, neither revoked nor locked."""

from dataclasses import dataclass

from fastapi import Request
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from hall.audit import HALL, Act, record
from hall.errors import STATUS, ErrorNumber, Refused
from hall.service.hall import Hall
from hall.service.peer import PEER
from hall.storage.tables import Terminal
from offline_cache.wire import Refusal


class RefusedError(Exception):
    """Ends a request with a numbered refusal; carries it to the one handler that answers and audits."""

    def __init__(self, refused: Refused, terminal_id: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(f"{refused.error} {refused.detail}")
        self.refused = refused
        self.terminal_id = terminal_id
        self.headers = headers or {}


@dataclass(frozen=True)
class Caller:
    terminal_id: str


def hall_of(request: Request) -> Hall:
    hall: Hall = request.app.state.hall
    return hall


async def certified(request: Request) -> Caller:
    """The terminal of the path, if it is the certificate's; whether it may still speak is not looked up."""
    proven = request.scope.get("extensions", {}).get(PEER, {}).get("common_name", "")
    named = request.path_params.get("tid", proven)
    if not proven or proven != named:
        refused = Refused(ErrorNumber.FOREIGN_CERTIFICATE, "the certificate is another terminal's")
        raise RefusedError(refused, proven or HALL)
    return Caller(proven)


async def caller(request: Request) -> Caller:
    """The terminal of the path, enrolled, neither revoked nor locked. Raises RefusedError."""
    who = await certified(request)
    refused = await run_in_threadpool(_standing, hall_of(request), who.terminal_id)
    if refused is not None:
        raise RefusedError(refused, who.terminal_id)
    return who


def _standing(hall: Hall, terminal_id: str) -> Refused | None:
    with hall.database.read() as session:
        terminal = session.get(Terminal, terminal_id)
        if terminal is None:
            return Refused(ErrorNumber.UNKNOWN_TERMINAL, "not enrolled here")
        if terminal.revoked_at is not None:
            return Refused(ErrorNumber.REVOKED, "revoked")
        if terminal.locked is not None:
            return Refused(ErrorNumber.LOCKED, terminal.locked)
    return None


async def answer_refusal(request: Request, error: Exception) -> JSONResponse:
    """The numbered refusal, audited."""
    if not isinstance(error, RefusedError):
        raise error
    refused = error.refused
    hall = hall_of(request)
    act = Act(
        f"terminal:{error.terminal_id}", "request.refused", _subject(request), f"{refused.error} {refused.detail}"
    )
    await run_in_threadpool(_audit, hall, error.terminal_id, act)
    body = Refusal(error=refused.error.value, detail=refused.detail, receipt=refused.statement)
    return JSONResponse(body.model_dump(mode="json"), STATUS[refused.error], error.headers)


def _audit(hall: Hall, terminal_id: str, act: Act) -> None:
    with hall.database.write() as session:
        known = session.get(Terminal, terminal_id) is not None
        record(session, terminal_id if known else HALL, act, hall.clock())


def _subject(request: Request) -> str:
    return f"{request.method} {request.url.path}"[:120]
