"""Explains one frame from a serial log, or says what is wrong with it. Never shows what a card or a code says."""

import re
from typing import Final

from devices.commissioning import escpos_frames, ga467_frames, locker_frames
from devices.commissioning.explanation import Explanation

NO_BYTES: Final = "there are no bytes"
LONGEST_BESIDE: Final = 256
"""of what is searched for a frame that is whole by itself"""
_PREFIXED: Final = re.compile(r"(?:0x|\\x)([0-9a-f]*)")


def families() -> tuple[str, ...]:
    """Every family that can be explained; a new locker driver is among them by itself."""
    return (ga467_frames.FAMILY, *locker_frames.families(), escpos_frames.FAMILY)


def parse_hex(text: str) -> bytes:
    r"""Spaces, commas, colons, dashes, 0x, \x, either case. ValueError for anything else and for half a byte."""
    lowered = text.lower()
    if half := next((found for found in _PREFIXED.finditer(lowered) if len(found[1]) % 2 or not found[1]), None):
        raise ValueError(f"{half[0]!r} is not whole bytes")
    digits = re.sub(r"0x|\\x|[\s,:-]", "", lowered)
    if not digits:
        raise ValueError(NO_BYTES)
    if wrong := sorted(set(digits) - set("0123456789abcdef")):
        raise ValueError(f"{wrong[0]!r} is not a hexadecimal digit")
    if len(digits) % 2:
        raise ValueError(f"{len(digits)} digits are not whole bytes")
    return bytes.fromhex(digits)


def explain(family: str, data: bytes) -> Explanation:
    """ValueError says what is wrong with the frame. KeyError for an unknown family."""
    if not data:
        raise ValueError(NO_BYTES)
    try:
        return _explain(family, data)
    except ValueError as error:
        raise ValueError(f"{error}{_advice(family, data)}") from error


def _explain(family: str, data: bytes) -> Explanation:
    match family:
        case ga467_frames.FAMILY:
            return ga467_frames.explain(data)
        case escpos_frames.FAMILY:
            return escpos_frames.explain(data)
        case _:
            return locker_frames.explain(family, data)


def _advice(family: str, data: bytes) -> str:
    """For a log's line that is more than one frame, or one of another device."""
    for size in range(1, min(len(data), LONGEST_BESIDE)):
        if _is_explained(family, data[:size]):
            return f"; the first {size} bytes are a whole frame: give one at a time"
    others = [other for other in families() if other != family and _is_explained(other, data)]
    return f"; {' and '.join(others)} would know it" if others else ""


def _is_explained(family: str, data: bytes) -> bool:
    try:
        _explain(family, data)
    except ValueError:
        return False
    return True
