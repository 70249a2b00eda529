"""What staff may try in vendor mode: every device once more, and a slip from the receipt printer."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from devices.receipt_printer import NotPrinted, NotPrintedReason, Printed, PrintOutcome, ReceiptDocument, Uncertain
from devices.status import Actor, DeviceClass, DeviceState, DeviceStatus, Fault
from flows.staff import DeviceTest
from kiosk.device_board import DriverBoard

PRINTER, READER = DeviceClass.RECEIPT_PRINTER, DeviceClass.ID_CARD_READER


class Printer:
    def __init__(self, outcome: PrintOutcome) -> None:
        self.outcome = outcome
        self.slips: list[ReceiptDocument] = []

    async def print_receipt(self, receipt: ReceiptDocument) -> PrintOutcome:
        self.slips.append(receipt)
        return self.outcome


def tried(device: DeviceClass, statuses: Mapping[DeviceClass, DeviceStatus], printer: Any = None) -> DeviceTest:
    async def ask(one: DeviceClass) -> DeviceStatus | None:
        return statuses.get(one)

    board = DriverBoard({PRINTER: printer}, lambda: statuses, lambda: datetime(2026, 11, 25, 10, 24, tzinfo=UTC), ask)
    return asyncio.run(board.test(device))


def test_a_device_is_asked_and_its_trouble_told() -> None:
    silent = DeviceStatus(READER, DeviceState.OFFLINE, fault=Fault("no_answer", Actor.STAFF))
    assert tried(READER, {READER: DeviceStatus(READER, DeviceState.ONLINE)}) == DeviceTest(True, "online")
    assert tried(READER, {READER: silent}) == DeviceTest(False, "offline · no_answer (staff)")
    assert tried(READER, {}) == DeviceTest(False, "not fitted")


@pytest.mark.parametrize(
    ("outcome", "passed", "detail"),
    [
        (Printed(), True, "printed"),
        (Printed(paper_low=True), True, "printed, paper low"),
        (NotPrinted(NotPrintedReason.PAPER_OUT), False, "paper_out"),
        (Uncertain("no sentinel"), False, "uncertain no sentinel"),
    ],
)
def test_the_printer_prints_a_slip_and_is_believed_only_when_it_says_so(
    outcome: PrintOutcome, passed: bool, detail: str
) -> None:
    printer = Printer(outcome)
    assert tried(PRINTER, {PRINTER: DeviceStatus(PRINTER, DeviceState.ONLINE)}, printer) == DeviceTest(passed, detail)
    assert len(printer.slips) == 1


def test_a_printer_in_trouble_prints_nothing() -> None:
    printer = Printer(Printed())
    assert not tried(PRINTER, {PRINTER: DeviceStatus(PRINTER, DeviceState.OFFLINE)}, printer).passed
    assert printer.slips == []
