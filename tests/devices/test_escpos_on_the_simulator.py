"""The receipt printer's promises on the simulated printer: another process, a real socket, real time."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from devices.driver import ReceiptPrinterDriver
from devices.receipt_printer import Printed, Uncertain
from devices.registry import create_device
from devices.settings import DeviceSettings
from devices.simulated.child import Child
from devices.status import DeviceClass
from tests.devices.contracts.receipt_printer_contract import RECEIPT, PaperHand, ReceiptPrinterContract
from tests.devices.hurried_clock import HURRIED
from tests.devices.simulated.hand import SimulatedHand


class SimulatedPaper(SimulatedHand):
    def paper(self, level: str) -> None:
        self.control.do("paper", level=level)

    def paper_out_after(self, lines: int) -> None:
        self.control.do("paper_out_after", lines=lines)

    def cover(self, *, is_open: bool) -> None:
        self.control.do("cover", open=is_open)

    def jam_at_cut(self) -> None:
        self.control.do("jam_at_cut")

    def jam_freed(self) -> None:
        self.control.do("jam", on=False)

    def silent(self, *, on: bool) -> None:
        self.control.do("silent", on=on)

    def printed(self) -> int:
        return len(self.control.state()["receipts"])

    def in_order(self) -> None:
        self.plug()
        for trouble in ("jam", "hold", "silent"):
            self.control.do(trouble, on=False)
        self.cover(is_open=False)
        self.paper("ok")
        self.control.do("power_cycle")
        self.control.do("clear")


@pytest.fixture(scope="module")
def printer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Child]:
    with Child.start("receipt_printer", ["--tray", str(tmp_path_factory.mktemp("tray"))]) as child:
        yield child


class TestSimulatedPrinter(ReceiptPrinterContract):
    @pytest.fixture(autouse=True)
    def child(self, printer: Child) -> None:
        self._child = printer

    @contextmanager
    def rig(self) -> Iterator[tuple[ReceiptPrinterDriver, SimulatedPaper]]:
        hand = SimulatedPaper(self._child.control)
        hand.in_order()
        settings = DeviceSettings(driver="escpos", port=self._child.url)
        yield create_device(DeviceClass.RECEIPT_PRINTER, settings, HURRIED), hand

    def test_a_cable_that_breaks_inside_a_receipt_does_not_cost_the_next_one(self) -> None:
        async def scene(printer: ReceiptPrinterDriver, hand: PaperHand) -> None:
            control = self._child.control
            control.do("hold", on=True)
            printing = asyncio.create_task(printer.print_receipt(RECEIPT))
            await asyncio.to_thread(control.wait_until, lambda state: state["waiting"] > 500, timeout_s=5)
            hand.unplug()
            assert isinstance(await printing, Uncertain)
            hand.plug()
            control.do("hold", on=False)
            assert await printer.print_receipt(RECEIPT) == Printed()

        self.play(scene)
