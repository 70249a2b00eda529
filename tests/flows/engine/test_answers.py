"""From what was typed to facts, or to a sentence that helps."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.decision import Answered, FactScalar, Unanswered
from flows.engine.decide import DecisionEngine
from tests.flows.small_content import NOW, book, fact, small_engine

ONE = "PH-P-901"
SERVICE = """schema: kiosk/service@1
id: PH-P-901
form: {name: person.name, kind: a.kind, flag: a.flag, note: a.note, amount: a.amount, phone: a.phone, day: b.day,
  many: b.many, id: b.id, card: b.card, code: b.code}
"""
FACTS = """schema: kiosk/facts@1
facts:
  b.day: {type: date, ask: q.day}
  b.many: {type: multi, values: [x, y, z], ask: q.many}
  b.id: {type: idno, ask: q.id}
  b.card: {type: bankcard, ask: q.card}
  b.code: {type: uscc, ask: q.code}
"""
ASKS = """schema: kiosk/asks@1
asks:
  q.day:
    kind: date
    sets: [b.day]
    options: [today, yesterday]
    checks:
      - {when: "b.day > ctx.today", say: too-late}
      - {when: "days(b.day, ctx.today) > 30", say: long-ago, warn: true}
  q.many: {kind: multi, sets: [b.many], preset: [x, y, z]}
  q.id: {kind: idno, sets: [b.id]}
  q.card: {kind: number, sets: [b.card]}
  q.code: {kind: text, sets: [b.code]}
"""


@pytest.fixture
def engine(tmp_path: Path) -> DecisionEngine:
    return small_engine(tmp_path, {"services/one.yaml": SERVICE, "facts/b.yaml": FACTS, "asks/b.yaml": ASKS})


def _value(engine: DecisionEngine, ask: str, given: tuple[str, ...] | str) -> FactScalar:
    answered = engine.answer(ONE, ask, given, book(person_name="甲"), NOW)
    assert isinstance(answered, Answered), answered
    return answered.records[0].value


def _refused(engine: DecisionEngine, ask: str, given: tuple[str, ...] | str) -> Unanswered:
    answered = engine.answer(ONE, ask, given, book(person_name="甲"), NOW)
    assert isinstance(answered, Unanswered), answered
    return answered


@pytest.mark.parametrize(
    ("ask", "given", "value"),
    [
        ("q.kind", ("two",), "two"),
        ("q.flag", ("yes",), True),
        ("q.flag", ("no",), False),
        ("q.note", "  a   b ", "a b"),
        ("q.amount", "1,234.5", 123450),
        ("q.amount", "0.07 元", 7),
        ("q.day", ("today",), "2026-10-09"),
        ("q.day", ("yesterday",), "2026-10-08"),
        ("q.day", "20261001", "2026-10-01"),
        ("q.day", "2026-10-01", "2026-10-01"),
        ("q.many", ("z", "x"), ("x", "z")),
        ("q.phone_typed", "138 0000 0000", "13800000000"),
        ("q.id", "31010419700101008x", "31010419700101008X"),
        ("q.card", "6222 0200 0000 0007", "6222020000000007"),
        ("q.code", "91310104ma1tet000f", "91310104MA1TET000F"),
    ],
)
def test_an_answer_becomes_its_value(
    engine: DecisionEngine, ask: str, given: tuple[str, ...] | str, value: FactScalar
) -> None:
    assert _value(engine, ask, given) == value


@pytest.mark.parametrize(
    ("ask", "given", "error"),
    [
        ("q.kind", (), "answer-choose-one"),
        ("q.many", (), "answer-choose-more"),
        ("q.note", "  ", "answer-empty"),
        ("q.note", "x" * 51, "answer-too-long"),
        ("q.amount", "1.234", "answer-money"),
        ("q.amount", "-5", "answer-money"),
        ("q.day", "20260230", "answer-date"),
        ("q.day", "2026", "answer-date"),
        ("q.day", "20261010", "too-late"),
        ("q.phone_typed", "1380000000", "answer-mobile-length"),
        ("q.phone_typed", "12800000000", "answer-mobile"),
        ("q.id", "3101041970010100", "answer-idno-length"),
        ("q.id", "310104197001010081", "answer-idno"),
        ("q.card", "6222020000000001", "answer-bankcard"),
        ("q.code", "91310104MA1TET000", "answer-uscc-length"),
        ("q.code", "91310104MA1TET0001", "answer-uscc"),
    ],
)
def test_a_wrong_answer_gets_a_sentence(
    engine: DecisionEngine, ask: str, given: tuple[str, ...] | str, error: str
) -> None:
    assert _refused(engine, ask, given).error == error


def test_a_warning_carries_the_answer_for_the_second_time(engine: DecisionEngine) -> None:
    warned = _refused(engine, "q.day", "20260801")
    assert warned.warning
    assert [record.value for record in warned.records] == ["2026-08-01"]


def test_a_confirmation_keeps_value_and_source(engine: DecisionEngine) -> None:
    known = {"a.phone": fact("a.phone", "13800000000", "hall.profile", confirmed=False)}
    answered = engine.answer(ONE, "q.phone", ("yes",), known, NOW)
    assert isinstance(answered, Answered)
    assert answered.records == (fact("a.phone", "13800000000", "hall.profile"),)
