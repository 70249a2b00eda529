"""HTTPS to the hall with the terminal's own certificate; the only file that touches the HTTP library.

Trusts the hall's private CA and nothing else; follows no redirect; takes no proxy from the environment.
"""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import TracebackType

import httpx
from pydantic import ValidationError

from offline_cache.delays import HALL_CONNECT
from offline_cache.hall_queries import Unreachable
from offline_cache.identity import IdentityError, TerminalIdentity
from offline_cache.wire import Refusal


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
    """One pool of connections. Use it as an async context manager."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def __aenter__(self) -> "HallLink":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.aclose()

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
        timeout = httpx.Timeout(answer_within, connect=HALL_CONNECT)
        try:
            response = await self._client.request(method, path, content=content, headers=headers, timeout=timeout)
        except (httpx.HTTPError, OSError) as error:  # a bad TLS record surfaces as a bare ssl.SSLError
            return Unreachable(f"{type(error).__name__}: {error}"[:200])
        if 300 <= response.status_code < 400:
            return Unreachable(f"answered with a redirect ({response.status_code})")
        return Reply(response.status_code, response.headers, response.content)


def open_link(identity: TerminalIdentity, base_url: str | None = None) -> HallLink:
    """`base_url`: another address of the same hall than the bundle's. Raises IdentityError."""
    client = httpx.AsyncClient(
        base_url=base_url or identity.hall_url,
        verify=_context(identity),
        trust_env=False,
        follow_redirects=False,
        headers={"user-agent": "kiosk"},
        limits=httpx.Limits(max_connections=4, keepalive_expiry=60),
    )
    return HallLink(client)


def _context(identity: TerminalIdentity) -> ssl.SSLContext:
    try:
        context = ssl.create_default_context(cafile=str(identity.ca_file))
        context.load_cert_chain(str(identity.certificate_file), str(identity.key_file))
    except (OSError, ssl.SSLError) as error:
        raise IdentityError(f"{identity.folder}: certificates cannot be used: {error}") from error
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    return context
