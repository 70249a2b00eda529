"""A serial port by URL: COM5, /dev/serial/by-path/…, a pty, socket://host:port, rfc2217://host:port, spy://…

The only module that imports pyserial. Ports are exclusive: two programs on one device mix up their answers.
"""

import contextlib
import errno
import os
import socket
import time

import serial

from devices.delays import READ_SLICE, WRITE
from devices.errors import AbsentError, AccessError, DeviceError, UnavailableError
from devices.transport.port import OpenPort

SOCKET_SCHEME = "socket://"
PIECE = 4096


class SerialPort:
    """Frames are 8N1 without flow control. Deadlines are our own: pyserial's timeout is per read call."""

    def __init__(self, url: str, *, baudrate: int) -> None:
        try:
            self._serial = serial.serial_for_url(
                url, baudrate=baudrate, timeout=READ_SLICE, write_timeout=WRITE, exclusive=True
            )
        except (serial.SerialException, OSError, ValueError) as error:
            raise _opening_trouble(url, error) from error
        self._url = url
        in_network = url.startswith(SOCKET_SCHEME)
        self._socket: socket.socket | None = getattr(self._serial, "_socket", None) if in_network else None

    def write(self, data: bytes) -> None:
        try:
            self._serial.write(data)
        except (serial.SerialException, OSError) as error:
            raise UnavailableError(f"{self._url}: {error}") from error

    def read(self, within_s: float) -> bytes:
        deadline = time.monotonic() + within_s
        try:
            if within_s <= 0:
                return self._waiting()
            while not (first := self._serial.read(1)):
                if time.monotonic() >= deadline:
                    return b""
            return bytes(first) + self._waiting()
        except (serial.SerialException, OSError) as error:
            raise UnavailableError(f"{self._url}: {error}") from error

    def close(self) -> None:
        connection = getattr(self._serial, "_socket", None)
        if connection is not None:  # pyserial leaves it open when the other end has gone, and then sleeps for 0.3 s
            connection.close()
            self._serial.is_open = False
        with contextlib.suppress(serial.SerialException, OSError):
            self._serial.close()

    def _waiting(self) -> bytes:
        rest = bytearray()
        if self._socket is not None:
            return self._waiting_in_socket(rest)
        while count := self._serial.in_waiting:
            rest += self._serial.read(count)
        return bytes(rest)

    def _waiting_in_socket(self, rest: bytearray) -> bytes:
        """pyserial knows only whether something waits in a socket, and would fetch it byte by byte."""
        assert self._socket is not None
        with contextlib.suppress(BlockingIOError):
            while data := self._socket.recv(PIECE):
                rest += data
            if not rest:
                raise UnavailableError(f"{self._url}: the other end has hung up")
        return bytes(rest)


def open_serial(url: str, *, baudrate: int) -> OpenPort:
    """What opens this port when it is needed."""

    def open_port() -> SerialPort:
        return SerialPort(url, baudrate=baudrate)

    return open_port


def _opening_trouble(url: str, error: Exception) -> DeviceError:
    """On Windows 'access denied' also means that another program has the port open."""
    number = getattr(error, "errno", None)
    if number == errno.EACCES and os.name == "posix":
        return AccessError(f"{url}: {error}")
    taken = number in (errno.EAGAIN, errno.EACCES, errno.EBUSY)
    return UnavailableError(f"{url}: {error}") if taken else AbsentError(f"{url}: {error}")
