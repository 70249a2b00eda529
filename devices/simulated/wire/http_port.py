"""The little of HTTP/1.1 that the camera and the document printer need, on a port that can be unplugged."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from devices.simulated.wire.control_server import Control, Parameters
from devices.simulated.wire.listener import LOOPBACK, Listener

LONGEST_BODY = 64 * 1024 * 1024


@dataclass(frozen=True)
class HttpRequest:
    method: str
    path: str
    headers: dict[str, str]
    """names in lower case"""
    body: bytes


Respond = Callable[[HttpRequest, asyncio.StreamWriter], Awaitable[None]]
"""Writes the whole response."""


class HttpPort:
    def __init__(self, respond: Respond, *, scheme: str, path: str, port: int = 0) -> None:
        self.deaf = False
        self._respond = respond
        self._place = (scheme, path)
        self._listener = Listener(self._serve, port=port)

    @property
    def url(self) -> str:
        scheme, path = self._place
        return f"{scheme}://{LOOPBACK}:{self._listener.port}{path}"

    @property
    def plugged(self) -> bool:
        return self._listener.plugged

    @property
    def connected(self) -> bool:
        return self._listener.connections > 0

    def controls(self) -> tuple[Control, ...]:
        return (Control("deaf", ("on",), self._set_deaf),)

    async def plug(self) -> None:
        await self._listener.plug()

    def unplug(self) -> None:
        self._listener.unplug()

    def _set_deaf(self, parameters: Parameters) -> None:
        self.deaf = parameters.flag("on", True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while request := await _read(reader, writer):
                if self.deaf:
                    continue
                await self._respond(request, writer)
                await writer.drain()
        except (asyncio.IncompleteReadError, ValueError):
            writer.write(response(400, "text/plain", b"bad request\n"))


def response(status: int, kind: str, body: bytes) -> bytes:
    reason = {200: "OK", 400: "Bad Request", 404: "Not Found", 405: "Method Not Allowed"}[status]
    head = f"HTTP/1.1 {status} {reason}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode("ascii") + body


async def _read(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> HttpRequest | None:
    """None at the end of the connection. ValueError when it is not HTTP."""
    first = await reader.readline()
    if not first:
        return None
    method, path, _ = first.decode("latin-1").split(" ", 2)
    headers: dict[str, str] = {}
    while line := (await reader.readline()).strip():
        name, _, value = line.decode("latin-1").partition(":")
        headers[name.strip().lower()] = value.strip()
    if headers.get("expect", "").lower() == "100-continue":
        writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
    return HttpRequest(method, path, headers, await _body(reader, headers))


async def _body(reader: asyncio.StreamReader, headers: dict[str, str]) -> bytes:
    if headers.get("transfer-encoding", "").lower() != "chunked":
        size = int(headers.get("content-length", "0"))
        if size > LONGEST_BODY:
            raise ValueError("too large")
        return await reader.readexactly(size)
    body = b""
    while size := int((await reader.readline()).split(b";")[0], 16):
        body += await reader.readexactly(size)
        await reader.readexactly(2)
        if len(body) > LONGEST_BODY:
            raise ValueError("too large")
    while (await reader.readline()).strip():
        pass
    return body
