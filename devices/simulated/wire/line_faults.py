"""What can go wrong on the wire between an answer and the terminal, the same for every serial device."""

from dataclasses import dataclass
from enum import StrEnum

from devices.simulated.delays import DRIP_S, LATE_S, SPLIT_S

GARBAGE = bytes.fromhex("00FFAA9655AAAA")
"""has the beginnings of several frame headers in it"""


class LineFault(StrEnum):
    NORMAL = "normal"
    DRIP = "drip"
    """one byte at a time"""
    SPLIT = "split"
    """in two pieces with a pause between"""
    GARBAGE = "garbage"
    """bytes of noise before the answer"""
    BAD_CHECKSUM = "bad_checksum"
    """a flipped bit in the last byte"""
    FLIPPED = "flipped"
    """a flipped bit in the byte at the given offset"""
    TRUNCATED = "truncated"
    """the end of the answer is lost"""
    TWICE = "twice"
    """the answer comes twice"""
    LATE = "late"
    """the answer comes when nobody waits for it any more"""
    DISCONNECT = "disconnect"
    """the cable goes in the middle of the answer"""


@dataclass(frozen=True)
class Delivery:
    """Bytes for the terminal and how they arrive: in these parts, `pause_s` apart."""

    parts: tuple[bytes, ...]
    pause_s: float = 0.0
    delay_s: float = 0.0
    """before the first part"""
    then_break: bool = False


def deliver(data: bytes, fault: LineFault = LineFault.NORMAL, *, at: int | None = None) -> Delivery:
    """`at`: where a split, a flip, a truncation or a disconnect happens; the middle when not given."""
    middle = min(len(data) // 2 if at is None else at, len(data))
    match fault:
        case LineFault.NORMAL:
            return Delivery((data,))
        case LineFault.DRIP:
            return Delivery(tuple(data[place : place + 1] for place in range(len(data))), DRIP_S)
        case LineFault.SPLIT:
            return Delivery((data[:middle], data[middle:]), SPLIT_S)
        case LineFault.GARBAGE:
            return Delivery((GARBAGE + data,))
        case LineFault.BAD_CHECKSUM:
            return Delivery((_flipped(data, len(data) - 1),))
        case LineFault.FLIPPED:
            return Delivery((_flipped(data, middle),))
        case LineFault.TRUNCATED:
            return Delivery((data[:middle],))
        case LineFault.TWICE:
            return Delivery((data + data,))
        case LineFault.LATE:
            return Delivery((data,), delay_s=LATE_S)
        case LineFault.DISCONNECT:
            return Delivery((data[:middle],), then_break=True)


def _flipped(data: bytes, place: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 0x01]) + data[place + 1 :] if place < len(data) else data
