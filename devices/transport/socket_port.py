"""A device behind a network: a converter with serial lines, a printer with an Ethernet plug, a simulator.

pyserial has such ports too, but fetches byte by byte and sleeps for 0.3 s at every closing.
"""

import contextlib
import select
import socket
import time
from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from devices.delays import CONNECT_IN_NETWORK, SOCKET_SLICE, WRITE
from devices.errors import AbsentError, UnavailableError

SOCKET_SCHEME: Final = "socket://"
PIECE: Final = 65_536
LOOK: Final = 0.5


def listens(host: str, port: int) -> bool:
    """A cheap look without a word: False when nobody listens there. A host that is slow to say may still be there."""
    try:
        with socket.create_connection((host, port), LOOK):
            return True
    except TimeoutError:
        return True
    except OSError:
        return False


class SocketPort:
    """`url` is socket://host:port. AbsentError when nobody listens there."""

    def __init__(self, url: str, *, now: Callable[[], float] = time.monotonic) -> None:
        self._url = url
        self._now = now
        try:
            place = urlsplit(url)
            self._socket = socket.create_connection((place.hostname or "", place.port or 0), CONNECT_IN_NETWORK)
        except (OSError, ValueError) as error:
            raise AbsentError(f"{url}: {error}") from error
        self._socket.setblocking(False)
        with contextlib.suppress(OSError):
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def write(self, data: bytes) -> None:
        end = time.monotonic() + WRITE
        try:
            while data:
                _, writable, _ = select.select([], [self._socket], [], max(0.0, end - time.monotonic()))
                if not writable:
                    raise UnavailableError(f"{self._url}: takes no more bytes")
                data = data[self._socket.send(data) :]
        except (OSError, ValueError) as error:
            raise UnavailableError(f"{self._url}: {error}") from error

    def read(self, within_s: float) -> bytes:
        deadline = self._now() + within_s
        try:
            while not (data := self._waiting()):
                left = deadline - self._now()
                if left <= 0:
                    return b""
                select.select([self._socket], [], [], min(left, SOCKET_SLICE))
        except (OSError, ValueError) as error:
            raise UnavailableError(f"{self._url}: {error}") from error
        return data

    def close(self) -> None:
        self._socket.close()

    def _waiting(self) -> bytes:
        waiting = bytearray()
        with contextlib.suppress(BlockingIOError):
            while data := self._socket.recv(PIECE):
                waiting += data
            if not waiting:
                raise UnavailableError(f"{self._url}: the other end has hung up")
        return bytes(waiting)
