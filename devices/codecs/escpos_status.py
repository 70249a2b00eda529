"""What an ESC/POS printer says about itself: DLE EOT 1 to 4, GS r, and automatic status (ASB).

Each kind has fixed bits. Printers obey real-time requests even inside picture data, so an answer may come that nobody
asked for: bytes are told apart by their fixed bits, never by their order alone.
"""

from dataclasses import dataclass, replace
from typing import TypeAlias

REAL_TIME_REQUEST = b"\x10\x04"
CLEAR_BUFFERS = bytes.fromhex("10 14 08 01 03 14 01 06 02 08")
"""DLE DC4, function 8: obeyed at once, also when stopped. Epson's and Citizen's command references; others ignore it"""
_CLEARED = b"\x37\x25\x00"
XON, XOFF = 0x11, 0x13
_NEAR_END, _NO_PAPER = 0x0C, 0x60


@dataclass(frozen=True)
class PrinterFlags:
    """None where the printer has not said so: silence is never 'all well'."""

    offline: bool | None = None
    cover_open: bool | None = None
    paper_out: bool | None = None
    paper_low: bool | None = None
    cutter_error: bool | None = None
    unrecoverable: bool | None = None
    recoverable: bool | None = None
    head_hot: bool | None = None
    error: bool | None = None
    waiting: bool | None = None
    """until told to go on after an error"""
    feeding: bool | None = None
    """because somebody holds the button"""
    feed_button: bool | None = None
    drawer_pin_high: bool | None = None

    def merged(self, other: "PrinterFlags") -> "PrinterFlags":
        """The other's statements over these."""
        return replace(self, **{key: value for key, value in vars(other).items() if value is not None})


@dataclass(frozen=True)
class RealTime:
    """The answer to a DLE EOT; which one, only the asker knows."""

    byte: int


@dataclass(frozen=True)
class QueuedStatus:
    """The answer to GS r."""

    byte: int

    @property
    def paper_out(self) -> bool:
        return bool(self.byte & 0x0C)


@dataclass(frozen=True)
class Automatic:
    flags: PrinterFlags


@dataclass(frozen=True)
class Cleared:
    """The answer to DLE DC4 function 8: nothing of what was sent before is left in the printer."""


Statement: TypeAlias = RealTime | QueuedStatus | Automatic | Cleared


def decode_real_time(request: int, byte: int) -> PrinterFlags:
    """`request` is the n of DLE EOT n. ValueError when the byte cannot be its answer."""
    if byte & 0x93 != 0x12:
        raise ValueError(f"{byte:02X} is no answer to DLE EOT: its fixed bits are not 0xx1xx10")
    match request:
        case 1:
            return PrinterFlags(
                drawer_pin_high=bool(byte & 0x04),
                offline=bool(byte & 0x08),
                waiting=bool(byte & 0x20),
                feed_button=bool(byte & 0x40),
            )
        case 2:
            return PrinterFlags(
                cover_open=bool(byte & 0x04),
                feeding=bool(byte & 0x08),
                paper_out=bool(byte & 0x20),
                error=bool(byte & 0x40),
            )
        case 3:
            return PrinterFlags(
                recoverable=bool(byte & 0x04),
                cutter_error=bool(byte & 0x08),
                unrecoverable=bool(byte & 0x20),
                head_hot=bool(byte & 0x40),
            )
        case 4:
            return PrinterFlags(paper_low=bool(byte & _NEAR_END), paper_out=bool(byte & _NO_PAPER))
        case _:
            raise ValueError(f"there is no DLE EOT {request}")


def decode_queued(byte: int) -> PrinterFlags:
    """Of GS r 1. ValueError when the byte cannot be its answer."""
    if byte & 0x90:
        raise ValueError(f"{byte:02X} is no answer to GS r: its fixed bits are not 0xx0xxxx")
    return PrinterFlags(paper_low=bool(byte & 0x03), paper_out=QueuedStatus(byte).paper_out)


def decode_automatic(four: bytes) -> PrinterFlags:
    """ValueError when the fixed bits are not those of an automatic status."""
    if len(four) != 4:
        raise ValueError(f"an automatic status has 4 bytes, not {len(four)}")
    if four[0] & 0x93 != 0x10 or any(byte & 0x90 for byte in four[1:]):
        raise ValueError("the fixed bits are not those of an automatic status")
    return PrinterFlags(
        drawer_pin_high=bool(four[0] & 0x04),
        offline=bool(four[0] & 0x08),
        cover_open=bool(four[0] & 0x20),
        feeding=bool(four[0] & 0x40),
        waiting=bool(four[1] & 0x01),
        feed_button=bool(four[1] & 0x02),
        recoverable=bool(four[1] & 0x04),
        cutter_error=bool(four[1] & 0x08),
        unrecoverable=bool(four[1] & 0x20),
        head_hot=bool(four[1] & 0x40),
        paper_low=bool(four[2] & 0x03),
        paper_out=bool(four[2] & 0x0C),
    )


class StatusParser:
    """Tells the printer's statements apart as their bytes come."""

    def __init__(self) -> None:
        self._automatic = b""
        self._cleared = b""

    def feed(self, data: bytes) -> list[Statement]:
        return [statement for byte in data if (statement := self._take(byte)) is not None]

    def _take(self, byte: int) -> Statement | None:
        if self._cleared:
            return self._continue_cleared(byte)
        if self._automatic:
            return self._continue(byte)
        if byte == _CLEARED[0]:
            self._cleared = bytes([byte])
            return None
        if byte in (XON, XOFF):
            return None
        if byte & 0x93 == 0x10:
            self._automatic = bytes([byte])
            return None
        if byte & 0x93 == 0x12:
            return RealTime(byte)
        return QueuedStatus(byte) if byte & 0x90 == 0 else None

    def _continue(self, byte: int) -> Statement | None:
        if byte & 0x90:
            self._automatic = b""
            return self._take(byte)
        self._automatic += bytes([byte])
        if len(self._automatic) < 4:
            return None
        four, self._automatic = self._automatic, b""
        return Automatic(decode_automatic(four))

    def _continue_cleared(self, byte: int) -> Statement | None:
        """Flow control may come in between, as in every answer."""
        if byte in (XON, XOFF):
            return None
        begun = self._cleared + bytes([byte])
        if not _CLEARED.startswith(begun):
            self._cleared = b""
            return self._take(byte)
        self._cleared = b"" if begun == _CLEARED else begun
        return Cleared() if begun == _CLEARED else None
