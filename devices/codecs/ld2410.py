"""Reports of the HLK-LD2410 radar: head, length, kind, AA, state, distances and energies, 55, 00, tail."""

from typing import Final

from devices.presence_sensor import Presence

HEAD: Final = bytes.fromhex("F4F3F2F1")
TAIL: Final = bytes.fromhex("F8F7F6F5")
BASIC: Final = 0x02
_ENGINEERING: Final = 0x01
LONGEST: Final = 64
_MOVING, _STILL, _BOTH = 1, 2, 3


class ReportParser:
    """Takes bytes as they come and returns the reports they complete; everything else is skipped."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> list[Presence]:
        self._buffer += data
        reports = []
        while (body := self._next()) is not None:
            if (report := _decode(body)) is not None:
                reports.append(report)
        return reports

    def _next(self) -> bytes | None:
        """The body of the next whole frame."""
        while (start := self._buffer.find(HEAD)) >= 0:
            del self._buffer[:start]
            if len(self._buffer) < 6:
                return None
            length = int.from_bytes(self._buffer[4:6], "little")
            end = 6 + length + len(TAIL)
            if length <= LONGEST and len(self._buffer) < end:
                return None
            if length <= LONGEST and self._buffer[6 + length : end] == TAIL:
                body = bytes(self._buffer[6 : 6 + length])
                del self._buffer[:end]
                return body
            del self._buffer[:1]
        del self._buffer[: max(0, len(self._buffer) - len(HEAD) + 1)]
        return None


def _decode(body: bytes) -> Presence | None:
    """None for a report whose marks are not where they belong."""
    whole = len(body) >= 13 and body[0] in (BASIC, _ENGINEERING) and body[1] == 0xAA and body[-2:-1] == b"\x55"
    if not whole or body[2] > _BOTH:
        return None
    state = body[2]
    moving_cm, still_cm = int.from_bytes(body[3:5], "little"), int.from_bytes(body[6:8], "little")
    distance = {_MOVING: moving_cm, _STILL: still_cm, _BOTH: min(moving_cm, still_cm)}.get(state, 0)
    return Presence(somebody=state != 0, moving=state in (_MOVING, _BOTH), centimetres=distance)
