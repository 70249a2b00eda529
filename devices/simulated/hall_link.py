"""The cable between the branch and the hall: a TCP relay that can be cut."""

import asyncio
import contextlib
import sys
from enum import StrEnum

from devices.simulated.wire.control_server import Changes, Control, Parameters
from devices.simulated.wire.listener import LOOPBACK, Listener
from devices.simulated.wire.process import parser, run, serve_device


class LinkMode(StrEnum):
    UP = "up"
    DOWN = "down"
    HALF_OPEN = "half_open"
    """connections are taken and kept; nothing passes"""


class HallLink:
    """What the terminal takes for the hall. It sees only what a cable sees: TLS records."""

    def __init__(self, hall_port: int, changes: Changes, *, port: int = 0) -> None:
        self._hall_port = hall_port
        self._changes = changes
        self._listener = Listener(self._relay, port=port)
        self._mode = LinkMode.UP
        self._passing = asyncio.Event()
        self._passing.set()
        self._cut_after: int | None = None
        self._bytes_up = 0
        self._bytes_down = 0
        self._bytes_per_s = 0

    @property
    def url(self) -> str:
        return f"https://{LOOPBACK}:{self._listener.port}"

    @property
    def plugged(self) -> bool:
        return self._listener.plugged

    @property
    def connected(self) -> bool:
        return self._listener.connections > 0

    async def plug(self) -> None:
        await self._listener.plug()
        self._set(LinkMode.UP)

    def unplug(self) -> None:
        self._listener.unplug()
        self._set(LinkMode.DOWN)

    def controls(self) -> tuple[Control, ...]:
        return (
            Control("up", (), self._up),
            Control("down", (), self._down),
            Control("half_open", (), self._half_open),
            Control("cut_after", ("bytes",), self._plan_cut),
            Control("slow", ("bytes_per_s",), self._set_pace),
            Control("hall", ("port",), self._set_hall),
        )

    def state(self) -> dict[str, object]:
        return {
            "mode": self._mode,
            "bytes_up": self._bytes_up,
            "bytes_down": self._bytes_down,
            "connections": self._listener.connections,
        }

    async def _up(self, _: Parameters) -> None:
        self._cut_after = None
        await self.plug()

    def _down(self, _: Parameters) -> None:
        self.unplug()

    async def _half_open(self, _: Parameters) -> None:
        await self.plug()
        self._set(LinkMode.HALF_OPEN)

    def _plan_cut(self, parameters: Parameters) -> None:
        self._cut_after = self._bytes_up + parameters.number("bytes")

    def _set_pace(self, parameters: Parameters) -> None:
        self._bytes_per_s = parameters.number("bytes_per_s")

    def _set_hall(self, parameters: Parameters) -> None:
        self._hall_port = parameters.number("port")

    def _set(self, mode: LinkMode) -> None:
        self._mode = mode
        if mode is LinkMode.UP:
            self._passing.set()
        else:
            self._passing.clear()

    async def _relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self._passing.wait()
        try:
            hall_reader, hall_writer = await asyncio.open_connection(LOOPBACK, self._hall_port)
        except OSError:
            return
        with contextlib.closing(hall_writer):
            up = asyncio.create_task(self._pass_up(reader, hall_writer))
            down = asyncio.create_task(self._pass_down(hall_reader, writer))
            try:
                await asyncio.wait((up, down), return_when=asyncio.FIRST_COMPLETED)
            finally:
                for task in (up, down):
                    task.cancel()
                await asyncio.gather(up, down, return_exceptions=True)

    async def _pass_up(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65_536):
            await self._passing.wait()
            if self._cut_after is not None and self._bytes_up + len(data) >= self._cut_after:
                data = data[: self._cut_after - self._bytes_up]
                asyncio.get_running_loop().call_soon(self._cut)
            self._bytes_up += len(data)
            await self._take_time(data)
            writer.write(data)
            await writer.drain()

    async def _pass_down(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65_536):
            await self._passing.wait()
            self._bytes_down += len(data)
            await self._take_time(data)
            writer.write(data)
            await writer.drain()

    async def _take_time(self, data: bytes) -> None:
        if self._bytes_per_s:
            await asyncio.sleep(len(data) / self._bytes_per_s)

    def _cut(self) -> None:
        self._cut_after = None
        self.unplug()
        self._changes.tell()


def main() -> int:
    made = parser("hall_link", __doc__)
    made.add_argument("--hall-port", type=int, required=True, help="port of the hall on this machine")
    options = made.parse_args()

    async def serve_link() -> None:
        changes = Changes()
        link = HallLink(options.hall_port, changes, port=options.port)
        await serve_device("hall_link", options, link, link, changes)

    return run(serve_link())


if __name__ == "__main__":
    sys.exit(main())
