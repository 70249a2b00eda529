"""The receipt printer's promises on the simulated printer: another process, a real socket, real time."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from devices.registry import create_device
from devices.settings import DeviceSettings
from devices.simulated.child import Child
from devices.simulated.control import DeviceControl
from devices.status import DeviceClass
from tests.devices.contracts.receipt_printer_contract import ReceiptPrinterContract, Rig


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
