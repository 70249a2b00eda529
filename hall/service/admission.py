"""When a whole country reconnects at once: those who find the hall full are told when to come back, before any work.

Long polls do not count: they wait, they do not work. While the database changes its leader everybody is told the same.
"""

import random
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy.exc import DataError, OperationalError

from hall.errors import ErrorNumber
from hall.service.peer import AsgiApp, Scope
from offline_cache.wire import Refusal

MOST_AT_ONCE: Final = 512
SOONEST: Final = 5
LATEST: Final = 60
"""seconds; spread, so that they do not come back together"""


@dataclass
class Admission:
    behind: AsgiApp
    limit: int = MOST_AT_ONCE
    rng: random.Random = field(default_factory=random.SystemRandom)
    inside: int = 0

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or scope["path"].endswith("/inbox"):
            await self.behind(scope, receive, send)
            return
        if self.inside >= self.limit:
            await self._refuse(send, "the hall is full")
            return
        self.inside += 1
        try:
            await self.behind(scope, receive, send)
        except OperationalError:
            await self._refuse(send, "the database cannot be reached")
        except (DataError, OverflowError):
            await _answer(send, 422, ErrorNumber.MALFORMED, "a value that no database holds", [])
        finally:
            self.inside -= 1

    async def _refuse(self, send: Any, why: str) -> None:
        later = str(self.rng.randint(SOONEST, LATEST)).encode()
        await _answer(send, 503, ErrorNumber.BUSY, why, [(b"retry-after", later), (b"connection", b"close")])


async def _answer(send: Any, status: int, error: ErrorNumber, why: str, more: list[tuple[bytes, bytes]]) -> None:
    body = Refusal(error=error.value, detail=why).model_dump_json().encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode()), *more]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
