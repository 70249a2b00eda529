"""Choices that lead nowhere, and rule sets for nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.checking.report import check_content
from tests.flows.checking.test_mistakes import ASKS, FACTS, GOOD, ONE
from tests.flows.small_content import write_content

RULES = "rules/r.yaml"
HEAD = "schema: kiosk/rules@1\nid: rs.x\nversion: 1\nowner: o\nreviewed: 2026-01-01\n"
RULE = "{id: x, fails: a.flag, reason: d, remedy: d}"


def _chosen(values: str, options: str) -> dict[str, str]:
    return {
        "facts/b.yaml": FACTS + f"  b.x: {{type: enum, {values}ask: q.b}}\n",
        "asks/b.yaml": ASKS + f"  q.b: {{kind: choice, sets: [b.x]{options}}}\n",
    }


CASES: list[tuple[str, str, dict[str, str], str, int]] = [
    ("an option that is no value", "E02", _chosen("values: [a, b], ", ", options: [a, zz]"), "asks/b.yaml", 3),
    ("an option twice", "E01", _chosen("values: [a, b], ", ", options: [a, a]"), "asks/b.yaml", 3),
    ("a choice of nothing", "E03", _chosen("", ""), "asks/b.yaml", 3),
    ("rules for no item", "E02", {RULES: HEAD + f"rules: [{RULE}]\n"}, RULES, 2),
    ("rules for a stranger", "E02", {RULES: HEAD + f"items: [PH-P-999]\nrules: [{RULE}]\n"}, RULES, 6),
    ("a rule twice", "E01", {RULES: HEAD + f"items: [PH-P-901]\nrules: [{RULE}, {RULE}]\n"}, RULES, 7),
    (
        "a rule set twice",
        "E01",
        dict.fromkeys((RULES, "rules/s.yaml"), HEAD + f"items: [PH-P-901]\nrules: [{RULE}]\n"),
        "rules/s.yaml",
        2,
    ),
]


@pytest.mark.parametrize(
    ("check", "files", "file", "line"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_a_choice_or_a_rule_set_that_leads_nowhere_is_named(
    tmp_path: Path, check: str, files: dict[str, str], file: str, line: int
) -> None:
    report = check_content(write_content(tmp_path, {ONE: GOOD, **files}))
    found = {(fault.check, fault.file, fault.line) for fault in report.errors}
    assert (check, file, line) in found, [str(fault) for fault in report.errors]
