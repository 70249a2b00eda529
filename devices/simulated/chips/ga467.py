"""The module's side of GA 467 frames: takes requests out of a stream, builds answers (devices.md 1.1 to 1.3)."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import xor
from typing import TypeAlias

HEADER = bytes.fromhex("AAAAAA9669")
START = bytes.fromhex("AA9669")
"""the last sync byte and the mark; the other sync bytes may be missing or too many"""

OK = 0x90
ABSENT_ITEM = 0x91
FOUND = 0x9F
BAD_CHECKSUM = 0x10
BAD_LENGTH = 0x11
BAD_COMMAND = 0x21
REJECTED = 0x31
READ_FAILED = 0x41
SELF_TEST_FAILED = 0x60
UNAUTHORISED = 0x66
NO_CARD = 0x80
SELECT_FAILED = 0x81

LONGEST_REQUEST = 64


@dataclass(frozen=True)
class Request:
    command: int
    """CMD and PARA as one number, 0x2001 …"""


@dataclass(frozen=True)
class Refused:
    """A frame that the module answers with an error of the host."""

    status: int


Incoming: TypeAlias = Request | Refused


class RequestStream:
    def __init__(self) -> None:
        self._pending = b""

    def forget(self) -> None:
        self._pending = b""

    def feed(self, data: bytes) -> Iterator[Incoming]:
        self._pending += data
        while (start := self._pending.find(START)) >= 0:
            frame = self._pending[start + len(START) :]
            if len(frame) < 2:
                return
            length = int.from_bytes(frame[:2], "big")
            if not 3 <= length <= LONGEST_REQUEST:
                self._pending = frame
                yield Refused(BAD_LENGTH)
                continue
            if len(frame) < 2 + length:
                return
            self._pending = frame[2 + length :]
            yield _request(frame[: 2 + length])
        self._pending = self._pending[-len(START) + 1 :]


def answer(status: int, data: bytes = b"", *, card_status: bytes = b"\x00\x00") -> bytes:
    """`card_status` goes into SW1 and SW2, which no host should look at."""
    body = card_status + bytes([status]) + data
    content = (len(body) + 1).to_bytes(2, "big") + body
    return HEADER + content + bytes([reduce(xor, content)])


def _request(content: bytes) -> Incoming:
    if reduce(xor, content):
        return Refused(BAD_CHECKSUM)
    return Request(int.from_bytes(content[2:4], "big"))
