"""An ASGI sink in a process of its own. As `null` it reads and answers; as `hall` it also signs receipts, nothing more.

Prints its port once it answers. The difference between the two is what sync itself costs.
"""

import base64
import hashlib
import json
import socket
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import uvicorn

from offline_cache.sealing import SigningKey

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


async def _body(receive: Receive) -> bytes:
    pieces = []
    while True:
        message = await receive()
        pieces.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(pieces)


async def _answer(send: Send, status: int, body: bytes = b"", headers: tuple[tuple[bytes, bytes], ...] = ()) -> None:
    length = ((b"content-length", str(len(body)).encode()),) if status != 204 else ()
    await send({"type": "http.response.start", "status": status, "headers": [*headers, *length]})
    await send({"type": "http.response.body", "body": body})


async def null(scope: Scope, receive: Receive, send: Send) -> None:
    await _body(receive)
    await _answer(send, 204)


class ReceiptSink:
    """Believes everything; knows which submissions it has seen once, to ask for their attachments."""

    poll_seconds = 600

    def __init__(self, key: SigningKey) -> None:
        self._key = key
        self._seen: set[str] = set()
        self.receipts = 0

    def hall_time(self) -> str:
        """The same moment for ever."""
        return "2026-10-09T09:30:00+00:00"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = await _body(receive)
        match scope["method"], scope["path"].split("/")[-2]:
            case "POST", _:
                await self._signed(send, 200, {"hall_time": self.hall_time(), "poll_seconds": self.poll_seconds})
            case "PUT", _:
                await self._put(send, json.loads(body))
            case "PATCH", _:
                offset = int(dict(scope["headers"])[b"upload-offset"]) + len(body)
                await _answer(send, 204, headers=((b"upload-offset", str(offset).encode()),))
            case _:
                await _answer(send, 204)

    async def _put(self, send: Send, envelope: dict[str, str]) -> None:
        header = json.loads(envelope["header"])
        names = [entry["digest"] for entry in header["attachments"]]
        if names and header["sub_id"] not in self._seen:
            self._seen.add(header["sub_id"])
            await _answer(send, 202, json.dumps({"missing": names}).encode())
            return
        self.receipts += 1
        self._seen.discard(header["sub_id"])
        receipt = {key: header[key] for key in ("terminal_id", "epoch", "seq", "sub_id", "hall_key_id")}
        receipt["header_digest"] = hashlib.sha256(envelope["header"].encode()).hexdigest()
        receipt["body_digest"] = hashlib.sha256(base64.b64decode(envelope["body"])).hexdigest()
        await self._signed(send, 201, {**receipt, "case_number": "1", "hall_time": self.hall_time()})

    async def _signed(self, send: Send, status: int, value: dict[str, Any]) -> None:
        statement = json.dumps(value)
        signed = {"statement": statement, "signature": self._key.sign(statement.encode())}
        await _answer(send, status, json.dumps(signed).encode())


def main(kind: str, signing_key: str) -> None:
    app = null if kind == "null" else ReceiptSink(SigningKey.from_pem(base64.b64decode(signing_key)))
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # asyncio: no TCP_NODELAY else
    listener.bind(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)
    config = uvicorn.Config(app, http="h11", log_config=None, access_log=False, lifespan="off", ws="none")
    uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    main(*sys.argv[1:])
