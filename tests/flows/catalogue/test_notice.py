"""What is told before personal data are used: every kind of them, also what only conditions and rules look at."""

import pytest

from tests.flows.content.opened_content import CONTENT


def kinds(code: str, language: str = "zh") -> list[str]:
    label = "用到哪些信息" if language == "zh" else "Which data"
    return [text for title, text in CONTENT.catalogue.notice(code, language) if title == label]


def test_what_only_a_rule_looks_at_is_told_too() -> None:
    assert "公积金账户状态" in "".join(kinds("PH-P-056"))
    assert "参保状态" in "".join(kinds("PH-P-029"))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_bundle_with_many_kinds_tells_all_of_them_a_few_in_a_row(language: str) -> None:
    joint = "、" if language == "zh" else ", "
    rows = [row.split(joint) for row in kinds("B04", language)]
    assert sum(map(len, rows)) >= 20
    assert max(map(len, rows)) <= 6
