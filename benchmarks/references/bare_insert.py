"""The reference of the hall's intake: the same server and TLS, each PUT one bare psycopg INSERT of its bytes.

`python -m benchmarks.references.bare_insert KEYS DSN` prints its port when it answers.
"""

import asyncio
import socket
import sys
from pathlib import Path
from typing import Any

import psycopg
from uvicorn import Config, Server

from hall.service.peer import PeerProtocol, tls_context

CONNECTIONS = 16


class BareInsert:
    def __init__(self, dsn: str) -> None:
        self._dsn = dsn
        self._free: asyncio.Queue[psycopg.AsyncConnection[Any]] = asyncio.Queue()

    async def connect(self) -> None:
        for number in range(CONNECTIONS):
            connection = await psycopg.AsyncConnection.connect(self._dsn, autocommit=True)
            if number == 0:
                await connection.execute("CREATE TABLE bare (id TEXT PRIMARY KEY, body BYTEA NOT NULL)")
            self._free.put_nowait(connection)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        body, more = b"", True
        while more:
            message = await receive()
            body += message.get("body", b"")
            more = message.get("more_body", False)
        connection = await self._free.get()
        try:
            await connection.execute("INSERT INTO bare VALUES (%s, %s)", (scope["path"], body))
        finally:
            self._free.put_nowait(connection)
        await send({"type": "http.response.start", "status": 201, "headers": [(b"content-length", b"0")]})
        await send({"type": "http.response.body", "body": b""})


async def serve(keys: Path, dsn: str) -> None:
    app = BareInsert(dsn)
    await app.connect()
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    config = Config(app, lifespan="off", log_config=None, access_log=False, http=PeerProtocol, ws="none")
    config.ssl_context_factory = tls_context(keys)
    print(listener.getsockname()[1], flush=True)
    await Server(config).serve([listener])


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), sys.argv[2]))
