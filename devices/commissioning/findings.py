"""What an installer does with a device over ssh: look whether it is there, and let it do something harmless."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from devices.code_scanner import CodeRead
from devices.document_camera import PageCaptured
from devices.driver import Driver
from devices.errors import DeviceError
from devices.faults import LANGUAGES, kinds, texts_of
from devices.id_card_reader import CardRead
from devices.pickup_locker import DoorState
from devices.receipt_printer import Align, Pair, Printed, QrCode, ReceiptDocument, Rule, Text
from devices.status import DeviceClass, DeviceStatus, Fault
from devices.trouble import state_of

WAIT = 20.0
"""for a card, a code or a page"""
SLIP = ReceiptDocument(
    (
        Text("测试 TEST", align=Align.CENTER, bold=True, scale=2),
        Rule(),
        Pair("中文", "政务服务银行办"),
        Pair("生僻字", "䶮㐂𠮷"),
        QrCode("TEST"),
    )
)


@dataclass(frozen=True)
class Finding:
    """`passed` is what the exit code says; `told` goes to the screen or into JSON. Nothing in it is personal."""

    device: DeviceClass
    passed: bool
    told: Mapping[str, object]


async def probe(device: DeviceClass, driver: Driver) -> Finding:
    """Connects by talking, asks the status, lets go."""
    try:
        await driver.connect()
        status = await driver.status()
    except DeviceError as error:
        state, fault = state_of(error)
        status = DeviceStatus(device, state, fault=fault)
    finally:
        await driver.close()
    return Finding(device, status.usable, describe(status))


async def test(device: DeviceClass, driver: Any) -> Finding:
    """Connects and lets the device do its work once, waiting up to 20 s for a person where one is needed."""
    try:
        await driver.connect()
        passed, told = await _TESTS.get(device, _status_only)(driver)
    except DeviceError as error:
        state, fault = state_of(error)
        passed, told = False, describe(DeviceStatus(device, state, fault=fault))
    finally:
        await driver.close()
    return Finding(device, passed, told)


def describe(status: DeviceStatus) -> dict[str, object]:
    """As JSON knows it."""
    told: dict[str, object] = {"state": str(status.state), "media": str(status.media)}
    told |= {supply.name: str(supply.state) for supply in status.supplies}
    capabilities = status.capabilities
    for name in ("vendor", "model", "serial", "firmware"):
        if value := getattr(capabilities, name):
            told[name] = value
    if capabilities.features:
        told["features"] = sorted(capabilities.features)
    if status.fault is not None:
        told["fault"] = _told_fault(status.fault)
    return told


def _told_fault(fault: Fault) -> dict[str, object]:
    """With the engineer's words in both languages: over ssh there is no screen to look them up."""
    advice = {language: texts_of(fault.kind, language).engineer for language in LANGUAGES if fault.kind in kinds()}
    return {"kind": fault.kind, "actor": str(fault.actor), "detail": fault.detail, "engineer": advice}


async def _status_only(driver: Driver) -> tuple[bool, Mapping[str, object]]:
    status = await driver.status()
    return status.usable, describe(status)


async def _read_card(driver: Any) -> tuple[bool, Mapping[str, object]]:
    outcome = await driver.read_card(deadline_s=WAIT)
    kind = {"card": str(outcome.card.kind)} if isinstance(outcome, CardRead) else {}
    return isinstance(outcome, CardRead), {"outcome": type(outcome).__name__, **kind}


async def _print_slip(driver: Any) -> tuple[bool, Mapping[str, object]]:
    outcome = await driver.print_receipt(SLIP)
    reason = getattr(outcome, "reason", None)
    told = {"outcome": type(outcome).__name__, **({"reason": str(reason)} if reason else {})}
    return isinstance(outcome, Printed), told


async def _read_doors(driver: Any) -> tuple[bool, Mapping[str, object]]:
    doors = {str(place.cell): str(await driver.door(place.cell)) for place in driver.cells()}
    return DoorState.UNKNOWN not in doors.values(), {"doors": doors}


async def _read_code(driver: Any) -> tuple[bool, Mapping[str, object]]:
    outcome = await driver.read_code(deadline_s=WAIT)
    size = {"characters": len(outcome.text)} if isinstance(outcome, CodeRead) else {}
    return isinstance(outcome, CodeRead), {"outcome": type(outcome).__name__, **size}


async def _take_page(driver: Any) -> tuple[bool, Mapping[str, object]]:
    """The measured quality is what the limits are calibrated with."""
    outcome = await driver.capture_page(deadline_s=WAIT, on_frame=lambda _: None, on_guidance=lambda _: None)
    if isinstance(outcome, PageCaptured):
        return True, {"outcome": "PageCaptured", "bytes": len(outcome.jpeg), **vars(outcome.quality)}
    return False, {"outcome": type(outcome).__name__, "guidance": str(getattr(outcome, "guidance", ""))}


_TESTS = {
    DeviceClass.ID_CARD_READER: _read_card,
    DeviceClass.RECEIPT_PRINTER: _print_slip,
    DeviceClass.PICKUP_LOCKER: _read_doors,
    DeviceClass.CODE_SCANNER: _read_code,
    DeviceClass.DOCUMENT_CAMERA: _take_page,
}
