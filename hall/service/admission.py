"""When a whole country reconnects at once: those who find the hall full are told when to come back, before any work.

Long polls do not count: they wait, they do not work. While the database changes its leader everybody is told the same.
"""

import random
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final

from sqlalchemy.exc import DataError, InterfaceError, OperationalError

from hall.errors import ErrorNumber
from hall.service.peer import AsgiApp, Scope
from offline_cache.wire import Refusal

MOST_AT_ONCE: Final = 512
SOONEST: Final = 5
LATEST: Final = 60
"""seconds; spread, so that they do not come back together"""


@dataclass
class _WithheldFault:
    """Passes every answer on but one of 500, which waits until it is known what it stands for."""

    send: Any
    withheld: list[Any] = field(default_factory=list)

    async def __call__(self, message: Any) -> None:
        if self.withheld or message.get("status") == HTTPStatus.INTERNAL_SERVER_ERROR:
            self.withheld.append(message)
        else:
            await self.send(message)

    async def let_go(self) -> None:
        for message in self.withheld:
            await self.send(message)


@dataclass
class Admission:
    behind: AsgiApp
    limit: int = MOST_AT_ONCE
    rng: random.Random = field(default_factory=random.SystemRandom)
    inside: int = 0

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await self.behind(scope, receive, send)
        elif scope["path"].endswith("/inbox"):
            await self._pass(scope, receive, send)
        elif self.inside >= self.limit:
            await self._refuse(send, "the hall is full")
        else:
            self.inside += 1
            try:
                await self._pass(scope, receive, send)
            finally:
                self.inside -= 1

    async def _pass(self, scope: Scope, receive: Any, send: Any) -> None:
        """The application answers a fault with 500 before it raises it: what the database means goes out instead."""
        answer = _WithheldFault(send)
        try:
            await self.behind(scope, receive, answer)
        except (OperationalError, InterfaceError):
            await self._refuse(send, "the database cannot be reached")
        except (DataError, OverflowError):
            await _answer(send, 422, ErrorNumber.MALFORMED, "a value that no database holds", [])
        except BaseException:
            await answer.let_go()
            raise
        else:
            await answer.let_go()

    async def _refuse(self, send: Any, why: str) -> None:
        later = str(self.rng.randint(SOONEST, LATEST)).encode()
        await _answer(send, 503, ErrorNumber.BUSY, why, [(b"retry-after", later), (b"connection", b"close")])


async def _answer(send: Any, status: int, error: ErrorNumber, why: str, more: list[tuple[bytes, bytes]]) -> None:
    body = Refusal(error=error.value, detail=why).model_dump_json().encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode()), *more]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
