"""A receipt printer on USB, by its vendor and product number: usb://0416:5011. The only importer of python-escpos.

python-escpos finds the printer, takes it from the kernel's driver and knows its end points; reading is done here,
because its own `_read` has no deadline. It needs pyusb, an optional extra of python-escpos.
"""

import contextlib
import re
from typing import Any, Final

from devices.errors import AbsentError, NotFittedError, UnavailableError
from devices.transport.port import OpenPort, Port

USB_SCHEME: Final = "usb://"
PIECE: Final = 64
WRITE_MILLISECONDS: Final = 3000
_NUMBERS: Final = re.compile(r"usb://([0-9a-fA-F]{4}):([0-9a-fA-F]{4})")


class UsbPrinterPort:
    """`printer` is an opened escpos.printer.Usb."""

    def __init__(self, printer: Any) -> None:
        self._printer = printer

    def write(self, data: bytes) -> None:
        try:
            self._printer.device.write(self._printer.out_ep, data, WRITE_MILLISECONDS)
        except OSError as error:
            raise UnavailableError(f"USB: {error}") from error

    def read(self, within_s: float) -> bytes:
        try:
            return bytes(self._printer.device.read(self._printer.in_ep, PIECE, max(1, round(within_s * 1000))))
        except OSError as error:
            if _timed_out(error):
                return b""
            raise UnavailableError(f"USB: {error}") from error

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._printer.close()


def open_usb_printer(url: str) -> OpenPort:
    """What opens this printer when it is needed. AbsentError when it is not plugged in."""

    def open_port() -> Port:
        numbers = _NUMBERS.fullmatch(url)
        if numbers is None:
            raise AbsentError(f"{url}: not usb://vendor:product with four hexadecimal digits each")
        from escpos.exceptions import DeviceNotFoundError
        from escpos.printer import Usb

        if not Usb.is_usable():
            raise NotFittedError("pyusb is not installed (pip install pyusb; it needs libusb)")
        printer = Usb(int(numbers[1], 16), int(numbers[2], 16))
        try:
            printer.open()
        except (DeviceNotFoundError, OSError) as error:
            raise AbsentError(f"{url}: {error}") from error
        return UsbPrinterPort(printer)

    return open_port


def _timed_out(error: OSError) -> bool:
    """pyusb says it by the class, older ones by the text."""
    return type(error).__name__ == "USBTimeoutError" or "timed out" in str(error).lower()
