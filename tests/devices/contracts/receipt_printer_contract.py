"""What every receipt printer driver promises: a receipt is out only when the printer said so."""

import asyncio
from typing import Protocol

from devices.driver import ReceiptPrinterDriver
from devices.receipt_printer import (
    Align,
    Code128,
    Feed,
    NotPrinted,
    NotPrintedReason,
    Pair,
    Printed,
    QrCode,
    ReceiptDocument,
    Rule,
    Text,
    Uncertain,
)
from devices.status import DeviceClass, DeviceState, Position, Supply, SupplyState
from tests.devices.contracts.driver_contract import CableHand, DriverContract

RECEIPT = ReceiptDocument(
    (
        Text("政务服务银行办", align=Align.CENTER, bold=True, scale=2),
        Rule(),
        Pair("受理编号", "310104-20251124-0001"),
        Pair("姓名", "陈䶮"),
        *(Text(f"第{line}行") for line in range(12)),
        Code128("3101042025112400"),
        QrCode("https://hall.example/s/0001"),
        Feed(2),
    )
)


class PaperHand(CableHand, Protocol):
    def paper(self, level: str) -> None: ...
    def paper_out_after(self, lines: int) -> None: ...
    def cover(self, *, is_open: bool) -> None: ...
    def jam_at_cut(self) -> None: ...
    def jam_freed(self) -> None: ...
    def silent(self, *, on: bool) -> None: ...
    def printed(self) -> int: ...


class ReceiptPrinterContract(DriverContract[ReceiptPrinterDriver, PaperHand]):
    device = DeviceClass.RECEIPT_PRINTER

    def test_a_receipt_comes_out_once(self) -> None:
        async def scene(printer: ReceiptPrinterDriver, hand: PaperHand) -> None:
            before = hand.printed()
            assert await printer.print_receipt(RECEIPT) == Printed()
            assert hand.printed() == before + 1

        self.play(scene)

    def test_little_paper_prints_and_warns(self) -> None:
        async def scene(printer: ReceiptPrinterDriver, hand: PaperHand) -> None:
            hand.paper("near")
            assert await printer.print_receipt(RECEIPT) == Printed(paper_low=True)
            status = await printer.status()
            assert status.supplies == (Supply("paper", SupplyState.LOW),)
            assert status.usable

        self.play(scene)

    def test_without_paper_nothing_is_sent(self) -> None:
        async def scene(printer: ReceiptPrinterDriver, hand: PaperHand) -> None:
            before = hand.printed()
            hand.paper("out")
            assert await printer.print_receipt(RECEIPT) == NotPrinted(NotPrintedReason.PAPER_OUT)
            status = await printer.status()
            assert status.supplies == (Supply("paper", SupplyState.OUT),)
            assert not status.usable
            hand.paper("ok")
            assert (await printer.status()).usable
            assert hand.printed() == before

        self.play(scene)

    def test_an_open_cover_is_something_a_person_must_close(self) -> None:
        async def scene(printer: ReceiptPrinterDriver, hand: PaperHand) -> None:
            assert (await printer.status()).position is Position.IN_POSITION
            hand.cover(is_open=True)
            assert (await printer.status()).position is Position.NOT_IN_POSITION
            assert await printer.print_receipt(RECEIPT) == NotPrinted(NotPrintedReason.COVER_OPEN)
            status = await printer.status()
            assert status.state is DeviceState.USER_ERROR
            assert status.fault is not None
            assert status.fault.kind == "cover_open"

        self.play(scene)

    def test_paper_that_ends_inside_a_receipt_is_not_printed(self) -> None:
        async def scene(printer: ReceiptPrinterDriver, hand: PaperHand) -> None:
            hand.paper_out_after(5)
            assert await printer.print_receipt(RECEIPT) == NotPrinted(NotPrintedReason.PAPER_OUT, "while printing")
            hand.paper("ok")
            assert await printer.print_receipt(RECEIPT) == Printed()
            assert hand.printed() == 2, "the piece of the first, cut off, and the second: nothing came out twice"

        self.play(scene)

    def test_a_cutter_that_jams_leaves_the_slip_hanging(self) -> None:
        async def scene(printer: ReceiptPrinterDriver, hand: PaperHand) -> None:
            hand.jam_at_cut()
            assert await printer.print_receipt(RECEIPT) == Uncertain("jammed while printing")
            status = await printer.status()
            assert status.fault is not None
            assert status.fault.kind == "cutter_jammed"
            hand.jam_freed()
            assert await printer.print_receipt(RECEIPT) == Printed()

        self.play(scene)

    def test_after_a_broken_cable_the_next_receipt_comes_out(self) -> None:
        async def scene(printer: ReceiptPrinterDriver, hand: PaperHand) -> None:
            hand.unplug()
            hand.plug()
            assert await printer.print_receipt(RECEIPT) == Printed()
            assert hand.printed() == 1

        self.play(scene)

    def test_a_silent_printer_is_offline_and_nothing_is_sent(self) -> None:
        async def scene(printer: ReceiptPrinterDriver, hand: PaperHand) -> None:
            hand.silent(on=True)
            assert await printer.print_receipt(RECEIPT) == NotPrinted(NotPrintedReason.OFFLINE, "no answer")
            assert (await printer.status()).state is DeviceState.OFFLINE

        self.play(scene)

    def test_the_status_during_a_job_is_busy(self) -> None:
        async def scene(printer: ReceiptPrinterDriver, hand: PaperHand) -> None:
            printing = asyncio.create_task(printer.print_receipt(RECEIPT))
            await asyncio.sleep(0)
            assert (await printer.status()).state is DeviceState.DEVICE_BUSY
            assert not isinstance(await printing, Uncertain)

        self.play(scene)
