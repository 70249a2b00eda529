"""What every device on a port shares: a worker thread that owns the port, opened when needed, closed when lost."""

from collections.abc import Callable
from typing import TypeVar

from devices.clock import Clock
from devices.delays import DRAIN_LIMIT
from devices.errors import DeviceError, UnavailableError
from devices.transport.port import OpenPort, Port
from devices.worker import DeviceWorker

T = TypeVar("T")


class PortLink:
    """Conversations with one port, one at a time, each on the port's own thread."""

    def __init__(self, name: str, open_port: OpenPort, clock: Clock) -> None:
        self.clock = clock
        self._open_port = open_port
        self._worker = DeviceWorker(name)
        self._port: Port | None = None

    @property
    def busy(self) -> bool:
        return self._worker.busy

    @property
    def hanging(self) -> bool:
        return self._worker.hanging

    async def talk(self, conversation: Callable[[Port], T], *, within_s: float) -> T:
        """Runs the conversation on the device's thread, opening the port first if need be.

        A port whose other end is gone is closed, so that the next conversation opens it afresh.
        """
        return await self._worker.run(lambda: self._talk(conversation), within_s=within_s)

    async def attached(self) -> bool:
        """A look at the port without talking: False when its other end is gone. Drops what nobody asked for."""
        if self._worker.busy:
            return True
        try:
            await self.talk(_drop_waiting, within_s=DRAIN_LIMIT)
        except DeviceError:
            return False
        return True

    async def compute(self, work: Callable[[], T], *, within_s: float) -> T:
        """Heavy work that needs no port, on the device's thread."""
        return await self._worker.run(work, within_s=within_s)

    async def close(self) -> None:
        """Gives the port back to the system. Waits for the conversation that is running."""
        try:
            await self._worker.run(self._close, within_s=DRAIN_LIMIT)
        finally:
            self._worker.close()

    def lost(self, port: Port) -> None:
        """The conversation in `port` went wrong: the next one gets a port opened afresh. On the device's thread."""
        if port is self._port:
            self._close()

    def _talk(self, conversation: Callable[[Port], T]) -> T:
        port = self._port = self._port or self._open_port()
        try:
            return conversation(port)
        except UnavailableError:
            self._close()
            raise

    def _close(self) -> None:
        if self._port is not None:
            self._port.close()
            self._port = None


def _drop_waiting(port: Port) -> None:
    while port.read(0):
        pass
