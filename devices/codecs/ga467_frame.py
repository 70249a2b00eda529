"""The frame between a host and the security module of an ID-card reader (GA 467; the SAM_V serial dialect).

Request: AA AA AA 96 69, length, command, parameter, data, checksum. Reply: the same with three status bytes. The length
(two bytes, high first) counts from after itself to the checksum; the checksum is the XOR from the length's first byte.
"""

from dataclasses import dataclass, field
from enum import Enum, IntEnum
from functools import reduce
from operator import xor
from typing import TypeAlias

PREAMBLE = bytes.fromhex("AAAAAA9669")
START = PREAMBLE[2:]
"""what is searched for: one AA may stand for all three when bytes were lost"""
STATUS_BYTES = 3
LONGEST = 0x0A00
"""no reply is longer: text, photo and two fingerprints make 0x090A"""


class Command(Enum):
    """Command and parameter byte."""

    RESET_SAM = b"\x10\xff"
    SAM_STATUS = b"\x11\xff"
    SAM_ID = b"\x12\xff"
    FIND_CARD = b"\x20\x01"
    SELECT_CARD = b"\x20\x02"
    READ_BASE = b"\x30\x01"
    READ_BASE_AND_FINGERPRINT = b"\x30\x10"
    READ_LATEST_ADDRESS = b"\x30\x03"
    READ_CHIP_ID = b"\x30\x05"


class Status(IntEnum):
    """SW3. The first two status bytes may be the card's own and are not decided on."""

    HOST_CHECKSUM_WRONG = 0x10
    HOST_LENGTH_WRONG = 0x11
    HOST_COMMAND_WRONG = 0x21
    NOT_PERMITTED = 0x23
    UNKNOWN_ERROR = 0x24
    CARD_REJECTED_SAM = 0x31
    SAM_REJECTED_CARD = 0x32
    INFORMATION_NOT_VERIFIED = 0x33
    FINGERPRINT_NOT_VERIFIED = 0x37
    LENGTH_ERROR = 0x3F
    WRONG_CARD_TYPE = 0x40
    READ_FAILED = 0x41
    RANDOM_NUMBER_FAILED = 0x47
    SELF_TEST_FAILED = 0x60
    NOT_AUTHORISED = 0x66
    NO_CARD = 0x80
    SELECT_FAILED = 0x81
    OK = 0x90
    ITEM_ABSENT = 0x91
    CARD_FOUND = 0x9F


@dataclass(frozen=True)
class Reply:
    status: Status
    card_status: bytes
    """SW1 and SW2"""
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Damage:
    """A frame began and cannot be one."""

    reason: str


Piece: TypeAlias = Reply | Damage


def encode_request(command: Command, data: bytes = b"") -> bytes:
    body = command.value + data
    return _frame(body)


def encode_reply(status: int, data: bytes = b"", *, card_status: bytes = b"\0\0") -> bytes:
    return _frame(card_status + bytes([status]) + data)


class ReplyParser:
    """Takes bytes as they come, in any portions, and finds the replies in them."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    @property
    def inside(self) -> bool:
        """A frame has begun and is not complete."""
        return self._buffer.startswith(START)

    def feed(self, data: bytes) -> list[Piece]:
        """The pieces that the new bytes complete. Bytes before a frame's start are skipped."""
        self._buffer += data
        pieces: list[Piece] = []
        while (piece := self._next()) is not None:
            pieces.append(piece)
        return pieces

    def _next(self) -> Piece | None:
        start = self._buffer.find(START)
        del self._buffer[: start if start >= 0 else max(0, len(self._buffer) - len(START) + 1)]
        if start < 0 or len(self._buffer) < len(START) + 2:
            return None
        length = int.from_bytes(self._buffer[len(START) : len(START) + 2], "big")
        if not STATUS_BYTES < length <= LONGEST:
            return self._give_up(f"length {length} is out of range")
        end = len(START) + 2 + length
        if len(self._buffer) < end:
            return None
        checked, body = self._buffer[len(START) : end], self._buffer[len(START) + 2 : end - 1]
        if reduce(xor, checked):
            return self._give_up("the checksum is wrong")
        if body[2] not in Status.__members__.values():
            return self._give_up(f"status {body[2]:02X} is not known")
        del self._buffer[:end]
        return Reply(Status(body[2]), bytes(body[:2]), bytes(body[STATUS_BYTES:]))

    def _give_up(self, reason: str) -> Damage:
        del self._buffer[:1]  # look for the next start inside what seemed to be the frame
        return Damage(reason)


def _frame(body: bytes) -> bytes:
    checked = (len(body) + 1).to_bytes(2, "big") + body
    return PREAMBLE + checked + bytes([reduce(xor, checked)])
