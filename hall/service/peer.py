"""Whose certificate is at the other end: the TLS layer's word, carried into the ASGI scope."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any, Final, TypeAlias

from uvicorn import Config
from uvicorn.protocols.http.h11_impl import H11Protocol

PEER: Final = "kiosk-hall.peer"
"""key in the scope's `extensions`: {"common_name": str}"""
Scope: TypeAlias = MutableMapping[str, Any]
AsgiApp: TypeAlias = Callable[[Scope, Any, Any], Awaitable[None]]


class PeerProtocol(H11Protocol):
    """uvicorn's HTTP/1.1 protocol, which also tells the application who the client is."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        tls = transport.get_extra_info("ssl_object")
        name = common_name(tls.getpeercert()) if tls is not None else ""
        self.app = naming_peer(self.app, name)


def naming_peer(app: Any, name: str) -> AsgiApp:
    """`app`, told in every request that the client proved to be `name`."""

    async def named(scope: Scope, receive: Any, send: Any) -> None:
        scope.setdefault("extensions", {})[PEER] = {"common_name": name}
        await app(scope, receive, send)

    return named


def common_name(certificate: dict[str, Any] | None) -> str:
    """Of a verified certificate as `ssl` gives it; empty if there is none."""
    parts = (certificate or {}).get("subject", ())
    return next((value for relative in parts for key, value in relative if key == "commonName"), "")


def tls_context(keys: Path) -> Callable[[Config, Any], ssl.SSLContext]:
    """TLS 1.3 only, clients only with a certificate of the hall's own CA."""

    def make(config: Config, default: Any) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        context.load_cert_chain(keys / "server.pem", keys / "server-key.pem")
        context.load_verify_locations(keys / "ca.pem")
        context.verify_mode = ssl.CERT_REQUIRED
        return context

    return make
