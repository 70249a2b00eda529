"""A null modem in memory, for tests: what is written goes to a peer, what the peer answers can be read."""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from devices.clock import Clock
from devices.errors import UnavailableError


@dataclass(frozen=True)
class Chunk:
    """Bytes that arrive together, `after_s` seconds after what came before them."""

    data: bytes
    after_s: float = 0.0


@dataclass(frozen=True)
class Unplug:
    """The cable is pulled: every later call fails."""


Arrival: TypeAlias = Chunk | Unplug
Peer: TypeAlias = Callable[[bytes], Iterable[Arrival]]
"""Is given each write and says what arrives because of it."""


class MemoryPort:
    """Deterministic: no thread of its own; time passes on the given clock only."""

    def __init__(self, peer: Peer, clock: Clock) -> None:
        self._peer = peer
        self._clock = clock
        self._coming: deque[tuple[float, Arrival]] = deque()
        self._unplugged = False
        self._closed = False
        self.written: list[bytes] = []

    def write(self, data: bytes) -> None:
        self._refuse_when_gone()
        self.written.append(data)
        self.arrive(*self._peer(data))

    def arrive(self, *arrivals: Arrival) -> None:
        """Lets bytes arrive that nobody asked for."""
        due = max(self._clock.now(), self._coming[-1][0] if self._coming else 0.0)
        for arrival in arrivals:
            due += arrival.after_s if isinstance(arrival, Chunk) else 0.0
            self._coming.append((due, arrival))

    def unplug(self) -> None:
        """Now: what was still coming is lost."""
        self._coming.clear()
        self._unplugged = True

    def read(self, within_s: float) -> bytes:
        self._refuse_when_gone()
        deadline = self._clock.now() + within_s
        due, arrival = self._coming[0] if self._coming else (deadline + 1, Chunk(b""))
        self._clock.pause(max(0.0, min(due, deadline) - self._clock.now()))
        if due > deadline:
            return b""
        self._coming.popleft()
        if isinstance(arrival, Chunk):
            return arrival.data
        self._unplugged = True
        raise UnavailableError("the cable was pulled")

    def close(self) -> None:
        self._closed = True

    def _refuse_when_gone(self) -> None:
        if self._unplugged or self._closed:
            raise UnavailableError("the port is closed" if self._closed else "the cable was pulled")
