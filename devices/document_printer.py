"""The A4 printer: prints a PDF that the hall made, and follows the job to its end."""

from typing import Protocol

from devices.receipt_printer import PrintOutcome
from devices.status import DeviceStatus


class DocumentPrinter(Protocol):
    async def status(self) -> DeviceStatus: ...

    async def print_pdf(self, pdf: bytes, *, title: str) -> PrintOutcome:
        """`title` goes to the printer's job list: never personal."""
        ...
