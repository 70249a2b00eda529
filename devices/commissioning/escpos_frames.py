"""What a receipt printer says about itself, explained: the question and its answer, or a status that came by itself."""

from typing import Final

from devices.codecs.escpos_status import (
    REAL_TIME_REQUEST,
    PrinterFlags,
    decode_automatic,
    decode_queued,
    decode_real_time,
)
from devices.commissioning.explanation import Explanation

FAMILY: Final = "escpos-status"
_SIZE: Final = 4
_QUEUED_REQUESTS: Final = (b"\x1d\x72\x01", b"\x1d\x72\x31")
_QUESTIONS: Final = range(1, 5)
_RECOVERABLE_AND_LOW: Final = 3
"""10 04 03 and a byte below 10 is a whole automatic status too: the error can be recovered from, the paper is low"""


def explain(data: bytes) -> Explanation:
    """ValueError says what is wrong with the frame."""
    if len(data) != _SIZE:
        wanted = f"10 04 n and the answer, or an automatic status of {_SIZE} bytes"
        raise ValueError(f"wanted are {wanted}, not {len(data)} bytes")
    question, answer = data[:-1], data[-1]
    if question in _QUEUED_REQUESTS:
        fields = {"request": data[2], "byte": answer, **_flags(decode_queued(answer))}
        return Explanation(FAMILY, "queued", fields)
    if question.startswith(REAL_TIME_REQUEST) and not _is_automatic(data):
        fields = {"request": data[2], "byte": answer, **_flags(decode_real_time(data[2], answer))}
        return Explanation(FAMILY, "real_time", fields)
    return Explanation(FAMILY, "automatic", {"bytes": list(data), **_flags(decode_automatic(data))})


def _is_automatic(data: bytes) -> bool:
    """Though its first bytes are those of a question."""
    return (data[2] not in _QUESTIONS or data[2] == _RECOVERABLE_AND_LOW) and not (data[2] | data[3]) & 0x90


def _flags(flags: PrinterFlags) -> dict[str, object]:
    return {name: value for name, value in vars(flags).items() if value is not None}
