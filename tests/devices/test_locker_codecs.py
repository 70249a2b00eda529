"""Every family of locker boards against the promises of a locker codec and its golden vectors."""

import pytest

from devices.codecs.modbus_rtu import close
from devices.drivers.pickup_locker.board_8a80 import Codec8A80
from devices.drivers.pickup_locker.board_cu16 import CodecCu16
from devices.drivers.pickup_locker.board_cu48 import CodecCu48
from devices.drivers.pickup_locker.board_cu60 import CodecCu60
from devices.drivers.pickup_locker.board_wkly import CodecWkly
from devices.drivers.pickup_locker.relay_modbus import CodecModbus
from devices.locker.codec import FrameKind, LockerCodec, LockerRequest, scan
from tests.devices.contracts.locker_codec_contract import LockerCodecContract


class TestCodec8A80(LockerCodecContract):
    codec = Codec8A80()
    vectors = "locker_8a"


class TestCodecWkly(LockerCodecContract):
    codec = CodecWkly()
    vectors = "locker_wkly"


class TestCodecCu48(LockerCodecContract):
    codec = CodecCu48()
    vectors = "locker_cu48"


class TestCodecCu60(LockerCodecContract):
    codec = CodecCu60()
    vectors = "locker_cu60"


class TestCodecCu16(LockerCodecContract):
    codec = CodecCu16()
    vectors = "locker_cu16"


class TestCodecModbus(LockerCodecContract):
    codec = CodecModbus()
    vectors = "locker_modbus"


def test_8a80_byte_order_is_a_setting() -> None:
    state = bytes.fromhex("800100000233B0")
    [highest] = scan(Codec8A80(), state)
    [lowest] = scan(Codec8A80(highest_first=False), state)
    assert [channel for channel, level in highest.levels.items() if level] == [2]
    assert [channel for channel, level in lowest.levels.items() if level] == [18]


def test_8a80_takes_an_echoed_question_for_no_answer() -> None:
    assert scan(Codec8A80(), Codec8A80().state_request(1, 12)) == []


@pytest.mark.parametrize(
    ("frame", "wrong"),
    [
        ("8A0101009B", "check byte is 9B, computed 8A"),
        ("8A01", "too few"),
        ("8001000002 44 C7", "ends with 33, not 44"),
        ("8001032280", "check byte"),
        ("80010322A0", "00 or 11, not 22"),
        ("9001030092", "no reply begins with 90"),
    ],
)
def test_8a80_says_what_is_wrong_with_a_frame(frame: str, wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong):
        Codec8A80().decode(bytes.fromhex(frame))


def test_cu60_tells_what_lies_inside_apart_from_the_doors() -> None:
    [frame] = scan(CodecCu60(), bytes.fromhex("02000075 010000000000 020000000000 037D"))
    assert [channel for channel, inside in frame.occupied.items() if inside] == [2]
    assert [channel for channel, level in frame.levels.items() if level] == [1]


def test_cu16_puts_board_and_lock_into_one_byte() -> None:
    assert CodecCu16().open_request(2, 16) == bytes.fromhex("022F310365")
    with pytest.raises(ValueError, match="no board 16"):
        CodecCu16().open_request(16, 1)


def test_wkly_tells_a_refusal() -> None:
    refused = bytes.fromhex("574B4C590A0082FF0101")
    body = refused[:-1]
    check = 0
    for byte in body:
        check ^= byte
    [frame] = scan(CodecWkly(), body + bytes([check]))
    assert frame.kind is FrameKind.REFUSED


def test_modbus_boards_are_made_safe_at_start() -> None:
    assert CodecModbus().start_requests(1) == (bytes.fromhex("010500FF0000FDFA"),)
    assert CodecModbus(pulse_tenths=5).open_request(1, 2) == close(bytes.fromhex("010502010005"))


@pytest.mark.parametrize(
    ("codec", "frame", "request_"),
    [
        (Codec8A80(), "8A020A1193", LockerRequest("open", 2, 10)),
        (Codec8A80(), "8A0100119A", LockerRequest("open", 1)),
        (Codec8A80(), "8A0101110398", LockerRequest("open", 1, 1)),
        (Codec8A80(), "80010133B3", LockerRequest("state", 1, 1)),
        (Codec8A80(), "80010033B2", LockerRequest("state", 1)),
        (Codec8A80(), "900102020293", LockerRequest("open several", 1)),
        (Codec8A80(), "9A0101118B", LockerRequest("keep energised", 1, 1)),
        (CodecWkly(), "574B4C590900820183", LockerRequest("open", 0, 1)),
        (CodecWkly(), "574B4C590900830182", LockerRequest("state", 0, 1)),
        (CodecWkly(), "574B4C5908008485", LockerRequest("state", 0)),
        (CodecWkly(), "574B4C590C00800301020386", LockerRequest("open several", 0)),
        (CodecWkly(), "574B4C590C00870301020381", LockerRequest("open in turn", 0)),
        (CodecWkly(), "574B4C590900810180", LockerRequest("flash", 0, 1)),
        (CodecWkly(), "574B4C5908008687", LockerRequest("open all", 0)),
        (CodecCu48(), "020A0050035F", LockerRequest("state", 10)),
        (CodecCu48(), "020000510356", LockerRequest("open", 0, 1)),
        (CodecCu48(), "020030510386", LockerRequest("open", 0)),
        (CodecCu48(), "020A30510390", LockerRequest("open", 10)),
        (CodecCu60(), "02000461036A", LockerRequest("open", 0, 5)),
        (CodecCu16(), "02F0320327", LockerRequest("state of all boards", 15)),
        (CodecCu16(), "020038033D", LockerRequest("query unlock time", 0)),
        (CodecCu16(), "0200310336", LockerRequest("open", 0, 1)),
        (CodecModbus(), "010500FF0000FDFA", LockerRequest("all off", 1)),
        (CodecModbus(), "0105020000024DB3", LockerRequest("open", 1, 1)),
        (CodecModbus(), "0101000000083DCC", LockerRequest("state of relays", 1)),
        (CodecModbus(), "01020000000879CC", LockerRequest("state", 1)),
        (CodecModbus(), "01050000FF008C3A", LockerRequest("switch", 1, 1)),
    ],
)
def test_golden_requests_are_understood_by_whoever_reads_a_log(
    codec: LockerCodec, frame: str, request_: LockerRequest
) -> None:
    data = bytes.fromhex(frame)
    assert codec.decode_request(data) == request_
    for bit in range(8 * len(data)):
        damaged = bytearray(data)
        damaged[bit // 8] ^= 1 << bit % 8
        with pytest.raises(ValueError, match=r"\w"):
            codec.decode_request(bytes(damaged))
