"""No form of the console is long: more than that is not even read, whoever sends it."""

from dataclasses import dataclass
from typing import Any, Final

from starlette.exceptions import HTTPException

from hall.service.peer import AsgiApp, Scope

LARGEST_FORM: Final = 64 * 1024
"""bytes"""


@dataclass(frozen=True)
class FormLimit:
    """Counts while it passes on, so that what is too long never lies in memory. Raises HTTPException (413) within."""

    app: AsgiApp

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        seen = 0

        async def counted() -> Any:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > LARGEST_FORM:
                raise HTTPException(413)
            return message

        await self.app(scope, counted, send)
