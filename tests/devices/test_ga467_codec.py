"""The ID-card reader's bytes: golden vectors, and that no damage ever passes for a card."""

import hashlib
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.codecs import ga467_frame, id_number
from devices.codecs.ga467_card import decode_base, decode_base_and_fingerprint, decode_sam_id
from devices.codecs.ga467_frame import Command, Reply, ReplyParser, Status, encode_reply, encode_request
from devices.codecs.ga467_text import decode_address, decode_text
from devices.errors import ReplyError
from devices.id_card_reader import CardKind, IdCard
from tests.devices.vector_files import text_block, vectors

GOLDEN = vectors("ga467")
HEADER = bytes.fromhex("01000400")
CITIZEN_DATA = HEADER + text_block(GOLDEN["citizen"]["fields"]) + b"\x5a" * 1024
CITIZEN_FRAME = encode_reply(0x90, CITIZEN_DATA)


def replies(data: bytes) -> list[Reply]:
    return [piece for piece in ReplyParser().feed(data) if isinstance(piece, Reply)]


@pytest.mark.parametrize("command", Command, ids=lambda command: command.name)
def test_a_request_is_the_golden_bytes(command: Command) -> None:
    assert encode_request(command) == bytes.fromhex(GOLDEN["requests"][command.name])


@pytest.mark.parametrize("vector", GOLDEN["replies"], ids=lambda vector: vector["hex"])
def test_a_golden_reply_is_understood(vector: dict[str, object]) -> None:
    reply = replies(bytes.fromhex(str(vector["hex"])))[-1]
    assert (reply.status, len(reply.data)) == (vector["status"], vector["data"])


@pytest.mark.parametrize("vector", GOLDEN["refused"], ids=lambda vector: vector["why"])
def test_a_damaged_reply_is_not_a_reply(vector: dict[str, str]) -> None:
    assert replies(bytes.fromhex(vector["hex"])) == []


def test_the_citizen_frame_is_the_golden_one() -> None:
    golden = GOLDEN["citizen"]
    assert (len(CITIZEN_FRAME), CITIZEN_FRAME[-1]) == (golden["frame_bytes"], golden["checksum"])
    assert hashlib.sha256(CITIZEN_FRAME).hexdigest() == golden["sha256"]


def test_a_citizen_card_is_read_field_by_field() -> None:
    assert decode_base(replies(CITIZEN_FRAME)[0].data) == IdCard(
        kind=CardKind.CITIZEN,
        name="测试甲",
        id_number="11010519491231002X",
        sex="1",
        nation="01",
        birth=date(1949, 12, 31),
        address="北京市朝阳区测试路1号",
        authority="测试市公安局",
        valid_from=date(2020, 1, 1),
        valid_to=None,
        photo=b"\x5a" * 1024,
    )


@pytest.mark.parametrize("vector", GOLDEN["text_blocks"], ids=lambda vector: vector["kind"])
def test_the_three_permits_have_layouts_of_their_own(vector: dict[str, object]) -> None:
    block = text_block(vector["fields"])  # type: ignore[arg-type]
    assert hashlib.sha256(block).hexdigest().startswith(str(vector["sha256_start"]))
    assert decode_text(block) == IdCard(kind=CardKind(str(vector["kind"])), **vector["card"])  # type: ignore[arg-type]


@pytest.mark.parametrize("fingerprint", [0, 512, 1024])
def test_a_fingerprint_behind_the_photo_is_measured_and_dropped(fingerprint: int) -> None:
    data = HEADER + fingerprint.to_bytes(2, "big") + CITIZEN_DATA[4:] + b"\x11" * fingerprint
    assert len(encode_reply(0x90, data)) == {0: 1297, 512: 1809, 1024: 2321}[fingerprint]
    assert decode_base_and_fingerprint(data) == decode_base(CITIZEN_DATA)


def test_an_old_reader_may_leave_the_fingerprint_length_out() -> None:
    assert decode_base_and_fingerprint(CITIZEN_DATA) == decode_base(CITIZEN_DATA)


def test_the_latest_address_is_the_first_seventy_bytes() -> None:
    assert decode_address(text_block([("上海市测试区新路2号", 35), ("rest", 10)])) == "上海市测试区新路2号"


def test_the_modules_number_reads_as_on_its_label() -> None:
    data = bytes.fromhex("05000300") + b"".join(n.to_bytes(4, "little") for n in (20180101, 12345, 678))
    assert decode_sam_id(data).text == "05.03-20180101-0000012345-0000000678"


@pytest.mark.parametrize(
    "number", ["11010519491231002X", "932682198501010017", "911124198108030024", "440524188001010014"]
)
def test_a_number_with_its_check_character_is_valid(number: str) -> None:
    assert id_number.is_valid(number)
    assert not id_number.is_valid(number[:-1] + ("0" if number[-1] != "0" else "1"))


def test_a_rare_name_outside_the_basic_plane_is_read() -> None:
    fields = [("𠮷测试", 14), *GOLDEN["citizen"]["fields"][1:]]
    assert decode_text(text_block(fields)).name == "𠮷测试"


@given(st.lists(st.integers(1, len(CITIZEN_FRAME) - 1), max_size=8, unique=True))
def test_a_frame_may_be_split_anywhere(cuts: list[int]) -> None:
    parser, edges = ReplyParser(), [0, *sorted(cuts), len(CITIZEN_FRAME)]
    pieces = [piece for at, to in pairwise(edges) for piece in parser.feed(CITIZEN_FRAME[at:to])]
    assert pieces == [Reply(Status.OK, b"\0\0", CITIZEN_DATA)]


@given(st.binary(max_size=300))
def test_garbage_before_a_frame_hides_at_most_that_frame(garbage: bytes) -> None:
    parser = ReplyParser()
    parser.feed(garbage)
    frames = [piece for _ in range(4) for piece in parser.feed(CITIZEN_FRAME)]
    assert Reply(Status.OK, b"\0\0", CITIZEN_DATA) in frames


@given(st.binary(max_size=2000))
def test_any_bytes_are_survived(garbage: bytes) -> None:
    for piece in ReplyParser().feed(garbage):
        if isinstance(piece, Reply):
            with_no_card = pytest.raises(ReplyError)
            with with_no_card:
                decode_base(piece.data)


@settings(max_examples=400)
@given(st.integers(0, len(CITIZEN_FRAME) * 8 - 1))
def test_a_flipped_bit_never_changes_a_value(bit: int) -> None:
    damaged = bytearray(CITIZEN_FRAME)
    damaged[bit // 8] ^= 1 << bit % 8
    for reply in replies(bytes(damaged)):
        try:
            assert decode_base(reply.data) == decode_base(CITIZEN_DATA)
        except ReplyError:
            continue


@given(st.binary(min_size=256, max_size=256))
def test_any_text_block_is_a_card_or_refused(block: bytes) -> None:
    try:
        card = decode_text(block)
    except ReplyError:
        return
    assert card.name


def test_a_length_beyond_any_reply_is_given_up_at_once() -> None:
    pieces = ReplyParser().feed(bytes.fromhex("AAAAAA9669FFFF") + encode_reply(0x90))
    assert pieces == [ga467_frame.Damage("length 65535 is out of range"), Reply(Status.OK, b"\0\0", b"")]
