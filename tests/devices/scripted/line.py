"""The cable of a device that exists only as a script: it can be pulled, put back, and carries what comes unasked."""

from collections.abc import Iterable

from devices.clock import Clock
from devices.errors import AbsentError
from devices.transport.memory_port import Arrival, MemoryPort


class ScriptedLine:
    """Derived scripts answer in `received`."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.plugged = True
        self.port: MemoryPort | None = None

    def received(self, data: bytes) -> Iterable[Arrival]:
        return ()

    def open(self) -> MemoryPort:
        if not self.plugged:
            raise AbsentError("no such port")
        self.port = MemoryPort(self.received, self.clock)
        return self.port

    def send(self, *arrivals: Arrival) -> None:
        """Unasked; lost while nobody listens."""
        if self.port is not None:
            self.port.arrive(*arrivals)

    def unplug(self) -> None:
        self.plugged = False
        if self.port is not None:
            self.port.unplug()

    def plug(self) -> None:
        self.plugged = True
