"""Request bodies: limits that are met while they arrive, and messages read from the bytes that travelled."""

from typing import Any, Final, TypeVar

from fastapi import Request
from pydantic import ValidationError

from hall.errors import ErrorNumber, Refused
from hall.intake.envelope import first_fault
from hall.service.gate import Caller, RefusedError
from offline_cache.wire import WireModel

LARGEST_MESSAGE: Final = 64 * 1024
Message = TypeVar("Message", bound=WireModel)


async def read_message(request: Request, kind: type[Message], who: Caller) -> Message:
    """Strict, from the JSON text itself. Raises RefusedError (E101, E102)."""
    raw = await read_body(request, LARGEST_MESSAGE, who)
    if b"\\u0000" in raw:
        raise RefusedError(Refused(ErrorNumber.MALFORMED, "a zero character"), who.terminal_id)
    try:
        return kind.model_validate_json(raw)
    except ValidationError as error:
        raise RefusedError(Refused(ErrorNumber.MALFORMED, first_fault(error)), who.terminal_id) from error


def json_body(kind: type[WireModel]) -> dict[str, Any]:
    """`openapi_extra` of an operation whose body is read by read_message."""
    schema = kind.model_json_schema(ref_template="#/components/schemas/{model}")
    schema.pop("$defs", None)
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


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
