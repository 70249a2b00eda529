"""HTTPS to the hall with the terminal's own certificate.

Trusts the hall's private CA and nothing else; follows no redirect; takes no proxy from the environment.
"""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Protocol

from pydantic import ValidationError

from offline_cache.hall_queries import Unreachable
from offline_cache.http_line import HttpAnswer, HttpLine
from offline_cache.identity import IdentityError, TerminalIdentity
from offline_cache.wire import Refusal


class Line(Protocol):
    """Where requests go: HttpLine, or a hall that a test speaks for."""

    async def request(
        self, method: str, target: str, *, answer_within: float, content: bytes = b"", headers: Mapping[str, str]
    ) -> HttpAnswer:
        """Raises OSError."""
        ...

    def close(self) -> None: ...


@dataclass(frozen=True)
class Reply:
    """What came back, with a status that a hall gives: 2xx, or a 4xx or 5xx with or without a numbered refusal."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)

    def refusal(self) -> Refusal | None:
        """None for an answer that is not the hall's own."""
        try:
            return Refusal.model_validate_json(self.body)
        except ValidationError:
            return None

    def retry_after(self) -> float | None:
        text = self.headers.get("retry-after", "")
        return float(text) if text.isdigit() else None


class HallLink:
    """Use it as an async context manager."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def __aenter__(self) -> "HallLink":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._line.close()

    async def request(
        self,
        method: str,
        path: str,
        *,
        answer_within: float,
        content: bytes = b"",
        headers: Mapping[str, str] | None = None,
    ) -> Reply | Unreachable:
        """Never raises for the network. `answer_within`: seconds of silence after which it is given up."""
        try:
            answer = await self._line.request(
                method, path, answer_within=answer_within, content=content, headers=headers or {}
            )
        except OSError as error:
            return Unreachable(f"{type(error).__name__}: {error}"[:200])
        if 300 <= answer.status < 400:
            return Unreachable(f"answered with a redirect ({answer.status})")
        return Reply(answer.status, answer.headers, answer.body)


def open_link(identity: TerminalIdentity, base_url: str | None = None) -> HallLink:
    """`base_url`: another address of the same hall than the bundle's. Raises IdentityError."""
    try:
        return HallLink(HttpLine(base_url or identity.hall_url, _context(identity)))
    except ValueError as error:
        raise IdentityError(f"the hall's address: {error}") from error


def _context(identity: TerminalIdentity) -> ssl.SSLContext:
    try:
        context = ssl.create_default_context(cafile=str(identity.ca_file))
        context.load_cert_chain(str(identity.certificate_file), str(identity.key_file))
    except (OSError, ssl.SSLError) as error:
        raise IdentityError(f"{identity.folder}: certificates cannot be used: {error}") from error
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    return context
