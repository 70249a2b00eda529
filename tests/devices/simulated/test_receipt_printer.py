"""The simulated receipt printer: what it answers, what it prints, and how it stops."""

from collections.abc import Iterator
from pathlib import Path

import cv2
import pytest
import zxingcpp

from devices.simulated.child import Child
from tests.devices.simulated.host import Host, running

RESET = b"\x1b@"
CUT = b"\x1dV\x00"
ASK_PAPER = b"\x1dr1"
CHINESE = bytes.fromhex("1B74001C26B0ECC0EDBBD8D6B4")


@pytest.fixture(scope="module")
def device(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Child]:
    with Child.start("receipt_printer", ["--tray", str(tmp_path_factory.mktemp("tray"))]) as child:
        yield child


@pytest.fixture
def printer(device: Child) -> Iterator[Host]:
    control = device.control
    control.do("power_cycle")
    control.do("paper", level="ok")
    for trouble in ("jam", "hot", "hold"):
        control.do(trouble, on=False)
    control.do("cover", open=False)
    control.do("clear")
    host = Host(device.url, control)
    yield host
    host.close()


def real_time_status(host: Host) -> list[str]:
    return [host.ask(f"1004{number:02x}", 1) for number in range(1, 5)]


def printed(host: Host, data: bytes) -> dict[str, object]:
    """The receipt that these bytes make."""
    host.send(RESET + data + CUT + ASK_PAPER)
    assert host.take(1) == b"\x00"
    return dict(host.control.state()["receipts"][-1])


def code128(data: bytes, module: int = 2) -> bytes:
    return b"\x1dw" + bytes([module]) + b"\x1dhP" + b"\x1dkI" + bytes([len(data)]) + data


def qr(data: bytes, module: int = 6) -> bytes:
    store = (len(data) + 3).to_bytes(2, "little")
    parts = (b"\x04\x001A2\x00", b"\x03\x001C" + bytes([module]), b"\x03\x001E1", store + b"1P0" + data, b"\x03\x001Q0")
    return b"".join(b"\x1d(k" + part for part in parts)


def test_a_printer_in_order_says_so_four_times(printer: Host) -> None:
    assert real_time_status(printer) == ["12", "12", "12", "12"]


@pytest.mark.parametrize(
    ("control", "parameters", "answers"),
    [
        ("paper", {"level": "near"}, ["12", "12", "12", "1e"]),
        ("paper", {"level": "out"}, ["1a", "32", "12", "7e"]),
        ("cover", {"open": True}, ["1a", "16", "12", "12"]),
        ("jam", {"on": True}, ["1a", "52", "1a", "12"]),
        ("hot", {"on": True}, ["1a", "52", "52", "12"]),
    ],
)
def test_each_trouble_shows_in_its_bits(
    printer: Host, control: str, parameters: dict[str, object], answers: list[str]
) -> None:
    printer.control.do(control, **parameters)
    assert real_time_status(printer) == answers


def test_automatic_status_comes_now_and_on_each_change(printer: Host) -> None:
    assert printer.ask("1D61FF", 4) == "10000000"
    printer.control.do("paper", level="out")
    assert printer.take(4).hex() == "18000f00"


def test_a_status_request_inside_a_picture_is_answered_too(printer: Host) -> None:
    printer.send(b"\x1dv0\x00\x03\x00\x01\x00\x10\x04\x01")
    assert printer.take(1) == b"\x12"


def test_the_end_of_a_job_is_confirmed_only_after_it_was_printed(printer: Host) -> None:
    printer.control.do("cover", open=True)
    printer.send(RESET + b"late\n" + CUT + ASK_PAPER)
    assert printer.take(1, within_s=0.1) == b""
    assert printer.control.state()["receipts"] == []
    printer.control.do("cover", open=False)
    assert printer.take(1) == b"\x00"
    assert printer.control.state()["receipts"][0]["text"] == "late\n"


def test_chinese_is_printed_from_pairs(printer: Host) -> None:
    receipt = printed(printer, CHINESE + b"\n")
    assert receipt["text"] == "办理回执\n"
    picture = cv2.imread(str(receipt["png"]), cv2.IMREAD_GRAYSCALE)
    assert picture.shape[1] == 576 + 2 * 16
    assert (picture < 128).sum() > 200
    assert Path(str(receipt["bytes"])).read_bytes() == RESET + CHINESE + b"\n" + CUT


def test_a_four_byte_code_prints_as_its_digits(printer: Host) -> None:
    assert "0" in printed(printer, b"\x1c&\x81\x30\x84\x36\n")["text"]


def test_codes_on_the_receipt_can_be_scanned(printer: Host) -> None:
    receipt = printed(printer, b"\x1ba1" + code128(b"{BVX-12{C\x0c\x22") + b"\n" + qr("回执 42".encode()))
    assert receipt["codes"] == [{"kind": "code128", "data": "VX-121234"}, {"kind": "qr", "data": "回执 42"}]
    seen = zxingcpp.read_barcodes(cv2.imread(str(receipt["png"])))
    assert {code.text for code in seen} == {"VX-121234", "回执 42"}


def test_a_barcode_wider_than_the_paper_is_not_printed(printer: Host) -> None:
    receipt = printed(printer, b"x\n" + code128(b"{B" + b"ABCDEFGHIJKLMNOPQRSTUVWX", module=3))
    assert receipt["codes"] == []
    assert "does not fit" in printer.control.state()["complaints"][0]


def test_large_letters_are_large_and_bold_ones_darker(printer: Host) -> None:
    def ink(data: bytes) -> int:
        picture = cv2.imread(str(printed(printer, data)["png"]), cv2.IMREAD_GRAYSCALE)
        return int((picture < 128).sum())

    plain = ink(b"H\n")
    assert 3.5 * plain < ink(b"\x1d!\x11H\n") < 4.5 * plain
    assert ink(b"\x1bE\x01H\n") > plain


def test_a_raster_comes_out_dot_by_dot(printer: Host) -> None:
    receipt = printed(printer, b"\x1dv0\x00\x02\x00\x08\x00" + b"\xf0\x0f" * 8)
    picture = cv2.imread(str(receipt["png"]), cv2.IMREAD_GRAYSCALE)
    assert (picture < 128).sum() == 64


def test_text_wraps_at_the_edge_of_the_paper(printer: Host) -> None:
    assert printed(printer, "政".encode("gbk") * 25 + b"\n")["text"] == "政" * 24 + "\n政\n"


def test_a_roll_that_ends_in_the_middle_stops_the_printer(printer: Host) -> None:
    printer.control.do("paper_out_after", lines=2)
    printer.send(RESET + b"one\ntwo\nthree\n" + CUT + ASK_PAPER)
    state = printer.control.wait_until(lambda state: state["paper"] == "out", timeout_s=3)
    assert state["unfinished_text"] == "one\ntwo\n"
    assert state["receipts"] == []
    assert real_time_status(printer)[3] == "7e"


def test_a_jam_at_the_cut_holds_the_receipt_until_it_is_freed(printer: Host) -> None:
    printer.control.do("jam_at_cut")
    printer.send(RESET + b"held\n" + CUT + ASK_PAPER)
    assert printer.control.wait_until(lambda state: state["jammed"], timeout_s=3)["receipts"] == []
    printer.control.do("jam", on=False)
    assert printer.take(1) == b"\x00"
    assert printer.control.state()["receipts"][0]["text"] == "held\n"


def test_recovery_throws_the_rest_of_the_job_away(printer: Host) -> None:
    printer.control.do("jam", on=True)
    printer.send(b"never\n" + CUT)
    printer.send(b"\x10\x05\x02")
    assert real_time_status(printer)[0] == "12"
    assert printer.control.state()["receipts"] == []


def test_a_stopped_printer_says_that_it_has_cleared_its_buffers(printer: Host) -> None:
    printer.control.do("paper_out_after", lines=1)
    printer.send(RESET + b"one\ntwo\n" + CUT + ASK_PAPER)
    printer.control.wait_until(lambda state: state["paper"] == "out", timeout_s=3)
    assert printer.ask("10140801031401060208", 3) == "372500"
    printer.control.do("paper", level="ok")
    assert printer.take(1, within_s=0.1) == b""
    assert printer.control.state()["unfinished_text"] == "one\n"


def test_the_printer_tells_who_it_is(printer: Host) -> None:
    assert printer.ask("1D4943", 8) == (b"_SIM-80\x00").hex()


def test_bytes_that_no_printer_knows_are_complained_about(printer: Host) -> None:
    printed(printer, b"\x1b\x7fx\n")
    assert printer.control.state()["complaints"] == ["unknown bytes 1b7f"]


def test_a_held_printer_answers_in_real_time_and_never_confirms_the_end(printer: Host) -> None:
    printer.control.do("hold", on=True)
    printer.send(RESET + b"x\n" + CUT + ASK_PAPER)
    assert real_time_status(printer) == ["12", "12", "12", "12"]
    assert printer.take(1, within_s=0.1) == b""
    printer.control.do("hold", on=False)
    assert printer.take(1) == b"\x00"


def test_a_cheap_printer_knows_two_status_bytes_and_the_end(tmp_path: Path) -> None:
    with running("receipt_printer", "--tray", str(tmp_path), "--cheap") as host:
        assert host.ask("100401", 1) == "12"
        assert host.ask("100404", 1) == "12"
        assert host.ask("1004021004031D61FF1D4943", 1, within_s=0.1) == ""
        assert host.ask("1D7231", 1) == "00"
