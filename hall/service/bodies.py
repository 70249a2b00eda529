"""Request bodies with a limit that is met while they arrive, not after."""

from fastapi import Request

from hall.errors import ErrorNumber, Refused
from hall.service.gate import Caller, RefusedError


async def read_body(request: Request, limit: int, who: Caller) -> bytes:
    """Raises RefusedError (E102) as soon as more than `limit` bytes are announced or seen."""
    refused = Refused(ErrorNumber.TOO_LARGE, f"at most {limit} bytes")
    announced = request.headers.get("content-length", "0")
    if announced.isdigit() and int(announced) > limit:
        raise RefusedError(refused, who.terminal_id)
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > limit:
            raise RefusedError(refused, who.terminal_id)
        parts.append(part)
    return b"".join(parts)
