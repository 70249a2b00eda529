"""The receipt printer: prints a voucher and says truthfully whether it came out."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeAlias

from devices.status import DeviceStatus


class Align(StrEnum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True)
class Text:
    """One paragraph; the printer wraps it. `scale` 1 to 4 multiplies height and width."""

    text: str
    align: Align = Align.LEFT
    bold: bool = False
    scale: int = 1


@dataclass(frozen=True)
class Pair:
    """A label at the left edge and its value after it, wrapped under the value."""

    label: str
    value: str


@dataclass(frozen=True)
class Rule:
    """A line across the paper."""


@dataclass(frozen=True)
class Code128:
    data: str
    """ASCII"""


@dataclass(frozen=True)
class QrCode:
    data: str


@dataclass(frozen=True)
class Feed:
    lines: int = 1


ReceiptPart: TypeAlias = Text | Pair | Rule | Code128 | QrCode | Feed


@dataclass(frozen=True)
class ReceiptDocument:
    parts: tuple[ReceiptPart, ...]
    reprint: bool = False
    """a second copy carries 补打"""


@dataclass(frozen=True)
class Printed:
    paper_low: bool = False


class NotPrintedReason(StrEnum):
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    JAMMED = "jammed"
    """cutter or paper path"""
    OFFLINE = "offline"
    FAULT = "fault"


@dataclass(frozen=True)
class NotPrinted:
    reason: NotPrintedReason
    detail: str = ""


@dataclass(frozen=True)
class Uncertain:
    """The bytes left, the end was not confirmed. Never repeated without asking the customer."""

    detail: str = ""


PrintOutcome: TypeAlias = Printed | NotPrinted | Uncertain


class ReceiptPrinter(Protocol):
    async def status(self) -> DeviceStatus: ...

    async def print_receipt(self, document: ReceiptDocument) -> PrintOutcome: ...
