"""The one request that decides how many terminals a machine serves: a sealed submission, answered without a framework.

Everything else, and every refusal, goes the ordinary way: the application behind answers it from the same functions.
"""

import re
from dataclasses import dataclass
from typing import Any, Final

from hall.errors import Refused
from hall.intake.envelope import LARGEST_ENVELOPE, parse_envelope
from hall.intake.outcomes import Acceptance, Held
from hall.service.hall import Hall
from hall.service.peer import PEER, AsgiApp, Scope

_PATH: Final = re.compile(r"/v1/t/([A-Za-z0-9-]{3,40})/s/([0-9a-f]{32})\Z")
OUTCOME: Final = "kiosk-hall.outcome"
"""key in the scope's `extensions` under which an outcome that is not a receipt is handed on"""


@dataclass(frozen=True)
class IntakePath:
    hall: Hall
    behind: AsgiApp

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        match = _PATH.match(scope["path"]) if scope["type"] == "http" and scope["method"] == "PUT" else None
        if match is None or scope.get("extensions", {}).get(PEER, {}).get("common_name") != match[1]:
            await self.behind(scope, receive, send)
            return
        raw = await _whole(receive)
        if raw is None:
            return
        outcome = await self._taken_in(raw, match[1], match[2])
        if isinstance(outcome, Held):
            await self._answer(outcome, send)
            return
        scope["extensions"][OUTCOME] = outcome
        await self.behind(scope, _replay(raw), send)

    async def _taken_in(self, raw: bytes, terminal_id: str, sub_id: str) -> Acceptance:
        envelope = parse_envelope(raw, terminal_id, sub_id, self.hall.keys.hall_key_id)
        return envelope if isinstance(envelope, Refused) else await self.hall.intake.take_in(envelope)

    async def _answer(self, held: Held, send: Any) -> None:
        if held.is_new:
            self.hall.waiting.set()
        body = held.receipt.model_dump_json().encode()
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
        status = 201 if held.is_new else 200
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})


async def _whole(receive: Any) -> bytes | None:
    """The body, or one byte more than is allowed; None if the terminal went away."""
    parts: list[bytes] = []
    size, more = 0, True
    while more and size <= LARGEST_ENVELOPE:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        more = message.get("more_body", False)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _replay(raw: bytes) -> Any:
    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": raw, "more_body": False}

    return receive
