"""Items that make sense only with another fall away with it; what is ticked beforehand follows an answer."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from flows.decision import FactRecord, FactScalar, Question, Ready, Stop, Trust
from flows.engine.decide import DecisionEngine
from tests.flows.content.opened_content import CONTENT, PACK
from tests.flows.small_content import book, small_engine

AT = datetime(2026, 10, 9, 2, tzinfo=UTC)
FILES = {
    "services/PH-P-901.yaml": "schema: kiosk/service@1\nid: PH-P-901\nform: {name: person.name, kind: a.kind}\n"
    "stop: [{when: \"a.kind == 'one'\", say: s, remedy: r}]\n",
    "bundles/B91.yaml": "schema: kiosk/bundle@1\nid: B91\nitems: {PH-P-901: {}, PH-P-902: {with: [PH-P-901]}}\n",
}


def _engine(root: Path) -> DecisionEngine:
    return small_engine(root, FILES)


def test_an_item_that_goes_with_a_stopped_one_is_not_done_alone(tmp_path: Path) -> None:
    end = _engine(tmp_path).next("B91", book(person_name="样", a_kind="one"))
    assert isinstance(end, Stop)
    assert end.item == "PH-P-901"


def test_an_item_that_goes_with_another_is_done_with_it(tmp_path: Path) -> None:
    end = _engine(tmp_path).next("B91", book(person_name="样", a_kind="two"))
    assert isinstance(end, Ready)
    assert end.items == ("PH-P-901", "PH-P-902")


def test_what_is_ticked_beforehand_follows_the_kind_of_loan() -> None:
    assert _ticked("business") == ("marriage", "property", "tax", "credit", "public_credit")
    assert _ticked("commercial") == ("marriage", "property", "pension", "gjj", "tax", "credit")


def test_a_fund_loan_is_offered_only_to_who_wants_one() -> None:
    assert "gjj_loan" in _offered("combined")
    assert "gjj_loan" not in _offered("commercial")


def _proofs(kind: str) -> Question:
    known: dict[str, FactScalar] = {"person.name": "样", "person.idno": "310104198501020019", "loan.kind": kind}
    facts = {name: FactRecord(name, value, "idcard.chip", Trust.A, AT) for name, value in known.items()}
    down = frozenset(PACK.sources)
    wanted = CONTENT.engine.next("B02", facts, down=down)
    assert isinstance(wanted, Question)
    assert wanted.ask.id == "q.loan_proofs"
    return wanted


def _ticked(kind: str) -> tuple[str, ...]:
    return _proofs(kind).ask.preset


def _offered(kind: str) -> list[str]:
    return [option.id for option in _proofs(kind).ask.options]
