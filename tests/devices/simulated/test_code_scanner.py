import pytest

from devices.simulated.child import Child
from devices.simulated.control import ControlError
from tests.devices.simulated.host import Host, running


def test_a_code_shown_is_sent_as_text_and_carriage_return() -> None:
    with running("code_scanner") as host:
        assert host.control.do("show", text="沪A-12")["delivered"] is True
        assert host.take(8) == "沪A-12\r".encode()


def test_a_code_held_while_nobody_listens_is_sent_to_the_first_listener() -> None:
    with Child.start("code_scanner") as child:
        assert child.control.do("show", text="12345678")["delivered"] is False
        host = Host(child.url, child.control)
        assert host.take(9) == b"12345678\r"
        host.close()


def test_the_end_of_a_code_is_as_the_scanner_was_set() -> None:
    with running("code_scanner", "--suffix", "crlf") as host:
        host.control.do("show", text="1", times=2)
        assert host.take(6) == b"1\r\n1\r\n"


def test_showing_nothing_is_refused() -> None:
    with Child.start("code_scanner") as child, pytest.raises(ControlError, match="text is missing"):
        child.control.do("show")
