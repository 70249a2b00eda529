"""The code scanner: an opaque line of text from a barcode or a QR shown to it."""

from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from devices.status import DeviceStatus


@dataclass(frozen=True)
class CodeRead:
    text: str = field(repr=False)


@dataclass(frozen=True)
class NoCode:
    """Nothing was shown within the deadline."""


@dataclass(frozen=True)
class ScannerUnavailable:
    detail: str = ""


CodeOutcome: TypeAlias = CodeRead | NoCode | ScannerUnavailable


class CodeScanner(Protocol):
    async def status(self) -> DeviceStatus: ...

    async def read_code(self, *, deadline_s: float) -> CodeOutcome: ...
