"""A PC/SC reader in this process: the reader's end of vpcd's wire, so that the simulated card needs no daemon.

Each message is a length of two bytes, high byte first, and a body: one byte is an order (0 off, 1 on, 2 reset, 4 tell
the ATR, which alone is answered), anything longer an APDU.
"""

import contextlib
import socket
from typing import Self

from devices.errors import AbsentError, UnavailableError

ON, ATR = b"\x01", b"\x04"
PATIENCE = 5.0


class VpcdReader:
    """`open_card` and `find` are what the driver wants of a reader. As a channel it is the card that lies in it."""

    def __init__(self) -> None:
        self._door = socket.create_server(("127.0.0.1", 0))
        self._door.settimeout(0)
        self._card: socket.socket | None = None
        self.plugged = True

    @property
    def port(self) -> int:
        number: int = self._door.getsockname()[1]
        return number

    def find(self) -> Self:
        if not self.plugged:
            raise AbsentError("no reader")
        return self

    def open_card(self) -> Self | None:
        self.find()
        with contextlib.suppress(BlockingIOError):
            self._card, _ = self._door.accept()
            self._card.settimeout(PATIENCE)
        if self._card is None or not self._lies_there():
            return None
        try:
            self._send(ON)
            self._send(ATR)
            return self if self._receive() else None
        except OSError:  # pulled out again before it had powered up, which PC/SC calls no card
            return None

    def transmit(self, apdu: bytes) -> bytes:
        try:
            self._send(apdu)
            return self._receive()
        except OSError as error:
            raise UnavailableError(f"the card was taken away: {error}") from error

    def close(self) -> None:
        """The card stays where it is."""

    def stop(self) -> None:
        self._door.close()
        if self._card is not None:
            self._card.close()

    def _lies_there(self) -> bool:
        assert self._card is not None
        self._card.settimeout(0)
        try:
            return self._card.recv(1, socket.MSG_PEEK) != b""
        except BlockingIOError:
            return True
        except ConnectionResetError:
            return False
        finally:
            self._card.settimeout(PATIENCE)

    def _send(self, body: bytes) -> None:
        assert self._card is not None
        self._card.sendall(len(body).to_bytes(2, "big") + body)

    def _receive(self) -> bytes:
        return self._exactly(int.from_bytes(self._exactly(2), "big"))

    def _exactly(self, count: int) -> bytes:
        assert self._card is not None
        data = b""
        while len(data) < count:
            if not (piece := self._card.recv(count - len(data))):
                raise ConnectionResetError("the card is gone")
            data += piece
        return data
