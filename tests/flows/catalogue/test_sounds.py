"""How words sound, with the readings that matter at a counter."""

from __future__ import annotations

import pytest

from flows.catalogue.sounds import cut, folded, initials, syllables


@pytest.mark.parametrize(
    ("text", "sounds"),
    [
        ("还款", "huan kuan"),
        ("提前还贷", "ti qian huan dai"),
        ("朝阳区", "chao yang qu"),
        ("单县", "shan xian"),
        ("银行卡", "yin hang ka"),
        ("行驶证", "xing shi zheng"),
        ("重名", "chong ming"),
        ("参保", "can bao"),
        ("调档", "diao dang"),
        ("少儿医保", "shao er yi bao"),
        ("公积金2次", "gong ji jin ci"),
    ],
)
def test_words_of_the_trade_are_read_as_people_say_them(text: str, sounds: str) -> None:
    assert " ".join(syllables(text)) == sounds


@pytest.mark.parametrize(
    ("letters", "parts"),
    [
        ("shebaoka", ("she", "bao", "ka")),
        ("gongjijin", ("gong", "ji", "jin")),
        ("xian", ("xian",)),
        ("tiqu", ("ti", "qu")),
        ("sbk", None),
        ("passport", None),
    ],
)
def test_typed_pinyin_is_cut_into_syllables(letters: str, parts: tuple[str, ...] | None) -> None:
    assert cut(letters) == parts


def test_southern_ears_hear_zh_and_z_ng_and_n_alike() -> None:
    assert folded("zheng") == folded("zen")
    assert folded("shi") == folded("si")


def test_initials_are_the_first_letters() -> None:
    assert initials(syllables("社保卡")) == "sbk"
