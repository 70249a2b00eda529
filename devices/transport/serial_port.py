"""A serial port by URL: COM5, /dev/serial/by-path/…, a pty, socket://host:port, rfc2217://host:port, spy://…

The only module that imports pyserial. Ports are exclusive: two programs on one device mix up their answers.
"""

import contextlib
import errno
import os
import time
from collections.abc import Callable

import serial

from devices.delays import READ_SLICE, WRITE
from devices.errors import AbsentError, AccessError, DeviceError, TakenError, UnavailableError
from devices.transport.port import OpenPort, Port
from devices.transport.socket_port import SOCKET_SCHEME, SocketPort


class SerialPort:
    """Frames are 8N1 without flow control. Deadlines are our own, on the given clock: pyserial's are per read call."""

    def __init__(self, url: str, *, baudrate: int, now: Callable[[], float] = time.monotonic) -> None:
        try:
            self._serial = serial.serial_for_url(
                url, baudrate=baudrate, timeout=READ_SLICE, write_timeout=WRITE, exclusive=True
            )
        except (serial.SerialException, OSError, ValueError) as error:
            raise _opening_trouble(url, error) from error
        self._url = url
        self._now = now

    def write(self, data: bytes) -> None:
        try:
            self._serial.write(data)
        except (serial.SerialException, OSError) as error:
            raise UnavailableError(f"{self._url}: {error}") from error

    def read(self, within_s: float) -> bytes:
        deadline = self._now() + within_s
        try:
            if within_s <= 0:
                return self._waiting()
            while not (first := self._serial.read(1)):
                if self._now() >= deadline:
                    return b""
            return bytes(first) + self._waiting()
        except (serial.SerialException, OSError) as error:
            raise UnavailableError(f"{self._url}: {error}") from error

    def close(self) -> None:
        connection = getattr(self._serial, "_socket", None)
        with contextlib.suppress(serial.SerialException, OSError):
            self._serial.close()
        if connection is not None:  # rfc2217: pyserial leaves it open when the other end has gone
            connection.close()

    def _waiting(self) -> bytes:
        rest = bytearray()
        while count := self._serial.in_waiting:
            rest += self._serial.read(count)
        return bytes(rest)


def open_serial(url: str, *, baudrate: int, now: Callable[[], float] = time.monotonic) -> OpenPort:
    """What opens this port when it is needed."""

    def open_port() -> Port:
        if url.startswith(SOCKET_SCHEME):
            return SocketPort(url, now=now)
        return SerialPort(url, baudrate=baudrate, now=now)

    return open_port


def _opening_trouble(url: str, error: Exception) -> DeviceError:
    """On Windows 'access denied' also means that another program has the port open."""
    number = getattr(error, "errno", None)
    if number == errno.EACCES and os.name == "posix":
        return AccessError(f"{url}: {error}")
    taken = number in (errno.EAGAIN, errno.EACCES, errno.EBUSY)
    return TakenError(f"{url}: {error}") if taken else AbsentError(f"{url}: {error}")
