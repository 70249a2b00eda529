"""Takes what is personal out of a conversation with a device, so that its record may leave the branch.

What is left stays valid on the wire: a card becomes a made-up one, a code a row of X, a printed text its length.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Final, TypeAlias

from devices.codecs.escpos_job import NO_AUTOMATIC_STATUS, SENTINEL
from devices.codecs.escpos_status import CLEAR_BUFFERS, REAL_TIME_REQUEST
from devices.codecs.ga467_card import LENGTHS, PHOTO_BYTES
from devices.codecs.ga467_frame import Reply, ReplyParser, encode_reply
from devices.codecs.ga467_text import ADDRESS_BYTES, TEXT_BYTES

MASK: Final = 0x58
"""X"""
_QUESTIONS: Final = frozenset(
    {
        *(REAL_TIME_REQUEST + bytes([request]) for request in (1, 2, 3, 4)),
        *(b"\x1d\x49" + bytes([what]) for what in (1, 2, 3, *range(65, 70))),
        SENTINEL,
        CLEAR_BUFFERS,
        NO_AUTOMATIC_STATUS,
    }
)
"""what may be kept of what a printer is sent: everything else may be part of a receipt, however short it is"""
_FLAG: Final = slice(248, 250)
_CITIZEN: Final = (
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
_PERMIT_Y: Final = (
    ("测试乙", 15),
    ("2", 1),
    ("01", 2),
    ("19850101", 8),
    ("SPECIMEN, TEST", 35),
    ("932682198501010017", 18),
    ("", 15),
    ("20231201", 8),
    ("20331130", 8),
    ("", 11),
    ("UTO", 3),
    ("Y", 1),
    ("", 3),
)
_PERMIT_I: Final = (
    ("SPECIMEN, TEST", 60),
    ("2", 1),
    ("UTO110085010101", 15),
    ("UTO", 3),
    ("测试乙", 15),
    ("20170616", 8),
    ("20270615", 8),
    ("19850101", 8),
    ("01", 2),
    ("1100", 4),
    ("I", 1),
    ("", 3),
)
_PERMIT_J: Final = (
    ("测试丙", 15),
    ("1", 1),
    ("", 2),
    ("19851231", 8),
    ("上海市测试区测试路3号", 35),
    ("820000198512310010", 18),
    ("测试市公安局", 15),
    ("20180901", 8),
    ("20230901", 8),
    ("H00000000", 9),
    ("01", 2),
    ("", 3),
    ("J", 1),
    ("", 3),
)
_NOBODIES: Final = {"Y": _PERMIT_Y, "I": _PERMIT_I, "J": _PERMIT_J}
"""made-up cards of each kind, so that what is read wrong in one kind is read wrong again"""
_NOWHERE: Final = "北京市朝阳区测试路2号"


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
    """Text and photo become a made-up card's, an address a made-up one; numbers of chips and modules become zeros."""
    if len(data) == ADDRESS_BYTES:
        return _block(((_NOWHERE, ADDRESS_BYTES // 2),))
    head = data[: 6 if len(data) > 4 + TEXT_BYTES + PHOTO_BYTES else 4]
    if not head.startswith(LENGTHS) or len(data) < len(head) + TEXT_BYTES:
        return bytes(len(data))
    rest = len(data) - len(head) - TEXT_BYTES
    flag = data[len(head) :][_FLAG].decode("utf-16-le", "replace")
    return head + _block(_NOBODIES.get(flag, _CITIZEN)) + bytes([MASK]) * rest


def _block(fields: tuple[tuple[str, int], ...]) -> bytes:
    return "".join(text.ljust(width) for text, width in fields).encode("utf-16-le")


def _escpos(side: Side, data: bytes) -> bytes:
    return data if side is Side.DEVICE or data in _QUESTIONS else bytes([MASK]) * len(data)


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
