"""Rows of the same facts: holders of shares."""

from __future__ import annotations

from pathlib import Path

from flows.decision import Answered, FactRecord, Question, Ready, Unanswered
from flows.engine.decide import DecisionEngine
from tests.flows.small_content import NOW, book, small_engine

ONE = "PH-P-901"
FILES = {
    "services/one.yaml": """schema: kiosk/service@1
id: PH-P-901
form:
  name: person.name
  holders: holder.name
  shares: holder.share
  seats: {fact: holder.seat, when: "holder.share >= 50"}
repeat: [{group: holder, more: holder.more, maximum: 3}]
""",
    "facts/h.yaml": """schema: kiosk/facts@1
facts:
  holder.name: {type: text, group: holder, ask: q.holder_name}
  holder.share: {type: percent, group: holder, ask: q.holder_share}
  holder.seat: {type: text, group: holder, ask: q.holder_seat}
  holder.more: {type: bool, group: holder, ask: q.holder_more}
""",
    "asks/h.yaml": """schema: kiosk/asks@1
asks:
  q.holder_name: {kind: text, sets: [holder.name]}
  q.holder_share:
    kind: number
    sets: [holder.share]
    checks: [{when: "sum.holder.share > 100", say: too-much}]
  q.holder_seat: {kind: text, sets: [holder.seat]}
  q.holder_more:
    kind: choice
    sets: [holder.more]
    checks: [{when: "!holder.more && sum.holder.share != 100", say: not-all}]
""",
}


def _play(engine: DecisionEngine, given: dict[str, tuple[str, ...] | str]) -> tuple[list[str], Ready]:
    known: dict[str, FactRecord] = book(person_name="甲")
    asked: list[str] = []
    while True:
        wanted = engine.next(ONE, known)
        if isinstance(wanted, Ready):
            return asked, wanted
        assert isinstance(wanted, Question), wanted
        asked.append(wanted.ask.id)
        answered = engine.answer(ONE, wanted.ask.id, given[wanted.ask.id], known, NOW)
        assert isinstance(answered, Answered), answered
        known |= {record.fact: record for record in answered.records}


TWO_ROWS: dict[str, tuple[str, ...] | str] = {
    "q.holder_name#1": "甲",
    "q.holder_share#1": "40",
    "q.holder_more#1": ("yes",),
    "q.holder_name#2": "乙",
    "q.holder_share#2": "60",
    "q.holder_seat#2": "董事",
    "q.holder_more#2": ("no",),
}


def test_a_row_is_completed_before_the_next_and_conditions_are_those_of_the_row(tmp_path: Path) -> None:
    asked, ready = _play(small_engine(tmp_path, FILES), TWO_ROWS)
    assert asked == list(TWO_ROWS)
    assert ready.form["holders"] == ("甲", "乙")
    assert ready.form["seats"] == ("董事",)
    assert "holder.name#2" in ready.review


def test_shares_add_up_over_the_rows(tmp_path: Path) -> None:
    engine = small_engine(tmp_path, FILES)
    known = book(person_name="甲")
    first = engine.answer(ONE, "q.holder_share#1", "70", known, NOW)
    assert isinstance(first, Answered)
    known |= {record.fact: record for record in first.records}
    short = engine.answer(ONE, "q.holder_more#1", ("no",), known, NOW)
    assert isinstance(short, Unanswered)
    assert short.error == "not-all"
    more = engine.answer(ONE, "q.holder_more#1", ("yes",), known, NOW)
    assert isinstance(more, Answered)
    known |= {record.fact: record for record in more.records}
    much = engine.answer(ONE, "q.holder_share#2", "40", known, NOW)
    assert isinstance(much, Unanswered)
    assert much.error == "too-much"


def test_an_answer_of_one_row_can_be_changed_without_the_others(tmp_path: Path) -> None:
    _, ready = _play(small_engine(tmp_path, FILES), TWO_ROWS)
    assert ready.asked["holder.name#2"] == "q.holder_name#2"


def test_there_is_no_row_beyond_the_most(tmp_path: Path) -> None:
    rows: dict[str, tuple[str, ...] | str] = {}
    for row, share in ((1, "30"), (2, "30"), (3, "40")):
        rows |= {f"q.holder_name#{row}": "甲", f"q.holder_share#{row}": share, f"q.holder_more#{row}": ("yes",)}
    asked, _ = _play(small_engine(tmp_path, FILES), rows)
    assert "q.holder_more#3" not in asked
    assert asked[-1] == "q.holder_share#3"
