"""Reading characters without a dictionary of Chinese."""

from __future__ import annotations

import pytest

from flows.catalogue.readings import Readings, readings_from, readings_of, readings_raw
from flows.catalogue.sounds import syllables

PHRASES = ("银行卡丢了", "行驶证补办", "宝宝重名查询", "提前还款")
READ = readings_of(PHRASES)


@pytest.mark.parametrize("phrase", PHRASES)
def test_known_phrases_are_read_as_the_dictionary_reads_them(phrase: str) -> None:
    assert READ.syllables(phrase) == syllables(phrase)


def test_a_pair_is_read_the_same_in_another_phrase() -> None:
    assert READ.syllables("去银行还款") == ("qu", "yin", "hang", "huan", "kuan")


def test_characters_that_nobody_wrote_are_read_too() -> None:
    assert READ.syllables("暖气") == ("nuan", "qi")


def test_what_is_not_chinese_or_not_known_is_left_out() -> None:
    assert READ.syllables("ETC 卡𠮷2") == ("ka",)
    assert Readings({}, {}).syllables("卡") == ()


def test_readings_travel_as_json() -> None:
    assert readings_from(readings_raw(READ)) == READ
