"""IPP messages: requests as RFC 8010 shows them, answers read or refused."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.codecs.ipp_message import (
    Answer,
    Attribute,
    Operation,
    Tag,
    decode_answer,
    encode_request,
)
from devices.codecs.ipp_printer import JobState, hindrance, job_state, position, reasons, serial_number, supplies
from devices.receipt_printer import NotPrintedReason
from devices.status import Position, Supply, SupplyState

HEAD = bytes.fromhex("0101 0000 0000002A 01") + b"\x47\x00\x12attributes-charset\x00\x05utf-8"
GOOD = (
    HEAD
    + b"\x48\x00\x1battributes-natural-language\x00\x05zh-cn"
    + b"\x04\x23\x00\x0dprinter-state\x00\x04\x00\x00\x00\x05"
    + b"\x44\x00\x15printer-state-reasons\x00\x11media-empty-error"
    + b"\x44\x00\x00\x00\x0dtoner-low-war"[:5]
    + b"toner-low-war"
    + b"\x22\x00\x19printer-is-accepting-jobs\x00\x01\x01"
    + b"\x34\x00\x09media-col\x00\x00\x4a\x00\x00\x00\x04size\x21\x00\x00\x00\x04\x00\x00\x00\x09\x37\x00\x00\x00\x00"
    + b"\x41\x00\x16printer-make-and-model\x00\x08Sim\xe7\x94\xb2 A"
    + b"\x03"
)


def answer(*words: str, state: int = 3) -> Answer:
    return Answer(0, 1, {"printer-state": (state,), "printer-state-reasons": words or ("none",)})


def test_a_request_is_the_bytes_of_rfc_8010() -> None:
    request = encode_request(
        Operation.GET_PRINTER_ATTRIBUTES, 0x123, [Attribute(Tag.URI, "printer-uri", "ipp://p:631/x")]
    )
    assert request == (
        bytes.fromhex("0101 000B 00000123 01")
        + b"\x47\x00\x12attributes-charset\x00\x05utf-8"
        + b"\x48\x00\x1battributes-natural-language\x00\x05zh-cn"
        + b"\x45\x00\x0bprinter-uri\x00\x0dipp://p:631/x"
        + b"\x03"
    )


def test_numbers_have_four_bytes_and_jobs_a_group_of_their_own() -> None:
    request = encode_request(
        Operation.PRINT_JOB,
        1,
        [Attribute(Tag.INTEGER, "job-id", -2)],
        job_attributes=[Attribute(Tag.KEYWORD, "media", "iso_a4_210x297mm")],
    )
    assert b"\x21\x00\x06job-id\x00\x04\xff\xff\xff\xfe\x02\x44\x00\x05media\x00\x10iso_a4_210x297mm\x03" in request


def test_an_answer_is_read_value_by_value_and_collections_are_skipped() -> None:
    read = decode_answer(GOOD)
    assert (read.successful, read.request_id) == (True, 42)
    assert read.number("printer-state") == 5
    assert read.words("printer-state-reasons") == ("media-empty-error", "toner-low-war")
    assert read.attributes["printer-is-accepting-jobs"] == (True,)
    assert read.text("printer-make-and-model") == "Sim甲 A"
    assert "size" not in read.attributes


@pytest.mark.parametrize("end", range(len(GOOD) - 1))
def test_a_truncated_answer_is_refused(end: int) -> None:
    with pytest.raises(ValueError, match=r"early|IPP"):
        decode_answer(GOOD[:end])


@given(st.binary(max_size=200))
def test_any_bytes_are_an_answer_or_refused(data: bytes) -> None:
    try:
        read = decode_answer(b"\x01\x01" + data)
    except ValueError:
        return
    assert 0 <= read.status <= 0xFFFF


def test_reasons_lose_their_severity_and_reports_are_no_reasons() -> None:
    assert reasons(answer("media-jam-error", "toner-low-warning", "cover-open-report")) == ("media-jam", "toner-low")


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("none", None),
        ("media-low-warning", None),
        ("media-empty-error", NotPrintedReason.PAPER_OUT),
        ("media-needed", NotPrintedReason.PAPER_OUT),
        ("media-jam-error", NotPrintedReason.JAMMED),
        ("cover-open-warning", NotPrintedReason.COVER_OPEN),
        ("door-open", NotPrintedReason.COVER_OPEN),
        ("toner-empty-error", NotPrintedReason.FAULT),
        ("offline", NotPrintedReason.OFFLINE),
    ],
)
def test_what_hinders_printing_is_named(word: str, reason: NotPrintedReason | None) -> None:
    assert hindrance(answer(word)) is reason


def test_a_stopped_printer_hinders_also_without_a_reason() -> None:
    assert hindrance(answer(state=5)) is NotPrintedReason.FAULT


def test_supplies_follow_from_the_reasons() -> None:
    assert supplies(answer("media-low", "toner-low")) == (
        Supply("paper", SupplyState.LOW),
        Supply("toner", SupplyState.LOW),
    )
    assert supplies(answer("media-empty-error"))[0] == Supply("paper", SupplyState.OUT)


@pytest.mark.parametrize(
    ("levels", "limits", "words", "toner"),
    [
        ((80,), (10,), (), Supply("toner", SupplyState.FULL, 80, 10)),
        ((10,), (10,), (), Supply("toner", SupplyState.LOW, 10, 10)),
        ((0,), (10,), (), Supply("toner", SupplyState.LOW, 0, 10)),
        ((0,), (10,), ("toner-empty-error",), Supply("toner", SupplyState.OUT, 0, 10)),
        ((60, 5, 90), (10, 4, 10), (), Supply("toner", SupplyState.FULL, 5, 4)),
        ((-1, -2, -3), (10, 10, 10), (), Supply("toner", SupplyState.UNKNOWN)),
        ((40,), (), (), Supply("toner", SupplyState.FULL, 40)),
        ((), (), ("toner-low",), Supply("toner", SupplyState.LOW)),
        ((101, 2**31 - 1), (10, 10), (), Supply("toner", SupplyState.UNKNOWN)),
    ],
)
def test_the_emptiest_cartridge_counts_with_its_own_threshold(
    levels: tuple[int, ...], limits: tuple[int, ...], words: tuple[str, ...], toner: Supply
) -> None:
    said = replace(answer(*words), attributes={**answer(*words).attributes, "marker-levels": levels})
    said = replace(said, attributes={**said.attributes, "marker-low-levels": limits})
    assert supplies(said)[1] == toner


@pytest.mark.parametrize("word", ["cover-open-error", "door-open", "input-tray-missing-warning"])
def test_what_stands_open_is_out_of_position(word: str) -> None:
    assert position(answer(word)) is Position.NOT_IN_POSITION
    assert position(answer("media-low")) is Position.IN_POSITION


@pytest.mark.parametrize(
    ("told", "serial"),
    [
        ("MFG:Maker;MDL:A4;SN:X123;", "X123"),
        ("MFG:Maker;SERN: Y9 ;CMD:PDF", "Y9"),
        ("MFG:Maker;MDL:A4;", ""),
        ("", ""),
    ],
)
def test_the_serial_number_stands_in_the_device_id(told: str, serial: str) -> None:
    assert serial_number(Answer(0, 1, {"printer-device-id": (told,)})) == serial


def test_an_unknown_job_state_is_no_state() -> None:
    assert job_state(Answer(0, 1, {"job-state": (9,)})) is JobState.COMPLETED
    assert job_state(Answer(0, 1, {"job-state": (77,)})) is None
    assert job_state(Answer(0, 1)) is None
