"""What each driver makes of bytes that a real device sends: for the program's own test, also when frozen.

Drivers are found by name, as the registry finds them; a driver without a sample is a fault. A locker board may carry
its own: `SAMPLE = {"hex": "…", "says": "doors"}`.
"""

import importlib
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from devices.codecs.code_lines import LineParser
from devices.codecs.escpos_job import Paper, encode_receipt
from devices.codecs.escpos_raster import qr_picture
from devices.codecs.escpos_status import decode_real_time
from devices.codecs.ga467_card import decode_base
from devices.codecs.ga467_frame import Reply, ReplyParser
from devices.codecs.ipp_message import decode_answer
from devices.codecs.ld2410 import ReportParser
from devices.codecs.modbus_rtu import check
from devices.codecs.nut import parse_answer
from devices.codecs.social_security_chip import read_card
from devices.locker.options import LockerOptions
from devices.receipt_printer import QrCode, ReceiptDocument, Text
from devices.registry import driver_modules

SAMPLES = Path(__file__).resolve().parent.parent / "assets" / "driver_samples.toml"
PREFIX = "devices.drivers."
PRINTER_STATUS_OFFLINE_CAUSE = 2
"""DLE EOT n: n = 2 asks why the printer is offline"""
PAGE, FACE = (1654, 2339), (640, 480)


@dataclass(frozen=True)
class DriverCheck:
    driver: str
    fault: str
    """"" when the driver made of its sample what it should"""


def check_drivers() -> tuple[DriverCheck, ...]:
    """One line per driver of this program, in the registry's order."""
    samples = tomllib.loads(SAMPLES.read_text(encoding="utf-8"))
    return tuple(_check(module.removeprefix(PREFIX), samples) for module in driver_modules())


def _check(driver: str, samples: Mapping[str, Mapping[str, Any]]) -> DriverCheck:
    try:
        module = importlib.import_module(PREFIX + driver)
        sample = getattr(module, "SAMPLE", None) or samples.get(driver)
        if sample is None:
            return DriverCheck(driver, "no sample frame")
        frame = bytes.fromhex(sample["hex"]) + bytes(sample.get("zeros", 0)) + bytes.fromhex(sample.get("tail", ""))
        said = _reader(driver, module)(frame)
    except Exception as error:  # noqa: BLE001  (the report is the purpose: whatever fails is a fault of this driver)
        return DriverCheck(driver, f"{type(error).__name__}: {error}")
    return DriverCheck(driver, "" if said == sample["says"] else f"said {said!r}, not {sample['says']!r}")


def _reader(driver: str, module: Any) -> Callable[[bytes], str]:
    if driver.startswith("pickup_locker."):
        return lambda frame: str(module.codec(LockerOptions()).decode(frame).kind)
    return _READERS[driver]


def _card(frame: bytes) -> str:
    [reply] = ReplyParser().feed(frame)
    assert isinstance(reply, Reply)
    return decode_base(reply.data).name


def _receipt(frame: bytes) -> str:
    encode_receipt(ReceiptDocument((Text("测试"), QrCode("TEST"))), Paper(dots=576))
    flags = decode_real_time(PRINTER_STATUS_OFFLINE_CAUSE, frame[0])
    return "paper out" if flags.paper_out else "paper"


def _presence(frame: bytes) -> str:
    [report] = ReportParser().feed(frame)
    return f"{report.centimetres} cm"


def _code_in_a_picture(_: bytes) -> str:
    import numpy

    from devices.vision.codes import read_codes

    [text] = read_codes(numpy.array(qr_picture("SELF-TEST", 8).convert("RGB")))
    return text


def _picture(size: tuple[int, int]) -> str:
    import io

    import numpy
    from PIL import Image

    from devices.vision.jpeg import encode_jpeg

    jpeg = encode_jpeg(numpy.full((size[1], size[0], 3), 200, numpy.uint8), dots_per_inch=200)
    width, height = Image.open(io.BytesIO(jpeg)).size
    return f"{width} x {height}"


_READERS: Mapping[str, Callable[[bytes], str]] = {
    "id_card_reader.ga467": _card,
    "receipt_printer.escpos": _receipt,
    "lights.relay_modbus": lambda frame: check(frame).hex().upper(),
    "presence_sensor.ld2410": _presence,
    "ups.nut": lambda frame: parse_answer(frame, "ups", "battery.charge"),
    "document_printer.ipp": lambda frame: str(decode_answer(frame).status),
    "code_scanner.serial_text": lambda frame: LineParser().feed(frame)[0],
    "code_scanner.opencv_codes": _code_in_a_picture,
    "document_camera.opencv_capture": lambda _: _picture(PAGE),
    "face_camera.opencv_face": lambda _: _picture(FACE),
    "social_security_card.pcsc": lambda _: next(read_card()).hex().upper(),
}
