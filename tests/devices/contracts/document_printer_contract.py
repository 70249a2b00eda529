"""What every document printer promises: printed means that the printer said so, and a stuck job is taken back."""

import asyncio
from typing import Protocol

import pytest

from devices.driver import DocumentPrinterDriver
from devices.receipt_printer import NotPrinted, NotPrintedReason, Printed
from devices.status import Actor, DeviceClass, DeviceState, Supply, SupplyState
from tests.devices.contracts.driver_contract import CableHand, DriverContract

PDF = b"%PDF-1.7\n%%EOF\n"


class DocumentHand(CableHand, Protocol):
    def paper(self, level: str) -> None:
        """ok, low or out"""
        ...

    def jam(self) -> None: ...

    def cover(self) -> None:
        """Opens it."""
        ...

    def abort_next(self) -> None: ...

    def printed(self) -> list[bytes]:
        """The documents that came out."""
        ...


class DocumentPrinterContract(DriverContract[DocumentPrinterDriver, DocumentHand]):
    device = DeviceClass.DOCUMENT_PRINTER

    def test_the_document_arrives_whole_and_comes_out_once(self) -> None:
        async def scene(printer: DocumentPrinterDriver, hand: DocumentHand) -> None:
            assert await printer.print_pdf(PDF, title="证明") == Printed()
            assert hand.printed() == [PDF]

        self.play(scene)

    def test_little_paper_prints_and_warns(self) -> None:
        async def scene(printer: DocumentPrinterDriver, hand: DocumentHand) -> None:
            hand.paper("low")
            assert await printer.print_pdf(PDF, title="x") == Printed(paper_low=True)
            assert Supply("paper", SupplyState.LOW) in (await printer.status()).supplies

        self.play(scene)

    @pytest.mark.parametrize(
        ("trouble", "reason", "state", "kind"),
        [
            ("out", NotPrintedReason.PAPER_OUT, DeviceState.ONLINE, "paper_out"),
            ("jam", NotPrintedReason.JAMMED, DeviceState.HARDWARE_ERROR, "paper_jam"),
            ("cover", NotPrintedReason.COVER_OPEN, DeviceState.USER_ERROR, "cover_open"),
        ],
    )
    def test_a_printer_in_trouble_is_sent_nothing_and_says_who_must_act(
        self, trouble: str, reason: NotPrintedReason, state: DeviceState, kind: str
    ) -> None:
        async def scene(printer: DocumentPrinterDriver, hand: DocumentHand) -> None:
            {"out": lambda: hand.paper("out"), "jam": hand.jam, "cover": hand.cover}[trouble]()
            outcome = await printer.print_pdf(PDF, title="x")
            assert isinstance(outcome, NotPrinted)
            assert outcome.reason is reason
            status = await printer.status()
            assert (status.state, status.usable) == (state, False)
            assert status.fault is not None
            assert (status.fault.kind, status.fault.actor) == (kind, Actor.STAFF)
            assert hand.printed() == []

        self.play(scene)

    def test_a_job_that_dies_half_way_is_not_printed(self) -> None:
        async def scene(printer: DocumentPrinterDriver, hand: DocumentHand) -> None:
            hand.abort_next()
            assert isinstance(await printer.print_pdf(PDF, title="x"), NotPrinted)
            assert hand.printed() == []

        self.play(scene)

    def test_an_unplugged_printer_is_offline_and_nothing_was_sent(self) -> None:
        async def scene(printer: DocumentPrinterDriver, hand: DocumentHand) -> None:
            hand.unplug()
            outcome = await printer.print_pdf(PDF, title="x")
            assert isinstance(outcome, NotPrinted)
            assert outcome.reason is NotPrintedReason.OFFLINE

        self.play(scene)

    def test_the_status_during_a_job_is_busy(self) -> None:
        async def scene(printer: DocumentPrinterDriver, hand: DocumentHand) -> None:
            printing = asyncio.create_task(printer.print_pdf(PDF, title="x"))
            await asyncio.sleep(0)
            assert (await printer.status()).state is DeviceState.DEVICE_BUSY
            assert await printing == Printed()

        self.play(scene)
