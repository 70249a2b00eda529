"""A value that an item trusts too little counts as none: another source, another question, or an honest stop."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from flows.checking.report import check_content
from flows.decision import FactRecord, FactScalar, NeedFacts, Question, Ready, Stop, Trust
from flows.engine.decide import DecisionEngine
from flows.engine.pack import Pack
from flows.loading.compiling import compile_pack
from flows.loading.folder import read_folder
from tests.flows.small_content import fact, small_engine, write_content

FACTS = """
schema: kiosk/facts@1
facts:
  b.flag: {type: bool, from: [hall.a], ask: q.flag_typed}
  b.card: {type: text, from: [hall.a], ask: q.card}
  b.doubled: {type: text, derive: "b.card + b.card"}
"""
ASKS = """
schema: kiosk/asks@1
asks:
  q.flag_typed: {kind: choice, sets: [b.flag]}
  q.card: {kind: device, device: id_card, sets: [b.card], trust: A, fallback: q.card_typed}
  q.card_typed: {kind: text, sets: [b.card], keyboard: text}
"""
HEAD = "schema: kiosk/service@1\nid: PH-P-901\nform:\n  name: person.name\n"
NAME = {"person.name": fact("person.name", "样", "card.chip")}
DOWN = frozenset({"hall.a"})


def _engine(root: Path, field: str) -> DecisionEngine:
    return small_engine(root, {"facts/b.yaml": FACTS, "asks/b.yaml": ASKS, "services/PH-P-901.yaml": HEAD + field})


def _given(name: str, value: FactScalar, trust: Trust, source: str = "ask") -> dict[str, FactRecord]:
    return {**NAME, name: replace(fact(name, value, source), trust=trust)}


@pytest.mark.parametrize(("least", "accepted"), [("A", False), ("B", True), ("C", True)])
def test_a_value_is_accepted_from_the_grade_that_the_item_wants(tmp_path: Path, least: str, accepted: bool) -> None:
    engine = _engine(tmp_path, f"  flag: {{fact: b.flag, trust: {least}}}\n")
    end = engine.next("PH-P-901", _given("b.flag", True, Trust.B, "hall.a"), down=DOWN)
    assert isinstance(end, Ready if accepted else Stop)
    if isinstance(end, Ready):
        assert end.form["flag"] is True


def test_a_source_is_asked_again_for_what_was_only_said(tmp_path: Path) -> None:
    engine = _engine(tmp_path, "  flag: {fact: b.flag, trust: A}\n")
    assert isinstance(engine.next("PH-P-901", _given("b.flag", True, Trust.D)), NeedFacts)


def test_a_question_that_only_says_so_is_not_put(tmp_path: Path) -> None:
    engine = _engine(tmp_path, "  flag: {fact: b.flag, trust: A}\n")
    end = engine.next("PH-P-901", NAME, down=DOWN)
    assert isinstance(end, Stop)
    assert (end.reason, end.remedy) == ("stop-not-proven", "remedy-not-proven")


def test_a_device_proves_where_typing_does_not(tmp_path: Path) -> None:
    engine = _engine(tmp_path, "  card: {fact: b.card, trust: A}\n")
    wanted = engine.next("PH-P-901", NAME, down=DOWN)
    assert isinstance(wanted, Question)
    assert wanted.ask.id == "q.card"
    assert isinstance(engine.next("PH-P-901", NAME, down=DOWN | {"device.id_card"}), Stop)


def test_what_is_worked_out_is_trusted_as_little_as_what_it_is_made_of(tmp_path: Path) -> None:
    engine = _engine(tmp_path, "  doubled: {fact: b.doubled, trust: B}\n")
    assert isinstance(engine.next("PH-P-901", _given("b.card", "1", Trust.D), down=DOWN | {"device.id_card"}), Stop)
    end = engine.next("PH-P-901", _given("b.card", "1", Trust.A), down=DOWN)
    assert isinstance(end, Ready)
    assert end.form["doubled"] == "11"


def test_what_the_hall_adds_later_stops_nobody(tmp_path: Path) -> None:
    engine = _engine(tmp_path, "  flag: {fact: b.flag, trust: A, later: true}\n")
    end = engine.next("PH-P-901", NAME, down=DOWN)
    assert isinstance(end, Ready)
    assert end.form["flag"] is None


def test_in_a_bundle_only_the_item_that_trusts_too_little_falls_away(tmp_path: Path) -> None:
    files = {
        "facts/b.yaml": FACTS,
        "asks/b.yaml": ASKS,
        "services/PH-P-901.yaml": HEAD + "  flag: {fact: b.flag, trust: A}\n",
        "bundles/B91.yaml": "schema: kiosk/bundle@1\nid: B91\nitems: {PH-P-901: {}, PH-P-902: {}}\n",
    }
    raw, _ = compile_pack(read_folder(write_content(tmp_path, files)))
    end = DecisionEngine(Pack(raw, "")).next("B91", NAME, down=DOWN)
    assert isinstance(end, Ready)
    assert end.items == ("PH-P-902",)
    assert [stop.item for stop in end.dropped] == ["PH-P-901"]


def test_the_check_sees_trust_through_what_is_worked_out(tmp_path: Path) -> None:
    facts = FACTS + '  b.note: {type: text, derive: "a.note + b.card"}\n'
    files = {
        "facts/b.yaml": facts,
        "asks/b.yaml": ASKS,
        "services/PH-P-901.yaml": HEAD + "  note: {fact: b.note, trust: C}\n",
    }
    assert "E16" in {fault.check for fault in check_content(write_content(tmp_path, files)).errors}
