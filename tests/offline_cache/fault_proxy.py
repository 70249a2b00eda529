"""A TCP relay that does to a connection what bad networks do. It sees only TLS records."""

import asyncio
import contextlib
from dataclasses import dataclass, field
from types import TracebackType


@dataclass(frozen=True)
class Trouble:
    """What happens to each connection; byte counts are of that connection and direction."""

    delay: float = 0.0
    """seconds before each piece is passed on"""
    cut_up: int | None = None
    """reset after so many bytes towards the hall"""
    cut_down: int | None = None
    """reset after so many bytes towards the terminal"""
    flip_up: int | None = None
    """one bit of the byte at this offset towards the hall is flipped"""
    flip_down: int | None = None
    repeat_up: int | None = None
    """the piece that holds this offset is sent twice"""
    answers_lost: bool = False
    """from now on nothing comes down: connections end where the hall answers"""
    silent: bool = False
    """half-open: connections are taken and nothing passes"""
    portal: bytes | None = None
    """whatever is asked, this is the answer"""


CLEAR = Trouble()


@dataclass
class FaultProxy:
    hall_port: int
    trouble: Trouble = CLEAR
    connections: int = 0
    met: int = 0
    """how often a connection had the trouble"""
    port: int = 0
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.port}"

    async def __aenter__(self) -> "FaultProxy":
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        for _ in range(2):  # what was taken from the queue just now is told of in the loop's next turns
            await asyncio.sleep(0)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Not a coroutine: one that is cancelled before it has begun closes nothing."""
        self.connections += 1
        task = asyncio.get_running_loop().create_task(self._serve(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(lambda done: self._served(done, writer))

    def _served(self, task: asyncio.Task[None], writer: asyncio.StreamWriter) -> None:
        writer.transport.abort()
        self._tasks.discard(task)
        fault = None if task.cancelled() else task.exception()
        if fault is not None and not isinstance(fault, OSError):
            raise fault

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        trouble = self.trouble
        self.met += trouble.portal is not None or trouble.silent
        if trouble.portal is not None:
            await reader.read(1)
            writer.write(trouble.portal)
            await writer.drain()
            return
        if trouble.silent:
            await asyncio.Event().wait()
        up_reader, up_writer = await asyncio.open_connection("127.0.0.1", self.hall_port)
        up = self._pass(reader, up_writer, trouble.cut_up, trouble.flip_up, trouble.repeat_up)
        down = self._pass(up_reader, writer, trouble.cut_down, trouble.flip_down, None, answers=True)
        both = [asyncio.ensure_future(up), asyncio.ensure_future(down)]
        try:
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for half in both:
                half.cancel()
            await asyncio.gather(*both, return_exceptions=True)
            up_writer.transport.abort()

    async def _pass(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        cut: int | None,
        flip: int | None,
        repeat: int | None,
        *,
        answers: bool = False,
    ) -> None:
        passed = 0
        with contextlib.suppress(OSError):
            while data := await reader.read(16384):
                if answers and self.trouble.answers_lost:
                    self.met += 1
                    return
                if self.trouble.delay:
                    await asyncio.sleep(self.trouble.delay)
                if flip is not None and passed <= flip < passed + len(data):
                    self.met += 1
                    at = flip - passed
                    data = data[:at] + bytes([data[at] ^ 0x10]) + data[at + 1 :]
                if cut is not None and passed + len(data) >= cut:
                    self.met += 1
                    writer.write(data[: cut - passed])
                    await writer.drain()
                    return
                writer.write(data)
                if repeat is not None and passed <= repeat < passed + len(data):
                    self.met += 1
                    writer.write(data)
                passed += len(data)
                await writer.drain()
