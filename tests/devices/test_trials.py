"""`kiosk devices test`: each class does something harmless, and what is told names nobody."""

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from devices.clock import Clock
from devices.commissioning.findings import Finding
from devices.commissioning.findings import test as try_device
from devices.commissioning.slips import A4_PAGE
from devices.registry import create_device
from devices.settings import DeviceSettings
from devices.simulated.child import Child
from devices.status import DeviceClass
from tests.devices.hurried_clock import HURRIED


def tried(device: DeviceClass, driver: str, child: Child) -> Finding:
    made = create_device(device, DeviceSettings(driver, child.url), HURRIED)
    return asyncio.run(try_device(device, made, HURRIED))


def test_every_lamp_is_lit_once_and_put_out() -> None:
    with Child.start("lights") as child:
        finding = tried(DeviceClass.LIGHTS, "relay_modbus", child)
        state = child.control.state()
    assert finding.passed
    lights = finding.told["lights"]
    assert isinstance(lights, Mapping)
    assert set(lights.values()) == {True}
    assert state["lit"] == []
    assert {event["light"] for event in state["events"] if event["on"]} == set(range(len(lights)))


def test_the_supply_tells_where_its_power_comes_from() -> None:
    with Child.start("ups") as child:
        child.control.do("power", **{"from": "battery"})
        finding = tried(DeviceClass.UPS, "nut", child)
    assert (finding.passed, finding.told["on_battery"], finding.told["charge"]) == (True, True, 100)


def test_the_radar_tells_who_stands_there() -> None:
    with Child.start("presence_sensor") as child:
        child.control.do("stand", how="still", cm=80)
        finding = tried(DeviceClass.PRESENCE_SENSOR, "ld2410", child)
    assert (finding.passed, finding.told["somebody"], finding.told["centimetres"]) == (True, True, 80)


def test_the_document_printer_prints_a_page(tmp_path: Path) -> None:
    with Child.start("document_printer", ["--tray", str(tmp_path)]) as child:
        finding = tried(DeviceClass.DOCUMENT_PRINTER, "ipp", child)
        [job] = child.control.state()["jobs"]
    assert (finding.passed, finding.told["outcome"]) == (True, "Printed")
    assert Path(job["pdf"]).read_bytes() == A4_PAGE


def test_the_page_is_a_pdf_whose_table_is_right() -> None:
    table = A4_PAGE[A4_PAGE.rindex(b"startxref") :].split()[1]
    rows = A4_PAGE[int(table) :].splitlines()
    assert rows[0] == b"xref"
    for number, row in enumerate(rows[3:9], start=1):
        assert A4_PAGE[int(row[:10]) :].startswith(b"%d 0 obj" % number)


def test_a_face_is_taken_and_only_measured() -> None:
    with Child.start("face_camera") as child:
        child.control.do("show", face="front")
        finding = tried(DeviceClass.FACE_CAMERA, "opencv_face", child)
    assert (finding.passed, finding.told["outcome"]) == (True, "FaceCaptured")
    assert json.dumps(dict(finding.told))


@pytest.mark.parametrize(
    ("device", "driver", "port", "kind"),
    [
        (DeviceClass.UPS, "nut", "nut://127.0.0.1:1/kiosk", "unplugged"),
        (DeviceClass.DOCUMENT_PRINTER, "ipp", "ipp://127.0.0.1:1/print", "unplugged"),
        (DeviceClass.SOCIAL_SECURITY_CARD, "pcsc", "pcsc://no such reader", None),
    ],
)
def test_what_is_not_there_fails_with_its_fault(device: DeviceClass, driver: str, port: str, kind: str | None) -> None:
    made = create_device(device, DeviceSettings(driver, port))
    finding = asyncio.run(try_device(device, made, Clock()))
    assert not finding.passed
    fault = finding.told["fault"]
    assert isinstance(fault, Mapping)
    assert kind in (None, fault["kind"])
