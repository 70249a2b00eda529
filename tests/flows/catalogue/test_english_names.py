"""Every paper and every result has an English name, and one thing is always called the same."""

from __future__ import annotations

import re
from itertools import chain

import pytest

from flows.catalogue.materials import listed_materials
from tests.flows.content.opened_content import RAW

ITEMS = RAW["catalogue"]["items"]
ENGLISH = {zh: row["en"] for zh, row in RAW["catalogue"]["english"].items()}
CALLED = {
    "居民身份证(?!明)": "esident ID card",
    "营业执照": "usiness licence",
    "户口簿": "ousehold register",
    "社会保障卡": "ocial-security card",
    "居住证": "esidence permit",
    "不动产权证书": "itle certificate",
    "劳动合同": "mployment contract",
    "出生医学证明": "irth certificate",
    "法定代表人": "egal representative",
    "章程修正案": "mended articles of association",
    r"\(签名\)": "(signed)",
    r"\(系统生成\)": "(filled in here)",
    "卫生许可证": "ygiene licence",
}


def _papers() -> set[str]:
    listed = chain.from_iterable(listed_materials(row["materials"]) for row in ITEMS.values())
    results = chain.from_iterable(row["deliverable"].split("|") for row in ITEMS.values())
    return {one.name for one in listed} | {name for name in results if name}


def test_every_paper_and_result_has_an_english_name() -> None:
    assert not _papers() - set(ENGLISH)


def test_no_name_is_left_that_nothing_is_called_by() -> None:
    assert not set(ENGLISH) - _papers()


def test_a_name_is_plain_and_short_english() -> None:
    plain = re.compile(r"[A-Z][A-Za-z0-9,;:'()-]*( [A-Za-z0-9,;:'()-]+)*")
    assert not [name for name in ENGLISH.values() if not plain.fullmatch(name) or len(name) > 90]


@pytest.mark.parametrize(("chinese", "english"), CALLED.items())
def test_one_thing_is_always_called_the_same(chinese: str, english: str) -> None:
    others = [name for name in ENGLISH if re.search(chinese, name) and english not in ENGLISH[name]]
    assert not others


def test_an_item_has_an_english_name_of_its_own_without_shorthand() -> None:
    names = [row["name_en"] for row in ITEMS.values()]
    assert len(set(names)) == len(names)
    assert not [name for name in names if re.search(r"/|&|\.\.\.|incl\.|[^\x00-\x7fé]", name)]
