"""UPS, presence sensor, lights, face camera and social-security card, by their own bytes."""

import shutil
import socket
import subprocess
from collections.abc import Iterator

import cv2
import numpy as np
import pytest

from devices.simulated.boards.board_modbus import crc16
from devices.simulated.child import Child
from devices.simulated.chips.people import people
from devices.simulated.chips.social_security_chip import ATR, SocialSecurityChip
from devices.simulated.control import ControlError
from devices.simulated.presence_sensor import Presence, report
from devices.simulated.scenes.face_scene import FaceScene, Standing, face_frames
from tests.devices.simulated.host import running

SELECT_APPLICATION = bytes.fromhex("00A404000F7378312E73682EC9E7BBE1B1A3D5CF")
SELECT_ISSUER = bytes.fromhex("00A4020002EF05")
SELECT_HOLDER = bytes.fromhex("00A4020002EF06")


class Upsc:
    """One connection to the NUT server."""

    def __init__(self, child: Child) -> None:
        host, _, port = child.url.removeprefix("nut://").removesuffix("/kiosk").partition(":")
        self.connection = socket.create_connection((host, int(port)), timeout=3)
        self.lines = self.connection.makefile("rw", encoding="utf-8", newline="\n")

    def ask(self, line: str) -> str:
        self.lines.write(line + "\n")
        self.lines.flush()
        return self.lines.readline().strip()

    def close(self) -> None:
        self.lines.close()
        self.connection.close()


@pytest.fixture
def ups() -> Iterator[tuple[Child, Upsc]]:
    with Child.start("ups") as child:
        client = Upsc(child)
        yield child, client
        client.close()


def test_the_ups_tells_in_nut_flags_where_the_power_comes_from(ups: tuple[Child, Upsc]) -> None:
    child, client = ups
    assert client.ask("GET VAR kiosk ups.status") == 'VAR kiosk ups.status "OL"'
    child.control.do("power", **{"from": "battery"})
    assert client.ask("GET VAR kiosk ups.status") == 'VAR kiosk ups.status "OB"'
    child.control.do("charge", percent=15)
    assert client.ask("GET VAR kiosk ups.status") == 'VAR kiosk ups.status "OB LB"'
    child.control.do("power", **{"from": "line"})
    assert client.ask("GET VAR kiosk ups.status") == 'VAR kiosk ups.status "OL LB CHRG"'
    child.control.do("force_shutdown")
    assert "FSD" in client.ask("GET VAR kiosk ups.status")


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("GET VAR other ups.status", "ERR UNKNOWN-UPS"),
        ("GET VAR kiosk no.such", "ERR VAR-NOT-SUPPORTED"),
        ("GET VAR kiosk", "ERR INVALID-ARGUMENT"),
        ("DANCE", "ERR UNKNOWN-COMMAND"),
        ('GET "', "ERR INVALID-ARGUMENT"),
        ("LIST UPS", "BEGIN LIST UPS"),
        ("LIST VAR kiosk", "BEGIN LIST VAR kiosk"),
        ("LOGOUT", "OK Goodbye"),
    ],
)
def test_the_ups_answers_as_upsd_does(ups: tuple[Child, Upsc], question: str, answer: str) -> None:
    assert ups[1].ask(question) == answer


def test_a_ups_that_lost_its_cable_has_only_stale_data(ups: tuple[Child, Upsc]) -> None:
    ups[0].control.do("stale", on=True)
    assert ups[1].ask("GET VAR kiosk ups.status") == "ERR DATA-STALE"


@pytest.mark.skipif(shutil.which("upsc") is None, reason="NOT RUN: upsc is missing (apt: nut-client)")
def test_the_real_client_of_nut_reads_the_ups(ups: tuple[Child, Upsc]) -> None:
    place = ups[0].url.removeprefix("nut://").removesuffix("/kiosk")
    done = subprocess.run(["upsc", f"kiosk@{place}", "ups.status"], capture_output=True, text=True, check=True)
    assert done.stdout == "OL\n"


def test_the_presence_report_is_the_documented_one() -> None:
    golden = "F4F3F2F10D0002AA025100000000 3B00005500F8F7F6F5"
    made = report(Presence.STILL, 81)
    assert len(made) == len(bytes.fromhex(golden))
    assert made[:9] == bytes.fromhex("F4F3F2F10D0002AA02")
    assert made[-6:] == bytes.fromhex("5500F8F7F6F5")
    assert made[12:15] == b"\x51\x00\x64"


def test_the_presence_sensor_reports_by_itself_and_acknowledges_commands() -> None:
    with running("presence_sensor") as host:
        size = len(report(Presence.NOBODY, 0))
        assert host.take(size) == report(Presence.NOBODY, 0)
        host.control.do("stand", how="moving", cm=70)
        taken = b""
        while report(Presence.MOVING, 70) not in taken:
            taken += host.take(size)
        host.send(bytes.fromhex("FDFCFBFA0400FF00010004030201"))
        acknowledged = bytes.fromhex("FDFCFBFA0400FF01000004030201")
        while acknowledged not in taken:
            taken += host.take(size)


def modbus(body: str) -> str:
    request = bytes.fromhex(body)
    return (request + crc16(request)).hex()


def test_a_light_is_switched_and_every_change_is_noted() -> None:
    with running("lights") as host:
        on = modbus("01050002FF00")
        assert host.ask(on, 8) == on
        assert host.ask(modbus("010100000008"), 6)[:8] == "01010104"
        off = modbus("010500ff0000")
        assert host.ask(off, 8) == off
        assert [(event["light"], event["on"]) for event in host.control.state()["events"]] == [(2, True), (2, False)]
        assert host.ask(modbus("01050009FF00"), 5)[:6] == "018502"
        assert host.ask(modbus("010600000001"), 5)[:6] == "018601"


def face(scene: FaceScene) -> np.ndarray:
    return cv2.imdecode(np.frombuffer(face_frames(scene, (640, 360))[0], dtype=np.uint8), cv2.IMREAD_COLOR)


def test_each_way_of_standing_before_the_camera_looks_different() -> None:
    seen = [face(FaceScene(standing)).astype(int) for standing in Standing]
    for number, one in enumerate(seen):
        for other in seen[number + 1 :]:
            assert np.abs(one - other).mean() > 0.05
    assert face(FaceScene(Standing.FRONT, dark=True)).mean() < seen[1].mean() / 3


def test_opencv_opens_the_face_camera() -> None:
    with Child.start("face_camera", ["--size", "640x360"]) as child:
        child.control.do("show", face="front")
        capture = cv2.VideoCapture(child.url)
        read, frame = capture.read()
        capture.release()
        assert read
        assert frame.shape == (360, 640, 3)
        with pytest.raises(ControlError, match="nobody, front"):
            child.control.do("show", face="upside_down")


def test_the_chip_of_a_social_security_card_is_read_by_record_and_by_tag() -> None:
    chip = SocialSecurityChip(people()["B"])
    assert chip.answer(SELECT_APPLICATION) == b"\x90\x00"
    assert chip.answer(bytes.fromhex("00B2070400")) == b"\x6a\x83"
    assert chip.answer(SELECT_ISSUER) == b"\x90\x00"
    number = chip.answer(bytes.fromhex("00B2070400"))
    assert number == chip.answer(bytes.fromhex("00B2070000"))
    assert number[:2] == b"\x07\x09"
    assert chip.answer(SELECT_HOLDER) == b"\x90\x00"
    assert chip.answer(bytes.fromhex("00B2090000")) == b"\x09\x06" + "李明远".encode("gbk") + b"\x90\x00"
    assert chip.answer(bytes.fromhex("00B2200000")) == b"\x6a\x83"
    assert chip.answer(bytes.fromhex("00A4020002EF99")) == b"\x6a\x82"
    assert chip.answer(b"\x00\x20\x00\x00") == b"\x6d\x00"


def test_a_social_security_card_lays_itself_into_the_virtual_reader() -> None:
    with socket.create_server(("127.0.0.1", 0)) as vpcd:
        vpcd.settimeout(5)
        port = str(vpcd.getsockname()[1])
        with Child.start("social_security_card", ["--vpcd-port", port]) as child:
            child.control.do("insert", card="B")
            reader, _ = vpcd.accept()
            reader.settimeout(5)

            def ask(body: bytes) -> bytes:
                reader.sendall(len(body).to_bytes(2, "big") + body)
                size = int.from_bytes(reader.recv(2), "big")
                return reader.recv(size)

            assert ask(b"\x04") == ATR
            assert ask(SELECT_APPLICATION) == b"\x90\x00"
            child.control.do("remove")
            assert reader.recv(1) == b""
            reader.close()
            assert child.control.state()["card"] is None


def test_without_a_virtual_reader_a_card_cannot_be_inserted() -> None:
    with (
        Child.start("social_security_card", ["--vpcd-port", "9"]) as child,
        pytest.raises(ControlError, match="no virtual reader"),
    ):
        child.control.do("insert", card="B")
