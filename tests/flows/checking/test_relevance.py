"""M2: each question matters when it is put, proved over every service and bundle; one that does not is found."""

from __future__ import annotations

from pathlib import Path

from flows.checking.relevance import put_in_vain
from flows.checking.report import subject_of
from flows.checking.subject import ALL_DOWN
from tests.flows.content.opened_content import FOLDER
from tests.flows.small_content import write_content

HEAD = "schema: kiosk/service@1\nid: PH-P-901\nform: {name: person.name}\n"
SAME_END = (
    "stop:\n  - {when: \"a.kind == 'one' && a.flag\", say: s, remedy: r}\n"
    "  - {when: \"a.kind == 'one' && !a.flag\", say: s, remedy: r}\n"
)


def _in_vain(root: Path, stops: str) -> frozenset[str] | None:
    subject = subject_of(write_content(root, {"services/PH-P-901.yaml": HEAD + stops}))
    return put_in_vain(subject, "PH-P-901", ALL_DOWN)


def test_a_question_whose_answers_all_end_alike_is_put_in_vain(tmp_path: Path) -> None:
    assert _in_vain(tmp_path, SAME_END) == frozenset({"q.flag"})


def test_a_question_that_decides_between_two_ends_matters(tmp_path: Path) -> None:
    assert _in_vain(tmp_path, SAME_END.replace('!a.flag", say: s', '!a.flag", say: t')) == frozenset()


def test_every_question_of_what_ships_matters_when_it_is_put() -> None:
    """With all sources down, where most is asked; `kiosk-content ledger` proves it for both."""
    subject = subject_of(FOLDER)
    codes = [*subject.shapes, *subject.parts.bundles]
    found = {code: put_in_vain(subject, code, ALL_DOWN) for code in codes}
    assert {code: asks for code, asks in found.items() if asks != frozenset()} == {}
