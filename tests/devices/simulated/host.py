"""The terminal's end of a serial wire to a simulated device."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

from devices.simulated.child import Child
from devices.simulated.control import DeviceControl


class Host:
    def __init__(self, url: str, control: DeviceControl) -> None:
        self.url = url
        self.control = control
        host, _, port = url.removeprefix("socket://").partition(":")
        self.port = socket.create_connection((host, int(port)), timeout=3)

    def send(self, request: bytes) -> None:
        self.port.sendall(request)

    def ask(self, request: str, length: int, *, within_s: float = 3.0) -> str:
        """Hex in, hex out; `length` bytes are waited for."""
        return self.exchange(bytes.fromhex(request), length, within_s=within_s).hex()

    def exchange(self, request: bytes, length: int, *, within_s: float = 3.0) -> bytes:
        self.send(request)
        return self.take(length, within_s=within_s)

    def take(self, length: int, *, within_s: float = 3.0) -> bytes:
        """What came in time, at most `length` bytes. ConnectionError when the cable is gone."""
        taken = b""
        end = time.monotonic() + within_s
        while len(taken) < length and (left := end - time.monotonic()) > 0:
            self.port.settimeout(left)
            try:
                data = self.port.recv(length - len(taken))
            except TimeoutError:
                break
            if not data:
                raise ConnectionError("the cable is gone")
            taken += data
        return taken

    def close(self) -> None:
        self.port.close()


@contextmanager
def running(name: str, *options: str) -> Iterator[Host]:
    """A device of its own, and a terminal that opened its port."""
    with Child.start(name, options) as child:
        host = Host(child.url, child.control)
        try:
            yield host
        finally:
            host.close()
