"""A TCP port that can be unplugged: it then breaks its connections and refuses new ones, and comes back the same."""

import asyncio
import contextlib
import random
from collections.abc import Awaitable, Callable

from devices.simulated.delays import REPLUG_TRIES_S

LOOPBACK = "127.0.0.1"
PORTS = range(20_000, 32_000)
"""below the ephemeral ports of every system, so that an unplugged port is not taken by a passing connection"""

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class Listener:
    """`serve` handles one connection; it is cancelled when the port is unplugged."""

    def __init__(self, serve: Serve, *, port: int = 0) -> None:
        """`port` 0: any free one, kept over unplugging."""
        self.port = port
        self._serve = serve
        self._server: asyncio.Server | None = None
        self._open: dict[asyncio.Task[None], asyncio.StreamWriter] = {}

    @property
    def plugged(self) -> bool:
        return self._server is not None

    @property
    def connections(self) -> int:
        return len(self._open)

    async def plug(self) -> None:
        """OSError when the port stays taken."""
        if self._server is not None:
            return
        if self.port:
            self._server = await self._bind_again()
            return
        choice = random.SystemRandom()
        for _ in range(200):
            port = choice.choice(PORTS)
            with contextlib.suppress(OSError):
                self._server = await asyncio.start_server(self._accept, LOOPBACK, port)
                self.port = port
                return
        raise OSError(f"no free port between {PORTS.start} and {PORTS.stop}")

    def unplug(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None
        self.break_connections()

    def break_connections(self) -> None:
        for task, writer in list(self._open.items()):
            writer.transport.abort()
            task.cancel()

    async def _bind_again(self) -> asyncio.Server:
        loop = asyncio.get_running_loop()
        end = loop.time() + REPLUG_TRIES_S
        while True:
            try:
                return await asyncio.start_server(self._accept, LOOPBACK, self.port)
            except OSError:
                if loop.time() > end:
                    raise
                await asyncio.sleep(0.05)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(self._handle(reader, writer))
        self._open[task] = writer
        task.add_done_callback(lambda done: self._open.pop(done, None))

    async def _handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.CancelledError):
            await self._serve(reader, writer)
        writer.close()
