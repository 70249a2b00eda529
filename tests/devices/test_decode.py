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


def test_a_card_is_explained_without_saying_whose_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["decode", "ga467", CITIZEN.hex()]) == 0
    told = capsys.readouterr().out
    assert "resident" in told
    for personal in ("测试甲", "11010519491231002X", "北京"):
        assert personal not in told


@pytest.mark.parametrize("text", ["", "zz", "abc", "12 3"])
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
