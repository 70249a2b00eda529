"""The terminal's end of a serial wire to a simulated device."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import serial

from devices.simulated.child import Child
from devices.simulated.control import DeviceControl


class Host:
    def __init__(self, url: str, control: DeviceControl) -> None:
        self.url = url
        self.control = control
        self.port = serial.serial_for_url(url, timeout=0.02)

    def send(self, request: bytes) -> None:
        self.port.write(request)

    def ask(self, request: str, length: int, *, within_s: float = 3.0) -> str:
        """Hex in, hex out; `length` bytes are waited for."""
        self.send(bytes.fromhex(request))
        return self.take(length, within_s=within_s).hex()

    def take(self, length: int, *, within_s: float = 3.0) -> bytes:
        taken = b""
        end = time.monotonic() + within_s
        while len(taken) < length and time.monotonic() < end:
            taken += self.port.read(length - len(taken))
        return taken


@contextmanager
def running(name: str, *options: str) -> Iterator[Host]:
    """A device of its own, and a terminal that opened its port."""
    with Child.start(name, options) as child:
        host = Host(child.url, child.control)
        try:
            yield host
        finally:
            host.port.close()
