"""Takes what is personal out of a conversation with a device, so that its record may leave the branch.

What is left stays valid on the wire: a card becomes a made-up one, a code a row of X, a printed text its length.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Final, TypeAlias

from devices.codecs.escpos_status import REAL_TIME_REQUEST
from devices.codecs.ga467_card import PHOTO_BYTES
from devices.codecs.ga467_frame import Reply, ReplyParser, encode_reply
from devices.codecs.ga467_text import TEXT_BYTES

MASK: Final = 0x58
"""X"""
LONGEST_HARMLESS: Final = 16
SHORT: Final = 8
_NOBODY: Final = (
    ("测试甲", 15),
    ("1", 1),
    ("01", 2),
    ("19491231", 8),
    ("北京市朝阳区测试路1号", 35),
    ("11010519491231002X", 18),
    ("测试市公安局", 15),
    ("20200101", 8),
    ("长期", 8),
    ("", 18),
)


class Side(StrEnum):
    TERMINAL = "terminal"
    DEVICE = "device"


Redact: TypeAlias = Callable[[Side, bytes], bytes]
"""Is given every piece of the conversation; what it returns may be kept. It may hold bytes back."""


def redactor(family: str) -> Redact:
    """For `ga467`, `escpos`, `text` (scanners) or `open` (boards and sensors: nothing personal). KeyError otherwise."""
    return _REDACTORS[family]()


FAMILIES: Final = ("ga467", "escpos", "text", "open")


class _Ga467:
    def __init__(self) -> None:
        self._replies = ReplyParser()

    def __call__(self, side: Side, data: bytes) -> bytes:
        """Requests carry nothing personal; of what a reader sends only whole frames are kept."""
        if side is Side.TERMINAL:
            return data
        replies = (piece for piece in self._replies.feed(data) if isinstance(piece, Reply))
        return b"".join(
            encode_reply(reply.status, _nobody(reply.data), card_status=reply.card_status) for reply in replies
        )


def _nobody(data: bytes) -> bytes:
    if len(data) < LONGEST_HARMLESS:
        return data
    text = "".join(value.ljust(width) for value, width in _NOBODY).encode("utf-16-le")
    head = data[: 6 if len(data) > 4 + TEXT_BYTES + PHOTO_BYTES else 4]
    if len(data) < len(head) + TEXT_BYTES:
        return bytes([MASK]) * len(data)
    rest = len(data) - len(head) - TEXT_BYTES
    return head + text + bytes([MASK]) * rest


def _escpos(side: Side, data: bytes) -> bytes:
    harmless = side is Side.DEVICE or data.startswith(REAL_TIME_REQUEST) or len(data) <= SHORT
    return data if harmless else bytes([MASK]) * len(data)


def _text(side: Side, data: bytes) -> bytes:
    if side is Side.TERMINAL:
        return data
    return bytes(byte if byte in b"\r\n" else MASK for byte in data)


def _open(side: Side, data: bytes) -> bytes:
    return data


_REDACTORS: Final[dict[str, Callable[[], Redact]]] = {
    "ga467": _Ga467,
    "escpos": lambda: _escpos,
    "text": lambda: _text,
    "open": lambda: _open,
}
