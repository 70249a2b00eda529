"""A port: bytes out, bytes in, with deadlines. Used on one worker thread only."""

from collections.abc import Callable
from typing import Protocol, TypeAlias

from devices.clock import Clock
from devices.delays import DRAIN_LIMIT, QUIET
from devices.errors import UnavailableError


class Port(Protocol):
    def write(self, data: bytes) -> None:
        """All bytes are handed to the operating system. UnavailableError when the other end is gone."""
        ...

    def read(self, within_s: float) -> bytes:
        """The bytes that are there, or the first that come within the time; empty when none came.

        UnavailableError when the other end is gone.
        """
        ...

    def close(self) -> None: ...


OpenPort: TypeAlias = Callable[[], Port]
"""Opens the port exclusively, or raises UnavailableError."""


def drain(port: Port, clock: Clock, *, quiet_s: float = QUIET) -> bytes:
    """Reads until the line has been quiet for `quiet_s`, so that late bytes never answer the next request.

    UnavailableError when the line does not fall quiet within a second.
    """
    late = bytearray()
    deadline = clock.now() + DRAIN_LIMIT
    while chunk := port.read(quiet_s):
        late += chunk
        if clock.now() > deadline:
            raise UnavailableError(f"the line does not fall quiet ({len(late)} bytes in {DRAIN_LIMIT:.0f} s)")
    return bytes(late)
