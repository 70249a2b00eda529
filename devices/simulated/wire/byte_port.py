"""A serial port of the branch: exclusive like the real thing, reached as `socket://127.0.0.1:PORT`."""

import asyncio
import contextlib
from typing import Protocol

from devices.simulated.delays import PORT_TAKEN_GRACE_S
from devices.simulated.wire.control_server import Changes
from devices.simulated.wire.line import Line
from devices.simulated.wire.listener import LOOPBACK, Listener


class ByteDevice(Protocol):
    """What hangs on a serial port."""

    def received(self, data: bytes) -> None: ...

    def opened(self) -> None:
        """Somebody opened the port."""
        ...


class TcpWire:
    def __init__(self, writer: asyncio.StreamWriter) -> None:
        self._writer = writer

    def write(self, data: bytes) -> None:
        self._writer.write(data)

    def break_off(self) -> None:
        self._writer.transport.abort()


class BytePort:
    """Feeds the device what the terminal sends; a second terminal is turned away, as by an exclusive serial port."""

    def __init__(self, device: ByteDevice, line: Line, changes: Changes, *, port: int = 0) -> None:
        self.deaf = False
        self._device = device
        self._line = line
        self._changes = changes
        self._listener = Listener(self._serve, port=port)

    @property
    def url(self) -> str:
        return f"socket://{LOOPBACK}:{self._listener.port}"

    @property
    def plugged(self) -> bool:
        return self._listener.plugged

    @property
    def connected(self) -> bool:
        return self._line.connected

    async def plug(self) -> None:
        await self._listener.plug()

    def unplug(self) -> None:
        self._listener.unplug()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not await self._free():
            return
        self._line.connect(TcpWire(writer))
        self._device.opened()
        self._changes.tell()
        try:
            with contextlib.suppress(ConnectionError):
                while data := await reader.read(65_536):
                    self._line.received(data)
                    if not self.deaf:
                        self._device.received(data)
        finally:
            self._line.connect(None)
            self._changes.tell()

    async def _free(self) -> bool:
        loop = asyncio.get_running_loop()
        end = loop.time() + PORT_TAKEN_GRACE_S
        while self._line.connected and loop.time() < end:
            await asyncio.sleep(0.01)
        return not self._line.connected
