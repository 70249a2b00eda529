"""The status bytes of an ESC/POS printer (devices.md 3.1)."""

from dataclasses import dataclass

IDENTITY = {65: "1.00", 66: "SIMULATED", 67: "SIM-80", 68: "SIM0000001", 69: "GB18030"}


@dataclass(frozen=True)
class PrinterCondition:
    near_end: bool
    paper_out: bool
    cover_open: bool
    cutter_jammed: bool
    head_hot: bool = False
    """the printer recovers by itself once it has cooled"""

    @property
    def offline(self) -> bool:
        return self.paper_out or self.cover_open or self.cutter_jammed or self.head_hot


def real_time_status(number: int, condition: PrinterCondition) -> bytes:
    """The answer to DLE EOT 1 to 4."""
    match number:
        case 1:
            bits = 0x08 if condition.offline else 0
        case 2:
            error = condition.cutter_jammed or condition.head_hot
            bits = _bits((condition.cover_open, 0x04), (condition.paper_out, 0x20), (error, 0x40))
        case 3:
            bits = _bits((condition.cutter_jammed, 0x08), (condition.head_hot, 0x40))
        case _:
            bits = _bits((condition.near_end, 0x0C), (condition.paper_out, 0x60))
    return bytes([0x12 | bits])


def paper_status(condition: PrinterCondition) -> bytes:
    """The answer to GS r 1."""
    return bytes([_bits((condition.near_end, 0x03), (condition.paper_out, 0x0C))])


def status_back(condition: PrinterCondition) -> bytes:
    """The four bytes that GS a switches on."""
    first = 0x10 | _bits((condition.offline, 0x08), (condition.cover_open, 0x20))
    return bytes(
        [first, _bits((condition.cutter_jammed, 0x08), (condition.head_hot, 0x40)), paper_status(condition)[0], 0]
    )


def identity(number: int) -> bytes:
    """The answer to GS I."""
    if number in (1, 2, 49, 50):
        return b"\x02"
    return b"_" + IDENTITY.get(number, "").encode() + b"\x00"


def _bits(*parts: tuple[bool, int]) -> int:
    return sum(value for is_set, value in parts if is_set)
