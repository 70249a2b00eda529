"""Every family of locker boards against the promises of a locker codec and its golden vectors."""

import pytest

from devices.drivers.pickup_locker.board_8a80 import Codec8A80
from devices.locker_codec import scan
from tests.devices.contracts.locker_codec_contract import LockerCodecContract


class TestCodec8A80(LockerCodecContract):
    codec = Codec8A80()
    vectors = "locker_8a"


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
