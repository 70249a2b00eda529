"""What a search looks into, as it travels in a pack."""

from __future__ import annotations

import json

import pytest

from flows.catalogue.compiled_search import compile_search, search_from, search_raw
from flows.catalogue.finding import SearchIndex
from tests.flows.content.opened_content import RAW

TABLES = RAW["catalogue"]
TRAVELLED = json.loads(json.dumps(search_raw(compile_search(TABLES))))


@pytest.mark.parametrize("text", ["社保卡丢了", "gongjijin tiqu", "sbk", "lost passport", "信用卡还款", "射宝卡激活"])
def test_an_index_from_a_pack_answers_like_one_just_made(text: str) -> None:
    read = SearchIndex({**TABLES, "search": TRAVELLED})
    assert read.search(text, "zh") == SearchIndex(TABLES).search(text, "zh")


def test_what_another_version_compiled_is_made_again() -> None:
    read = SearchIndex({**TABLES, "search": {"version": 0}})
    assert read.search("社保卡丢了", "zh") == SearchIndex(TABLES).search("社保卡丢了", "zh")


def test_every_phrase_of_every_owner_is_in_it_once() -> None:
    compiled = search_from(TRAVELLED)
    assert compiled.items == len(TABLES["items"])
    assert compiled.phrase_starts[-1] == len(compiled.phrase_weight) == len(compiled.row_starts) - 1
    assert len(compiled.initials.split("\n")) == compiled.phrase_starts[compiled.items]


def test_a_phrase_of_small_words_alone_is_left_out() -> None:
    tables = {**TABLES, "elsewhere": {"none": {"topic": "none", "words": "12;who is the;天气;1"}}}
    compiled = compile_search(tables)
    assert len(compiled.phrase_starts) - 1 == compiled.items + 1
    assert not (compiled.row_starts[1:] == compiled.row_starts[:-1]).any()
    assert SearchIndex(tables).search("天气", "zh").out_of_scope


def test_what_many_have_counts_less_than_what_few_have() -> None:
    compiled = compile_search(TABLES)
    value = dict(zip(compiled.vocabulary, compiled.value, strict=True))
    assert value["公司"] < value["典当"]
