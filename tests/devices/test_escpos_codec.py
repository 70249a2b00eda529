"""The receipt printer's bytes: its statements told apart, its text only in what its font has."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from devices.codecs.columns import width, wrap
from devices.codecs.escpos_job import CHINESE_MODE, FEED_AND_CUT, INITIALISE, PAPERS, SENTINEL, encode_receipt
from devices.codecs.escpos_raster import FRAGMENT_ROWS, code128_picture, encode_raster, qr_picture
from devices.codecs.escpos_status import (
    Automatic,
    Cleared,
    PrinterFlags,
    QueuedStatus,
    RealTime,
    StatusParser,
    decode_automatic,
    decode_real_time,
)
from devices.codecs.escpos_text import can_be_text, encode_text
from devices.codecs.receipt_lines import Line, lay_out
from devices.receipt_printer import Align, Code128, Pair, QrCode, ReceiptDocument, Rule, Text
from tests.devices.vector_files import vectors

GOLDEN = vectors("escpos")


@pytest.mark.parametrize("vector", GOLDEN["real_time"], ids=lambda v: f"EOT {v['request']} {v['hex']}")
def test_a_real_time_answer_is_understood(vector: dict[str, object]) -> None:
    flags = decode_real_time(int(str(vector["request"])), bytes.fromhex(str(vector["hex"]))[0])
    expected = dict(vector["flags"])  # type: ignore[call-overload]
    assert {key: getattr(flags, key) for key in expected} == expected


@pytest.mark.parametrize("vector", GOLDEN["automatic"], ids=lambda v: str(v["hex"]))
def test_an_automatic_status_is_understood(vector: dict[str, object]) -> None:
    flags = decode_automatic(bytes.fromhex(str(vector["hex"])))
    expected = dict(vector["flags"])  # type: ignore[call-overload]
    assert {key: getattr(flags, key) for key in expected} == expected


@pytest.mark.parametrize(("text", "hex_bytes"), GOLDEN["text"].items())
def test_chinese_is_two_bytes_a_character(text: str, hex_bytes: str) -> None:
    assert encode_text(text) == bytes.fromhex(hex_bytes)


@pytest.mark.parametrize("character", GOLDEN["not_text"]["characters"])
def test_what_the_printers_font_lacks_is_drawn(character: str) -> None:
    assert not can_be_text(character)
    job = encode_receipt(ReceiptDocument((Text(f"陈{character}"),)), PAPERS[80])
    assert b"\x1d\x76\x30\x00" in job
    with pytest.raises(ValueError, match="font"):
        encode_text(character)


def test_statements_are_told_apart_by_their_fixed_bits() -> None:
    stream = bytes.fromhex("12 11 18000F00 13 00 372500 3725 1A 0F")
    assert StatusParser().feed(stream) == [
        RealTime(0x12),
        Automatic(decode_automatic(bytes.fromhex("18000F00"))),
        QueuedStatus(0x00),
        Cleared(),
        RealTime(0x1A),
        QueuedStatus(0x0F),
    ]


@given(st.binary(max_size=60), st.lists(st.integers(0, 60), max_size=5))
def test_statements_do_not_depend_on_how_they_are_split(data: bytes, cuts: list[int]) -> None:
    parser, edges = StatusParser(), [0, *sorted(min(cut, len(data)) for cut in cuts), len(data)]
    assert [s for at, to in pairwise(edges) for s in parser.feed(data[at:to])] == StatusParser().feed(data)


@given(st.integers(0, 255), st.integers(1, 4))
def test_a_byte_without_the_fixed_bits_is_no_answer(byte: int, request: int) -> None:
    if byte & 0x93 == 0x12:
        assert decode_real_time(request, byte) != PrinterFlags()
    else:
        with pytest.raises(ValueError, match="fixed bits"):
            decode_real_time(request, byte)


def test_a_job_begins_clean_and_asks_before_and_after_the_cut() -> None:
    job = encode_receipt(ReceiptDocument((Text("办理回执"),)), PAPERS[80])
    assert (
        job
        == INITIALISE + CHINESE_MODE + bytes.fromhex("B0ECC0EDBBD8D6B4") + b"\n" + SENTINEL + FEED_AND_CUT + SENTINEL
    )


def test_only_what_changes_is_sent() -> None:
    title = Text("回执", align=Align.CENTER, bold=True, scale=2)
    job = encode_receipt(ReceiptDocument((title, Text("AB"))), PAPERS[80])
    assert b"\x1b\x61\x01\x1b\x45\x01\x1d\x21\x11" + encode_text("回执") + b"\n" in job
    assert b"\x1b\x61\x00\x1b\x45\x00\x1d\x21\x00AB\n" in job


def test_a_reprint_says_so_at_the_top() -> None:
    items = lay_out(ReceiptDocument((Text("办理回执"),), reprint=True), 48)
    assert items[0] == Line("补打", Align.CENTER, bold=True, scale=2)


def test_values_of_neighbouring_pairs_share_one_edge() -> None:
    parts = (Pair("事项", "开具无犯罪记录证明" * 3), Pair("受理编号", "310104-1"), Rule(), Pair("姓", "王"))
    lines = [item.text for item in lay_out(ReceiptDocument(parts), 32) if isinstance(item, Line)]
    assert lines == [
        "事项     " + "开具无犯罪记录证明开具",
        "         " + "无犯罪记录证明开具无犯",
        "         " + "罪记录证明",
        "受理编号 310104-1",
        "-" * 32,
        "姓 王",
    ]


def test_what_may_be_a_command_to_the_printer_is_not_printed() -> None:
    document = ReceiptDocument((Text("a\x10\x04\x01b\x1dc\td"), Pair("号\n码", "1\u200b2")))
    lines = [item.text for item in lay_out(document, 48) if isinstance(item, Line)]
    assert lines == ["abc d", "号 码 12"]


def test_a_label_longer_than_the_paper_is_wrapped() -> None:
    items = lay_out(ReceiptDocument((Pair("附带提交的其他证明材料名称" * 2, "有"),)), 32)
    assert all(width(item.text) <= 32 for item in items if isinstance(item, Line))


def test_no_line_begins_with_a_full_stop() -> None:
    assert wrap("请妥善保管本回执。", 16) == ["请妥善保管本回", "执。"]


def test_a_number_stays_whole() -> None:
    assert wrap("编号 310104-20251124-000123", 24) == ["编号", "310104-20251124-000123"]


@given(st.text(st.sampled_from("王玉兰，。 abc-123\n"), max_size=80), st.integers(4, 48))
def test_wrapping_loses_nothing_and_fits(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert "".join(lines).replace(" ", "") == text.replace("\n", "").replace(" ", "")
    assert all(width(line) <= columns for line in lines)


def test_a_tall_picture_is_sent_in_parts() -> None:
    data = encode_raster(Image.new("1", (9, FRAGMENT_ROWS + 1), 0))
    first = b"\x1d\x76\x30\x00\x02\x00" + FRAGMENT_ROWS.to_bytes(2, "little") + b"\xff\x80" * FRAGMENT_ROWS
    assert data == first + b"\x1d\x76\x30\x00\x02\x00\x01\x00\xff\x80"


def test_a_picture_never_contains_a_real_time_command() -> None:
    picture = Image.frombytes("1", (16, 2), bytes.fromhex("EFFB EFEB"))
    assert encode_raster(picture)[8:] == bytes.fromhex("1804 1814")


def test_printed_codes_can_be_read_back() -> None:
    import zxingcpp

    for picture, text in (
        (qr_picture("https://hall.example/s/AB12", 4), "https://hall.example/s/AB12"),
        (code128_picture("S-310104-0001", dots_per_module=2, height=60), "S-310104-0001"),
    ):
        framed = Image.new("L", (picture.width + 80, picture.height + 80), 255)
        framed.paste(picture.convert("L"), (40, 40))
        assert [code.text for code in zxingcpp.read_barcodes(framed)] == [text]


def test_a_code_fits_both_papers() -> None:
    document = ReceiptDocument((Code128("310104202511240001"), QrCode("https://hall.example/s/" + "A" * 60)))
    for paper in PAPERS.values():
        job = encode_receipt(document, paper)
        at = job.index(b"\x1d\x76\x30\x00")
        assert int.from_bytes(job[at + 4 : at + 6], "little") * 8 <= paper.dots


@pytest.mark.parametrize("data", ["", "回执", "A\n"])
def test_a_code_that_cannot_carry_its_text_is_refused(data: str) -> None:
    with pytest.raises(ValueError, match="ASCII"):
        encode_receipt(ReceiptDocument((Code128(data),)), PAPERS[80])
