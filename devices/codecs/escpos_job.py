"""A receipt as ESC/POS bytes, in the portable subset that the cheap printers of branch terminals obey."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import assert_never

from devices.codecs.columns import width
from devices.codecs.escpos_raster import code128_picture, encode_raster, indented, qr_picture
from devices.codecs.escpos_text import can_be_text, encode_text
from devices.codecs.line_picture import COLUMN_DOTS, find_fonts, line_picture
from devices.codecs.receipt_lines import FeedLines, Item, Line, lay_out
from devices.receipt_printer import Align, Code128, QrCode, ReceiptDocument

INITIALISE = b"\x1b\x40"
CHINESE_MODE = b"\x1c\x26"
NO_AUTOMATIC_STATUS = b"\x1d\x61\x00"
FEED_AND_CUT = b"\x1d\x56\x42\x00"
SENTINEL = b"\x1d\x72\x01"
"""GS r 1 is queued like everything else: its answer means that everything before it was processed"""
SENTINELS = 2
"""one before the cut, one after it: without the first answer the slip is certainly not whole"""
BAR_DOTS = 80
_ALIGNMENTS = {Align.LEFT: 0, Align.CENTER: 1, Align.RIGHT: 2}


@dataclass(frozen=True)
class Paper:
    """At 203 dots an inch; a column is 12 dots."""

    dots: int

    @property
    def columns(self) -> int:
        return self.dots // COLUMN_DOTS


PAPERS = {80: Paper(576), 58: Paper(384)}


def encode_receipt(document: ReceiptDocument, paper: Paper, fonts: tuple[str, ...] = ()) -> bytes:
    """The whole job from initialising to the cut, with a sentinel on either side of it.

    ValueError for a code that cannot carry its text.

    `fonts`: font files for rare characters, found on the system when empty.
    """
    items = lay_out(document, paper.columns)
    return INITIALISE + CHINESE_MODE + b"".join(_encode(items, paper, fonts)) + SENTINEL + FEED_AND_CUT + SENTINEL


def _encode(items: Iterable[Item], paper: Paper, fonts: tuple[str, ...]) -> Iterable[bytes]:
    style = Line("")
    for item in items:
        match item:
            case Line() if can_be_text(item.text):
                yield _change(style, item) + encode_text(item.text) + b"\n"
                style = item
            case Line():
                yield _change(style, Line("")) + _drawn(item, paper, fonts)
                style = Line("")
            case FeedLines(count):
                yield b"\x1b\x64" + bytes([max(0, min(255, count))])
            case Code128() | QrCode():
                yield _change(style, Line("")) + _code(item, paper)
                style = Line("")
            case _:
                assert_never(item)


def _change(before: Line, after: Line) -> bytes:
    """Only what differs is sent."""
    change = b""
    if before.align is not after.align:
        change += b"\x1b\x61" + bytes([_ALIGNMENTS[after.align]])
    if before.bold is not after.bold:
        change += b"\x1b\x45" + bytes([after.bold])
    if before.scale != after.scale:
        change += b"\x1d\x21" + bytes([(after.scale - 1) << 4 | (after.scale - 1)])
    return change


def _drawn(line: Line, paper: Paper, fonts: tuple[str, ...]) -> bytes:
    room = paper.columns // line.scale - width(line.text)
    left = {Align.LEFT: 0, Align.CENTER: room // 2, Align.RIGHT: room}[line.align]
    text = " " * left + line.text
    return encode_raster(line_picture(text, fonts or find_fonts(), bold=line.bold, scale=line.scale))


def _code(code: Code128 | QrCode, paper: Paper) -> bytes:
    if isinstance(code, QrCode):
        picture = qr_picture(code.data, _dots_per_module(qr_picture(code.data, 1).width, paper.dots // 2, most=6))
    else:
        modules = code128_picture(code.data, dots_per_module=1, height=1).width
        dots = _dots_per_module(modules, paper.dots, most=3)
        picture = code128_picture(code.data, dots_per_module=dots, height=BAR_DOTS)
    if picture.width > paper.dots:
        raise ValueError(f"a code of {picture.width} dots does not fit on {paper.dots}")
    return encode_raster(indented(picture, paper.dots))


def _dots_per_module(modules: int, room: int, *, most: int) -> int:
    return max(1, min(most, room // modules))
