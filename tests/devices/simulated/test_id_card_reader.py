"""The simulated ID-card reader against the golden vectors of the protocol notes, byte by byte over a real socket."""

import hashlib
import time
from collections.abc import Iterator

import pytest

from devices.simulated.child import Child
from devices.simulated.chips import id_card_chip
from devices.simulated.chips.people import Person
from devices.simulated.control import ControlError
from tests.devices.simulated.host import Host, running

FIND = bytes.fromhex("AAAAAA96690003200122")
SELECT = bytes.fromhex("AAAAAA96690003200221")
READ = bytes.fromhex("AAAAAA96690003300132")
READ_FINGERPRINT = bytes.fromhex("AAAAAA96690003301023")
READ_ADDRESS = bytes.fromhex("AAAAAA96690003300330")
SAM_STATUS = bytes.fromhex("AAAAAA9669000311FFED")
SAM_ID = bytes.fromhex("AAAAAA9669000312FFEE")

OK = bytes.fromhex("AAAAAA9669000400009094")
FOUND = bytes.fromhex("AAAAAA9669000800009F0000000097")
NO_CARD = bytes.fromhex("AAAAAA9669000400008084")
SELECTED = bytes.fromhex("AAAAAA9669000C00009000000000000000009C")
SELECT_FAILED = bytes.fromhex("AAAAAA9669000400008185")
READ_FAILED = bytes.fromhex("AAAAAA9669000400004145")
ABSENT_ITEM = bytes.fromhex("AAAAAA9669000400009195")

CITIZEN = Person(
    card="T",
    kind="resident",
    name="测试甲",
    sex="1",
    nation="01",
    birth="19491231",
    address="北京市朝阳区测试路1号",
    id_number="11010519491231002X",
    authority="测试市公安局",
    valid_from="20200101",
    valid_to="长期",
)
PERMIT_2023 = Person(
    card="Y",
    kind="fpr",
    name="李安娜",
    sex="2",
    birth="19810803",
    id_number="911124198108030024",
    valid_from="20231201",
    valid_to="20331130",
    english_name="ERIKSSON, ANNA MARIA",
    nationality="CAN",
)
PERMIT_2017 = Person(
    card="I",
    kind="fpr2017",
    name="李安娜",
    sex="2",
    birth="19810803",
    id_number="CAN110081080305",
    valid_from="20170616",
    valid_to="20270615",
    english_name="ERIKSSON, ANNA MARIA",
    nationality="CAN",
    authority="1100",
)
HK_MO_TW = Person(
    card="J",
    kind="hkmtw",
    name="陈测试",
    sex="1",
    birth="19900101",
    address="上海市测试区1号",
    id_number="810000199001010019",
    authority="测试市公安局",
    valid_from="20180901",
    valid_to="20230901",
    pass_number="H12345678",
)


@pytest.fixture(scope="module")
def reader() -> Iterator[Child]:
    with Child.start("id_card_reader") as child:
        yield child


@pytest.fixture
def host(reader: Child) -> Iterator[Host]:
    reader.control.do("plug")
    reader.control.do("remove")
    reader.control.do("behave", **{"as": "normal"})
    host = Host(reader.url, reader.control)
    yield host
    host.close()


def lay_down(reader: Child, host: Host, card: str, **options: int | str) -> None:
    reader.control.do("insert", card=card, **options)
    assert host.exchange(FIND, len(FOUND)) == FOUND
    assert host.exchange(SELECT, len(SELECTED)) == SELECTED


@pytest.mark.parametrize(
    ("person", "digest"),
    [(PERMIT_2023, "dae4a6e7c16e52c3"), (PERMIT_2017, "f0c67f9696dd7cca"), (HK_MO_TW, "cfbea2022d73bd2d")],
)
def test_a_chip_holds_the_text_of_its_kind(person: Person, digest: str) -> None:
    assert hashlib.sha256(id_card_chip.text_block(person)).hexdigest()[:16] == digest


def test_a_citizen_read_is_the_golden_frame() -> None:
    from devices.simulated.chips import ga467

    body = bytes.fromhex("01000400") + id_card_chip.text_block(CITIZEN) + id_card_chip.photo_block()
    frame = ga467.answer(ga467.OK, body)
    assert len(frame) == 1295
    assert hashlib.sha256(frame).hexdigest() == "5632328ac1042d6856754b72f27e87a634cfc05f9a708457e0967d9ed90f75e9"


def test_a_name_too_long_for_its_field_is_refused() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        id_card_chip.block(8, [(0, 4, "三个字")])


def test_the_module_answers_its_status_and_its_id(host: Host) -> None:
    assert host.exchange(SAM_STATUS, len(OK)) == OK
    assert host.exchange(SAM_ID, 27)[:10] == bytes.fromhex("AAAAAA96690014000090")


def test_without_a_card_nothing_is_found_selected_or_read(host: Host) -> None:
    assert host.exchange(FIND, len(NO_CARD)) == NO_CARD
    assert host.exchange(SELECT, len(SELECT_FAILED)) == SELECT_FAILED
    assert host.exchange(READ, len(READ_FAILED)) == READ_FAILED


def test_a_card_is_found_once_and_still_reads_while_it_lies(reader: Child, host: Host) -> None:
    lay_down(reader, host, "A")
    assert host.exchange(FIND, len(NO_CARD)) == NO_CARD
    assert host.exchange(SELECT, len(SELECTED)) == SELECTED
    assert len(host.exchange(READ, 1295)) == 1295


@pytest.mark.parametrize(("fingerprint", "length"), [(0, 1297), (512, 1809), (1024, 2321)])
def test_the_fingerprint_read_has_the_length_of_its_card(
    reader: Child, host: Host, fingerprint: int, length: int
) -> None:
    lay_down(reader, host, "B", fingerprint=fingerprint)
    frame = host.exchange(READ_FINGERPRINT, length)
    assert len(frame) == length
    assert host.take(1, within_s=0.05) == b""


def test_a_card_without_a_later_address_says_that_the_item_is_absent(reader: Child, host: Host) -> None:
    lay_down(reader, host, "A")
    assert host.exchange(READ_ADDRESS, len(ABSENT_ITEM)) == ABSENT_ITEM


def test_a_later_address_is_read_when_the_card_has_one(reader: Child, host: Host) -> None:
    lay_down(reader, host, "A", latest_address="上海市测试区木兰路2号")
    frame = host.exchange(READ_ADDRESS, 11 + 70)
    assert frame[10:-1].decode("utf-16-le").rstrip() == "上海市测试区木兰路2号"


@pytest.mark.parametrize(
    ("request_hex", "status"),
    [("AAAAAA96690003200123", "10"), ("AAAAAA96690002200122", "11"), ("AAAAAA96690003777707", "10")],
)
def test_a_wrong_request_is_answered_with_what_is_wrong(host: Host, request_hex: str, status: str) -> None:
    frame = host.exchange(bytes.fromhex(request_hex), 11)
    assert frame[9:10].hex() == status


def test_an_unknown_command_is_refused(host: Host) -> None:
    assert host.exchange(bytes.fromhex("AAAAAA96690003777703"), 11)[9] == 0x21


def test_garbage_before_a_request_is_passed_over(host: Host) -> None:
    assert host.exchange(bytes.fromhex("0055AAAA96AA") + SAM_STATUS, len(OK)) == OK


def test_a_broken_answer_is_broken_in_the_way_asked_for(reader: Child, host: Host) -> None:
    control = reader.control
    control.do("behave", **{"as": "bad_checksum", "times": 1})
    assert host.exchange(SAM_STATUS, len(OK)) == OK[:-1] + bytes([OK[-1] ^ 1])
    control.do("behave", **{"as": "wrong_length", "times": 1})
    assert host.exchange(SAM_STATUS, len(OK))[6] == OK[6] + 1
    control.do("behave", **{"as": "garbage", "times": 1})
    assert host.exchange(SAM_STATUS, 18).endswith(OK)
    assert host.exchange(SAM_STATUS, len(OK)) == OK


def test_a_dripping_line_brings_every_byte(reader: Child, host: Host) -> None:
    reader.control.do("behave", **{"as": "drip", "times": 1})
    assert host.exchange(SAM_STATUS, len(OK)) == OK


def test_a_cable_pulled_in_the_middle_of_a_frame_breaks_the_port(reader: Child, host: Host) -> None:
    reader.control.do("behave", **{"as": "disconnect", "times": 1})
    with pytest.raises(ConnectionError):
        host.exchange(SAM_STATUS, len(OK))


def test_an_unplugged_reader_refuses_until_it_is_plugged_in_again(reader: Child, host: Host) -> None:
    reader.control.do("unplug")
    with pytest.raises(ConnectionRefusedError):
        Host(reader.url, reader.control)
    reader.control.do("plug")
    again = Host(reader.url, reader.control)
    assert again.exchange(SAM_STATUS, len(OK)) == OK
    again.close()


def test_a_silent_reader_answers_nothing(reader: Child, host: Host) -> None:
    reader.control.do("silent", on=True)
    assert host.exchange(SAM_STATUS, 1, within_s=0.1) == b""
    reader.control.do("silent", on=False)


def test_a_second_terminal_cannot_take_the_port(reader: Child, host: Host) -> None:
    second = Host(reader.url, reader.control)
    with pytest.raises(ConnectionError):
        second.take(1)
    second.close()
    assert host.exchange(SAM_STATUS, len(OK)) == OK


def test_what_a_hand_cannot_do_is_refused_with_a_reason(reader: Child) -> None:
    with pytest.raises(ControlError, match="no card Z"):
        reader.control.do("insert", card="Z")
    with pytest.raises(ControlError, match="no such control"):
        reader.control.do("juggle")
    with pytest.raises(ControlError, match="card is missing"):
        reader.control.do("insert")


def test_a_change_can_be_waited_for(reader: Child, host: Host) -> None:
    lay_down(reader, host, "C")
    before = reader.control.state()["reads"]
    host.send(READ)
    assert reader.control.wait_until(lambda state: state["reads"] > before, timeout_s=3)["card"] == "C"


@pytest.mark.parametrize("at", range(len(OK) + 1))
def test_an_answer_can_be_split_at_every_offset(reader: Child, host: Host, at: int) -> None:
    reader.control.do("line", **{"as": "split", "times": 1, "at": at})
    assert host.exchange(SAM_STATUS, len(OK)) == OK


def test_an_answer_can_come_too_late_twice_cut_or_flipped(reader: Child, host: Host) -> None:
    reader.control.do("line", **{"as": "twice", "times": 1})
    assert host.exchange(SAM_STATUS, 2 * len(OK)) == OK + OK
    reader.control.do("line", **{"as": "truncated", "times": 1, "at": 4})
    assert host.exchange(SAM_STATUS, len(OK), within_s=0.1) == OK[:4]
    reader.control.do("line", **{"as": "flipped", "times": 1, "at": 9})
    assert host.exchange(SAM_STATUS, len(OK))[9] == OK[9] ^ 1
    reader.control.do("line", **{"as": "late", "times": 1})
    assert host.exchange(SAM_STATUS, len(OK), within_s=0.3) == b""
    assert host.take(len(OK)) == OK


def test_a_paced_line_takes_at_least_the_time_of_the_wire() -> None:
    with running("id_card_reader", "--baud", "115200") as host:
        host.control.do("insert", card="A")
        assert host.exchange(FIND, len(FOUND)) == FOUND
        assert host.exchange(SELECT, len(SELECTED)) == SELECTED
        begin = time.monotonic()
        assert len(host.exchange(READ, 1295)) == 1295
        assert time.monotonic() - begin > 1295 * 10 / 115_200
