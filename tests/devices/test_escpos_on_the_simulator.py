"""The receipt printer's promises on the simulated printer: another process, a real socket, real time."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from devices.receipt_printer import Printed, Uncertain
from devices.registry import create_device
from devices.settings import DeviceSettings
from devices.simulated.child import Child
from devices.simulated.control import DeviceControl
from devices.status import DeviceClass
from tests.devices.contracts.receipt_printer_contract import RECEIPT, ReceiptPrinterContract, Rig


class SimulatedHand:
    def __init__(self, control: DeviceControl) -> None:
        self._control = control

    def paper(self, level: str) -> None:
        self._control.do("paper", level=level)

    def paper_out_after(self, lines: int) -> None:
        self._control.do("paper_out_after", lines=lines)

    def cover(self, *, is_open: bool) -> None:
        self._control.do("cover", open=is_open)

    def jam_at_cut(self) -> None:
        self._control.do("jam_at_cut")

    def jam_freed(self) -> None:
        self._control.do("jam", on=False)

    def unplug(self) -> None:
        self._control.do("unplug")
        self._control.do("plug")

    def silent(self, *, on: bool) -> None:
        self._control.do("silent", on=on)

    def printed(self) -> int:
        return len(self._control.state()["receipts"])


class TestSimulatedPrinter(ReceiptPrinterContract):
    @pytest.fixture(autouse=True)
    def child(self, tmp_path: Path) -> Iterator[None]:
        with Child.start("receipt_printer", ["--tray", str(tmp_path)]) as self._child:
            yield

    @contextmanager
    def rig(self) -> Iterator[Rig]:
        settings = DeviceSettings(driver="escpos", port=self._child.url)
        yield Rig(create_device(DeviceClass.RECEIPT_PRINTER, settings), SimulatedHand(self._child.control))

    def test_a_cable_that_breaks_inside_a_receipt_does_not_cost_the_next_one(self) -> None:
        async def scene(rig: Rig) -> None:
            control = self._child.control
            control.do("hold", on=True)
            printing = asyncio.create_task(rig.printer.print_receipt(RECEIPT))
            await asyncio.to_thread(control.wait_until, lambda state: state["waiting"] > 500, timeout_s=5)
            control.do("unplug")
            assert isinstance(await printing, Uncertain)
            control.do("plug")
            control.do("hold", on=False)
            assert await rig.printer.print_receipt(RECEIPT) == Printed()

        self.play(scene)
