"""A receipt as the lines and codes that come out of the printer, still without a byte."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeAlias, assert_never

from devices.codecs.columns import pad, printable, width, wrap
from devices.receipt_printer import Align, Code128, Feed, Pair, QrCode, ReceiptDocument, ReceiptPart, Rule, Text

REPRINT_MARK = "补打"
LONGEST_LABEL = 16
"""columns; a longer label gets a line of its own"""


@dataclass(frozen=True)
class Line:
    text: str
    align: Align = Align.LEFT
    bold: bool = False
    scale: int = 1


@dataclass(frozen=True)
class FeedLines:
    count: int


Item: TypeAlias = Line | FeedLines | Code128 | QrCode


def lay_out(document: ReceiptDocument, columns: int) -> list[Item]:
    """In the order of printing, every line at most `columns` wide at its scale."""
    parts: tuple[ReceiptPart, ...] = document.parts
    if document.reprint:
        parts = (Text(REPRINT_MARK, align=Align.CENTER, bold=True, scale=2), *parts)
    items: list[Item] = []
    for are_pairs, group in groupby(parts, key=lambda part: isinstance(part, Pair)):
        members = list(group)
        items += _pairs([part for part in members if isinstance(part, Pair)], columns) if are_pairs else []
        items += [] if are_pairs else [item for part in members for item in _part(part, columns)]
    return items


def _part(part: ReceiptPart, columns: int) -> Iterator[Item]:
    match part:
        case Text(text, align, bold, scale):
            scale = max(1, min(4, scale))
            yield from (Line(line, align, bold, scale) for line in wrap(printable(text), columns // scale))
        case Rule():
            yield Line("-" * columns)
        case Feed(lines):
            yield FeedLines(lines)
        case Code128() | QrCode():
            yield part
        case Pair():
            yield from _pairs([part], columns)
        case _:
            assert_never(part)


def _pairs(pairs: Sequence[Pair], columns: int) -> Iterator[Item]:
    """Neighbouring pairs share one left edge for their values."""
    pairs = [Pair(printable(pair.label).replace("\n", " "), printable(pair.value)) for pair in pairs]
    labels = [width(pair.label) for pair in pairs if width(pair.label) <= LONGEST_LABEL]
    edge = max(labels, default=0) + 1
    for pair in pairs:
        lines = wrap(pair.value, columns - edge)
        if width(pair.label) > LONGEST_LABEL:
            yield from (Line(line) for line in wrap(pair.label, columns))
        else:
            yield Line(pad(pair.label, edge) + lines.pop(0))
        yield from (Line(" " * edge + line) for line in lines)
