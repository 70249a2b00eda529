"""Pinyin to characters: what comes first, what can be reached at all, and that nothing is ever learned."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.keyboard.input_engine import Candidate
from kiosk.keyboard.pinyin_engine import PinyinEngine
from kiosk.keyboard.pinyin_table import TABLE, TableDamagedError, load_table
from kiosk.keyboard.syllables import Syllabary

ENGINE = PinyinEngine(load_table())
LETTERS = st.text(alphabet="abcdefghijklmnopqrstuvwxyz'", max_size=24)


def first(keys: str, count: int = 1) -> list[str]:
    return [candidate.text for candidate in ENGINE.candidates(keys)[:count]]


@pytest.mark.parametrize(
    ("keys", "wanted"),
    [
        ("shanghaishi", "上海市"),
        ("yangpuqu", "杨浦区"),
        ("jiangwanlu", "江湾路"),
        ("shenfenzheng", "身份证"),
        ("zhongguoyinhang", "中国银行"),
        ("gongshangyinhang", "工商银行"),
        ("zizhufuwu", "自助服务"),
        ("zhangwei", "张伟"),
        ("ouyangnana", "欧阳娜娜"),
        ("fangwuzulin", "房屋租赁"),
        ("nvshi", "女士"),
        ("xi'an", "西安"),
        ("wo", "我"),
        ("lu", "路"),
    ],
)
def test_what_people_type_at_a_counter_comes_first(keys: str, wanted: str) -> None:
    assert first(keys) == [wanted]


@pytest.mark.parametrize(("keys", "wanted"), [("sfz", "身份证"), ("shenfenz", "身份证"), ("xian", "西安")])
def test_initials_an_unfinished_syllable_and_another_cut_are_understood(keys: str, wanted: str) -> None:
    assert wanted in first(keys, 8)


@pytest.mark.parametrize(("keys", "rare"), [("yan", "龑"), ("yan", "䶮"), ("di", "𬱖"), ("biao", "骉"), ("zhe", "喆")])
def test_rare_characters_of_names_can_be_typed(keys: str, rare: str) -> None:
    texts = [candidate.text for candidate in ENGINE.candidates(keys, 800)]
    assert texts.index(rare) < 120


@given(LETTERS)
def test_every_candidate_covers_a_beginning_of_the_keys(keys: str) -> None:
    for candidate in ENGINE.candidates(keys):
        assert 0 < candidate.consumed <= len(keys)
        assert candidate.text


@given(LETTERS, LETTERS)
def test_nothing_typed_before_changes_what_is_offered(keys: str, others: str) -> None:
    before = ENGINE.candidates(keys)
    ENGINE.candidates(others)
    assert ENGINE.candidates(keys) == before


@given(LETTERS)
def test_no_candidate_is_offered_twice(keys: str) -> None:
    texts = [candidate.text for candidate in ENGINE.candidates(keys)]
    assert len(texts) == len(set(texts))


def test_a_chosen_beginning_leaves_exactly_the_rest() -> None:
    assert Candidate("江湾", 8) in ENGINE.candidates("jiangwanlu")
    assert Candidate("西", 3) in ENGINE.candidates("xi'an")


def test_every_syllable_of_the_table_offers_its_characters() -> None:
    table = load_table()
    assert len(table.characters) > 400
    for syllable, characters in table.characters.items():
        assert ENGINE.candidates(syllable, 2000)[0].text
        assert len(set(characters)) == len(characters)


@given(st.lists(st.sampled_from(["xian", "fang", "an", "ge", "zhuang", "er", "a"]), min_size=1, max_size=6))
def test_apostrophes_cut_where_they_stand(syllables: list[str]) -> None:
    syllabary = Syllabary(frozenset({"xian", "xi", "an", "fang", "fan", "ge", "g", "zhuang", "er", "a"}))
    cut = syllabary.cut("'".join(syllables))
    assert cut is not None
    assert list(cut.syllables) == syllables
    assert cut.ends[-1] == len("'".join(syllables))


def test_a_damaged_table_is_refused_with_its_line(tmp_path: Path) -> None:
    damaged = tmp_path / "pinyin.tsv"
    damaged.write_text("a\t阿\nnonsense\n", encoding="utf-8")
    with pytest.raises(TableDamagedError, match=r"pinyin\.tsv:2"):
        load_table(damaged)


def test_the_bundled_table_has_no_personal_history() -> None:
    assert TABLE.read_text(encoding="utf-8").count("\t") == len(TABLE.read_text(encoding="utf-8").splitlines())
