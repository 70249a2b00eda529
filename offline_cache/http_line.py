"""HTTP/1.1 to one host over connections that are kept; the only file that touches the HTTP library.

As much of HTTP as the terminal needs: no redirects, no proxies, no cookies, no compression. What the host answers is
read up to a limit, so that nothing on the way can fill the memory.
"""

import asyncio
import contextlib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

import h11

from offline_cache.delays import CONNECTION_KEPT, HALL_CONNECT

MOST_CONNECTIONS: Final = 4
LARGEST_ANSWER: Final = 64 * 1024 * 1024
READ_BYTES: Final = 64 * 1024


@dataclass(frozen=True)
class HttpAnswer:
    status: int
    headers: Mapping[str, str]
    """by lower-case name"""
    body: bytes = field(repr=False)


class HttpLine:
    """Opens a connection when none is free, at most MOST_CONNECTIONS."""

    def __init__(self, url: str, tls: ssl.SSLContext | None, *, largest: int = LARGEST_ANSWER) -> None:
        """`url`: https, or http when `tls` is None. Raises ValueError."""
        parts = urlsplit(url)
        scheme = "http" if tls is None else "https"
        if parts.scheme != scheme or parts.hostname is None:
            raise ValueError(f"{url}: expected {scheme}://host")
        self._host, self._port = parts.hostname, parts.port or (80 if tls is None else 443)
        self._tls = tls
        self._headers = ((b"host", parts.netloc.rpartition("@")[2].encode()), (b"user-agent", b"kiosk"))
        self._prefix = parts.path.rstrip("/")
        self._largest = largest
        self._free = asyncio.Semaphore(MOST_CONNECTIONS)
        self._kept: list[_Connection] = []

    async def request(
        self, method: str, target: str, *, answer_within: float, content: bytes = b"", headers: Mapping[str, str]
    ) -> HttpAnswer:
        """`answer_within`: seconds of silence after which it is given up. Raises OSError.

        A kept connection may have been closed just now: what may be asked twice is asked again on a new one.
        """
        length = (b"content-length", str(len(content)).encode())
        given = [(name.encode(), value.encode()) for name, value in headers.items()]
        asked = h11.Request(
            method=method, target=(self._prefix + target).encode(), headers=[*self._headers, length, *given]
        )
        async with self._free:
            kept = self._idle()
            if kept is not None and method != "POST":
                with contextlib.suppress(ConnectionError):
                    return await self._exchange(kept, asked, content, answer_within)
                kept = None
            return await self._exchange(kept or await self._connect(), asked, content, answer_within)

    def close(self) -> None:
        while self._kept:
            self._kept.pop().abort()

    async def _exchange(
        self, connection: "_Connection", asked: h11.Request, content: bytes, silence: float
    ) -> HttpAnswer:
        try:
            answer = await connection.exchange(asked, content, silence, self._largest)
        except BaseException:
            connection.abort()
            raise
        if connection.ready_again():
            self._kept.append(connection)
        else:
            connection.abort()
        return answer

    def _idle(self) -> "_Connection | None":
        """The one used last, for it is the least likely to be gone."""
        while self._kept:
            connection = self._kept.pop()
            if connection.alive():
                return connection
            connection.abort()
        return None

    async def _connect(self) -> "_Connection":
        async with asyncio.timeout(HALL_CONNECT):
            return _Connection(*await asyncio.open_connection(self._host, self._port, ssl=self._tls))


class _Connection:
    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._http = h11.Connection(h11.CLIENT)
        self._used_at = 0.0

    async def exchange(self, asked: h11.Request, content: bytes, silence: float, largest: int) -> HttpAnswer:
        """Reads while it may still be sending: a refusal need not wait for the last byte. Raises OSError."""
        try:
            self._writer.write(self._sent(asked, content))
            return await self._answer(silence, largest)
        except h11.ProtocolError as error:
            raise ConnectionError(f"not an HTTP answer: {error}") from error

    def ready_again(self) -> bool:
        if self._http.our_state is not h11.DONE or self._http.their_state is not h11.DONE:
            return False
        self._http.start_next_cycle()
        self._used_at = asyncio.get_running_loop().time()
        return self._writer.transport.get_write_buffer_size() == 0

    def alive(self) -> bool:
        age = asyncio.get_running_loop().time() - self._used_at
        return age < CONNECTION_KEPT and not self._reader.at_eof() and not self._writer.is_closing()

    def abort(self) -> None:
        self._writer.transport.abort()

    def _sent(self, asked: h11.Request, content: bytes) -> bytes:
        parts = [self._http.send(asked), self._http.send(h11.Data(content)), self._http.send(h11.EndOfMessage())]
        return b"".join(part for part in parts if part is not None)

    async def _answer(self, silence: float, largest: int) -> HttpAnswer:
        head: h11.Response | None = None
        body = bytearray()
        while True:
            event = self._http.next_event()
            if event is h11.NEED_DATA:
                async with asyncio.timeout(silence):
                    self._http.receive_data(await self._reader.read(READ_BYTES))
            elif isinstance(event, h11.Response):
                head = event
            elif isinstance(event, h11.Data):
                body += event.data
                if len(body) > largest:
                    raise ConnectionError(f"an answer of more than {largest} bytes")
            elif isinstance(event, h11.EndOfMessage) and head is not None:
                headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in head.headers}
                return HttpAnswer(head.status_code, headers, bytes(body))
            elif isinstance(event, h11.ConnectionClosed):
                raise ConnectionResetError("closed without an answer")
