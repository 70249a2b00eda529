"""systemd's watchdog: the supervisor says that it is alive (sd_notify(3)); without systemd nothing happens."""

import os
import socket


class Watchdog:
    """Sends READY=1 with the first sign of life. Abstract sockets start with "@" in NOTIFY_SOCKET."""

    def __init__(self, address: str | None = None) -> None:
        self._address = address if address is not None else os.environ.get("NOTIFY_SOCKET", "")
        self._ready = False

    def alive(self) -> None:
        self._send(b"WATCHDOG=1" if self._ready else b"READY=1\nWATCHDOG=1")
        self._ready = True

    def stopping(self) -> None:
        self._send(b"STOPPING=1")

    def _send(self, state: bytes) -> None:
        if not self._address or not hasattr(socket, "AF_UNIX"):
            return
        address = "\0" + self._address[1:] if self._address.startswith("@") else self._address
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
            try:
                sender.sendto(state, address)
            except OSError:
                return
