"""What staff read in place of the ids that travel: each fact, value and source that is handed in has a name."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from hall.cases.actions import NEED_REASONS, Action
from hall.catalogue import fact_of, item_of
from hall.console.labels import ACTIONS, HINTS, audit_title, fact_label, shown_value, source_label

CONTENT = Path(__file__).parents[2] / "flows" / "content"


def authored() -> list[tuple[str, list[str]]]:
    """Facts of the content, with their values."""
    found: dict[str, Any] = {}
    for path in sorted((CONTENT / "facts").glob("*.yaml")):
        found |= yaml.safe_load(path.read_text(encoding="utf-8")).get("facts") or {}
    return [(name, fact.get("values") or []) for name, fact in found.items() if not name.startswith("ctx.")]


def test_every_fact_that_the_content_asks_for_has_a_name_and_so_have_its_values() -> None:
    nameless = [name for name, _ in authored() if fact_of(name) is None]
    unknown = [
        f"{name}={value}"
        for name, values in authored()
        if (fact := fact_of(name)) is not None
        for value in values
        if str(value) not in fact.choices
    ]
    assert (nameless, unknown) == ([], [])


def test_every_bundle_is_shown_by_its_name() -> None:
    bundles = [path.stem for path in (CONTENT / "bundles").glob("*.yaml")]
    assert [code for code in bundles if item_of(code).name_zh == code] == []


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("holder.name", "股东姓名"),
        ("holder.name#1", "股东姓名（第 2 位）"),
        ("nobody.knows#2", "nobody.knows（第 3 位）"),
    ],
)
def test_a_fact_of_a_row_says_which_row(name: str, label: str) -> None:
    assert fact_label(name) == label


@pytest.mark.parametrize(
    ("fact", "value", "shown"),
    [
        ("holder.share#1", 40, "40%"),
        ("found.capital", 12_345_678, "123,456.78 元"),
        ("birth.applicant", "mother", "妈妈"),
        ("found.more", ("name_status", "food"), "名称查询结果、食品经营许可证"),
        ("found.others", False, "否"),
    ],
)
def test_values_are_shown_in_the_words_of_their_kind(fact: str, value: object, shown: str) -> None:
    assert shown_value(fact, value) == shown


def test_every_action_has_a_title_and_every_reason_a_hint() -> None:
    assert (set(ACTIONS), set(HINTS)) == (set(Action), set(NEED_REASONS))


def test_sources_and_acts_are_named_in_chinese_and_unknown_ones_by_their_id() -> None:
    assert source_label("idcard.chip") == "身份证芯片"
    assert source_label("hall.police.population") == "公安人口信息"
    assert source_label("hall.new.register") == "大厅数据（hall.new.register）"
    assert audit_title("case.read") == "查看办件内容"
    assert audit_title("case.accept") == "办件：受理"
    assert audit_title("something.new") == "something.new"
