"""The same devices on a pseudo terminal, where the driver opens a named serial device."""

from pathlib import Path

import pytest
import serial

from devices.simulated.child import Child
from tests.devices.pseudo_terminals import needs_pseudo_terminals

SAM_STATUS = bytes.fromhex("AAAAAA9669000311FFED")
OK = bytes.fromhex("AAAAAA9669000400009094")

pytestmark = needs_pseudo_terminals


def ask(port: serial.Serial) -> bytes:
    port.write(SAM_STATUS)
    return bytes(port.read(len(OK)))


def test_a_device_on_a_pseudo_terminal_comes_back_under_the_same_name(tmp_path: Path) -> None:
    link = tmp_path / "reader"
    with Child.start("id_card_reader", ["--pty", str(link)]) as reader:
        assert reader.url == str(link)
        with serial.Serial(reader.url, 115_200, timeout=3, exclusive=True) as port:
            assert ask(port) == OK
            reader.control.do("unplug")
            with pytest.raises((serial.SerialException, OSError)):
                ask(port)
        with pytest.raises(serial.SerialException):
            serial.Serial(reader.url)
        reader.control.do("plug")
        with serial.Serial(reader.url, 115_200, timeout=3, exclusive=True) as port:
            assert ask(port) == OK


def test_the_cable_can_go_in_the_middle_of_a_frame(tmp_path: Path) -> None:
    with (
        Child.start("id_card_reader", ["--pty", str(tmp_path / "reader")]) as reader,
        serial.Serial(reader.url, 115_200, timeout=3) as port,
    ):
        reader.control.do("line", **{"as": "disconnect", "times": 1})
        with pytest.raises((serial.SerialException, OSError)):
            ask(port)
