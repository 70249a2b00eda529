"""`kiosk devices decode`: golden frames explained, damaged ones refused with what is wrong, nothing personal shown."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.cli import main
from devices.codecs.ga467_frame import encode_reply
from devices.commissioning.decode import explain, families, parse_hex
from tests.devices.vector_files import text_block, vectors

CITIZEN = encode_reply(
    0x90, bytes.fromhex("01000400") + text_block(vectors("ga467")["citizen"]["fields"]) + b"\x5a" * 1024
)


@pytest.mark.parametrize(
    ("family", "frame", "kind", "fields"),
    [
        ("ga467", "AAAAAA9669 0003 2001 22", "request", {"command": "find_card", "cmd": 0x20, "para": 1}),
        ("ga467", "AAAAAA9669 0004 000080 84", "reply", {"sw3": 0x80, "meaning": "no_card", "data_bytes": 0}),
        ("ga467", "AAAAAA9669 0008 00009F 00000000 97", "reply", {"sw3": 0x9F, "data_bytes": 4}),
        ("8a", "8A 02 0A 11 93", "open_request", {"board": 2, "lock": 10}),
        ("8a", "8A 01 01 00 8A", "acknowledged", {"board": 1, "lock": 1, "level": 0}),
        ("8a", "80 01 00 00 20 33 92", "doors", {"board": 1, "levels_set": [6]}),
        ("8a", "82 01 03 11 91", "change", {"board": 1, "lock": 3, "level": 1}),
        ("wkly", "574B4C59 0B 00 83 00 01 00 80", "doors", {"board": 0, "lock": 1, "level": 0}),
        ("wkly", "574B4C59 08 00 84 85", "state_request", {"board": 0}),
        ("cu48", "02 00 00 65 07 00 00 00 00 C0 03 31", "doors", {"levels_set": [1, 2, 3, 47, 48]}),
        ("cu60", "02 00 04 61 03 6A", "open_request", {"board": 0, "lock": 5}),
        ("cu16", "02 00 35 05 00 01 00 03 40", "doors", {"levels_set": [1, 3], "occupied_set": [1]}),
        ("modbus", "01 05 02 00 00 02 4D B3", "open_request", {"board": 1, "lock": 1}),
        ("modbus", "01 05 00 FF 00 00 FD FA", "all_off_request", {"board": 1}),
        ("modbus", "01 05 02 03 00 05 FC 71", "open_request", {"lock": 4, "pulse_ms": 500, "function": 5}),
        ("modbus", "01 05 00 03 FF 00 7C 3A", "switch_request", {"lock": 4, "on": True}),
        ("modbus", "01 05 00 01 00 00 9C 0A", "switch_request", {"lock": 2, "on": False}),
        ("modbus", "01 02 00 00 00 0D B9 CF", "state_request", {"function": 2, "address": 0, "count": 13}),
        ("modbus", "01 82 02 C1 61", "refused", {"function": 2, "exception": 2, "meaning": "illegal data address"}),
        ("modbus", "01 01 01 A0 51 F0", "state_of_relays_reply", {"levels_set": [6, 8]}),
        ("ga467", "AAAAAA9669 0003 6002 61", "request", {"command": "set_baudrate", "baudrate": 38400}),
        ("8a", "90 01 02 02 02 93", "open_several_request", {"locks": [2, 10, 18]}),
        ("8a", "90 01 01 00 00 00 00 00 80 10", "open_several_request", {"locks": [1, 56]}),
        ("8a", "8A 01 01 11 03 98", "open_request", {"lock": 1, "seconds": 3}),
        ("8a", "8A 01 00 11 9A", "open_request", {"whole_board": True, "lock": None}),
        ("8a", "9A 01 01 00 9A", "keep_energised_reply", {"lock": 1, "level": 0}),
        ("8a", "8A 01 00 00 8B", "acknowledged", {"whole_board": True, "lock": None}),
        ("wkly", "574B4C59 0C 00 80 03 01 02 03 86", "open_several_request", {"locks": [1, 2, 3]}),
        ("wkly", "574B4C59 09 00 80 00 80", "open_several_reply", {"board": 0, "status": 0}),
        ("wkly", "574B4C59 09 00 87 00 87", "open_in_turn_reply", {"board": 0, "status": 0}),
        ("wkly", "574B4C59 0A 00 81 00 01 83", "flash_reply", {"status": 0, "lock": 1}),
        ("wkly", "574B4C59 09 00 82 FF 7D", "refused", {"refused": "open", "status": 255}),
        ("wkly", "574B4C59 0B 00 82 FF 01 00 7E", "refused", {"refused": "open", "lock": 1}),
        ("wkly", "574B4C59 0E 00 84 00 04 00 01 01 00 87", "doors", {"open": [1, 4], "closed": [2, 3]}),
        ("cu48", "02 0A 30 51 03 90", "open_request", {"all_boards": True, "whole_board": True}),
        ("cu60", "02 00 04 77 00 00 00 00 00 00 00 00 00 00 00 00 03 80", "notice", {"third_byte": 4}),
        ("cu16", "02 13 31 03 49", "open_request", {"board": 1, "lock": 4, "lock_on_wire": 3}),
        ("cu48", "02 00 2F 51 03 85", "open_request", {"lock": 48, "lock_on_wire": 47}),
        ("cu16", "02 F0 32 03 27", "state_of_all_boards_request", {"all_boards": True}),
        ("cu16", "02 00 38 05 03 42", "unlock_time_reply", {"board": 0, "data": [5]}),
        ("escpos-status", "10 04 01 76", "real_time", {"drawer_pin_high": True, "waiting": True, "feed_button": True}),
        ("escpos-status", "10 04 02 1A", "real_time", {"feeding": True, "error": False}),
        ("escpos-status", "54 03 00 00", "automatic", {"drawer_pin_high": True, "feeding": True, "waiting": True}),
        ("escpos-status", "1D 72 31 0F", "queued", {"paper_out": True, "paper_low": True}),
        ("escpos-status", "10 04 02 32", "real_time", {"request": 2, "paper_out": True, "cover_open": False}),
        ("escpos-status", "10 04 01 1A", "real_time", {"request": 1, "offline": True}),
        ("escpos-status", "18 00 0F 00", "automatic", {"offline": True, "paper_out": True, "paper_low": True}),
    ],
)
def test_a_golden_frame_is_explained(family: str, frame: str, kind: str, fields: dict[str, object]) -> None:
    explanation = explain(family, parse_hex(frame))
    assert (explanation.family, explanation.kind) == (family, kind)
    assert {name: explanation.fields.get(name) for name in fields} == fields


@pytest.mark.parametrize(
    ("family", "frame", "wrong"),
    [
        ("ga467", "AAAAAA9669 0003 2001 23", "checksum is 23, computed 22"),
        ("ga467", "AAAAAA9669 0004 2001 22", "1 bytes are missing"),
        ("ga467", "AAAAAA9669 0003 2001 22 00", "1 too many"),
        ("ga467", "00AAAA9669 0003 2001 22", "begins with AA AA AA 96 69"),
        ("ga467", "AAAAAA9669 0003 2099 BA", "not known"),
        ("ga467", "AAAAAA9669", "before its length"),
        ("ga467", "FF AAAAAA9669 0003 2001 22", "one begins at byte 2"),
        ("ga467", "AAAAAA9669 0003 2001 22 AAAAAA9669 0003 2001 22", "first 10 bytes are a whole frame"),
        ("8a", "8A 01 01 11 9B 8A 01 01 00 8A", "first 5 bytes are a whole frame"),
        ("8a", "8A 01 01 11 0A 91", "01 to 09 seconds, not 0A"),
        ("8a", "80 01 00 33 00 B2", "too many for a request 80"),
        ("8a", "8A 21 01 11 BB", "addresses 1 to 32, not 33"),
        ("8a", "8A 01 33 11 A9", "locks 1 to 50, not 51"),
        ("wkly", "574B4C59 09 28 82 01 AB", "addresses 0 to 31, not 40"),
        ("wkly", "574B4C59", "has 4 bytes"),
        ("cu48", "02 00 31 51 03 87", "locks 1 to 48, not 50"),
        ("cu48", "02 00 00 60 03 65", "cu60 would know it"),
        ("modbus", "01 03 00 00 00 02 C4 0B", "function 03 is none of these boards"),
        ("modbus", "01 05 00 FF 00 00 FD FB", "CRC is FD FB, computed FD FA"),
        ("modbus", "01 05 00 03 55 00 02 9A", "FF 00 or 00 00, not 55 00"),
        ("escpos-status", "10 04 02 00", "00 is no answer"),
        ("escpos-status", "10 04 05 12", "no DLE EOT 5"),
        ("8a", "8A 01 01 11 9A", "check byte is 9A, computed 9B"),
        ("8a", "77 01 01 11 9B", "begins so"),
        ("wkly", "574B4C59 0C 00 83 00 01 00 80", "length says 12"),
        ("cu48", "02 00 00 65 07 00 00 00 00 C0 03 32", "sum is 32, computed 31"),
        ("cu16", "02 00 30 03 36", "sum is 36, computed 35"),
        ("modbus", "01 05 02 00 00 02 4D B4", "CRC"),
        ("escpos-status", "10 04 02", "4 bytes, not 3"),
        ("escpos-status", "10 04 02 93", "fixed bits"),
        ("escpos-status", "FF 00 00 00", "fixed bits"),
    ],
)
def test_what_is_wrong_with_a_frame_is_said(
    family: str, frame: str, wrong: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["decode", family, frame]) == 1
    captured = capsys.readouterr()
    assert wrong in captured.err
    assert captured.out == ""
    assert main(["decode", "--json", family, frame]) == 1
    assert wrong in json.loads(capsys.readouterr().out)["error"]


def test_json_has_three_keys_and_numbers_as_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["decode", "ga467", "aa", "aa AA", "9669", "0003", "2001", "0x22", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told == {
        "family": "ga467",
        "kind": "request",
        "fields": {"command": "find_card", "cmd": 32, "para": 1, "length": 3, "checksum": 34},
    }


def test_what_a_board_repeats_is_said_to_be_either(capsys: pytest.CaptureFixture[str]) -> None:
    assert explain("8a", parse_hex("8A0101119B")).fields["also_reads_as"] == {
        "kind": "acknowledged",
        "levels": {"1": 1},
        "levels_set": [1],
        "level": 1,
    }
    assert explain("modbus", parse_hex("0105020000024DB3")).fields["also_reads_as"] == {"kind": "acknowledged"}
    assert "also_reads_as" not in explain("8a", parse_hex("80010133B3")).fields


def test_a_readers_number_is_told_as_on_its_label() -> None:
    number = b"".join(part.to_bytes(4, "little") for part in (5 | 3 << 16, 20180101, 12345, 67890))
    fields = explain("ga467", encode_reply(0x90, number)).fields
    assert (fields["content"], fields["sam_id"]) == ("sam_id", "05.03-20180101-0000012345-0000067890")


@pytest.mark.parametrize(("fingerprint", "told"), [(b"", None), (b"\x02\x00", 512), (b"\x04\x00", 1024)])
def test_a_card_that_cannot_be_read_is_measured_all_the_same(fingerprint: bytes, told: int | None) -> None:
    opaque = b"\x5a" * (1024 + (told or 0))
    fields = explain("ga467", encode_reply(0x90, b"\x01\x00\x04\x00" + fingerprint + bytes(256) + opaque)).fields
    assert (fields["text_bytes"], fields["photo_bytes"], fields.get("fingerprint_bytes")) == (256, 1024, told)
    assert fields["unreadable"] == "the name is empty"


@pytest.mark.parametrize(
    "text", ["0x8A 0x01 0x01 0x11 0x9B", "8a-01-01-11-9b", r"\x8A\x01\x01\x11\x9B", "8A:01,01 119B"]
)
def test_bytes_are_taken_as_logs_write_them(text: str) -> None:
    assert parse_hex(text) == bytes.fromhex("8A0101119B")


def test_a_card_is_explained_without_saying_whose_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["decode", "ga467", CITIZEN.hex()]) == 0
    told = capsys.readouterr().out
    assert "resident" in told
    for personal in ("测试甲", "11010519491231002X", "北京"):
        assert personal not in told


@pytest.mark.parametrize("text", ["", "zz", "abc", "12 3", "0x1 0x2", "0x", "00x1"])
def test_text_that_is_no_hex_is_refused(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["decode", "8a", text]) == 1
    assert capsys.readouterr().err


def test_an_unknown_family_is_a_wrong_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["decode", "nope", "00"])
    assert ended.value.code == 2
    assert "cu16" in capsys.readouterr().err


def test_all_promised_families_are_there() -> None:
    assert set(families()) >= {"ga467", "8a", "wkly", "cu48", "cu60", "cu16", "modbus", "escpos-status"}


@given(st.sampled_from(families()), st.binary(min_size=1, max_size=40))
def test_any_bytes_are_explained_or_refused(family: str, data: bytes) -> None:
    try:
        explanation = explain(family, data)
    except ValueError:
        return
    json.dumps(dict(explanation.fields))
