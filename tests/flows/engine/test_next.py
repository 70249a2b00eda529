"""What the engine wants next."""

from __future__ import annotations

from pathlib import Path

from flows.decision import MaterialNeed, NeedFacts, Next, Question, Ready, Stop
from flows.engine.decide import DecisionEngine
from tests.flows.small_content import book, fact, small_engine

ONE = "PH-P-901"


def _service(body: str, code: str = ONE) -> dict[str, str]:
    return {f"services/{code}.yaml": f'schema: kiosk/service@1\nid: "{code}"\n{body}'}


def _asked(engine: DecisionEngine, known: dict[str, object]) -> str:
    wanted = engine.next(ONE, known)  # type: ignore[arg-type]
    assert isinstance(wanted, Question), wanted
    return wanted.ask.id


def test_the_card_is_read_before_the_customer_is_asked_anything(tmp_path: Path) -> None:
    engine = small_engine(tmp_path, _service("form: {name: person.name, kind: a.kind, flag: a.flag}"))
    assert engine.next(ONE, {}) == NeedFacts(("card.chip",), ("person.name",))


def test_the_hall_is_asked_before_the_customer_and_only_once_its_key_is_known(tmp_path: Path) -> None:
    engine = small_engine(tmp_path, _service("form: {name: person.name, flag: a.flag}"))
    assert engine.next(ONE, book(person_name="甲")) == NeedFacts(("hall.a",), ("a.flag",))


def test_a_source_that_is_down_is_no_answer_and_the_customer_is_asked(tmp_path: Path) -> None:
    engine = small_engine(tmp_path, _service("form: {name: person.name, flag: a.flag}"))
    wanted = engine.next(ONE, book(person_name="甲"), down=frozenset({"hall.a"}))
    assert isinstance(wanted, Question)
    assert wanted.ask.id == "q.flag"


def test_a_source_that_gave_only_other_facts_is_down_for_this_one(tmp_path: Path) -> None:
    engine = small_engine(tmp_path, _service("form: {name: person.name, flag: a.flag}"))
    wanted = engine.next(ONE, book(person_name="甲"), down=frozenset({"hall.a/a.flag"}))
    assert isinstance(wanted, Question)


def test_a_card_that_lacks_a_fact_is_not_asked_for_it_again(tmp_path: Path) -> None:
    engine = small_engine(tmp_path, _service("form: {name: person.name}"))
    known = {"other.fact": fact("other.fact", "x", "idcard.chip")}
    assert isinstance(engine.next(ONE, known), NeedFacts | Ready)


def test_questions_come_in_the_order_of_the_form(tmp_path: Path) -> None:
    engine = small_engine(tmp_path, _service("form: {note: a.note, kind: a.kind, name: person.name}"))
    assert _asked(engine, book(person_name="甲")) == "q.note"
    assert _asked(engine, book(person_name="甲", a_note="x")) == "q.kind"


def test_a_stop_is_found_out_before_typing_is_asked_for(tmp_path: Path) -> None:
    body = "form: {name: person.name, extra: a.extra}\nstop:\n  - {when: \"a.kind == 'three'\", say: no, remedy: go}"
    engine = small_engine(tmp_path, _service(body))
    assert _asked(engine, book(person_name="甲")) == "q.kind"
    stopped = engine.next(ONE, book(person_name="甲", a_kind="three"))
    assert stopped == Stop(ONE, "no", "go", stopped.basis if isinstance(stopped, Stop) else ())


def test_a_field_whose_condition_is_false_is_neither_asked_nor_handed_in(tmp_path: Path) -> None:
    body = "form: {name: person.name, kind: a.kind, note: {fact: a.note, when: \"a.kind == 'two'\"}}"
    engine = small_engine(tmp_path, _service(body))
    ready = engine.next(ONE, book(person_name="甲", a_kind="one"))
    assert isinstance(ready, Ready)
    assert dict(ready.form) == {"name": "甲", "kind": "one"}
    assert _asked(engine, book(person_name="甲", a_kind="two")) == "q.note"


def test_an_answer_that_is_no_longer_needed_is_not_handed_in(tmp_path: Path) -> None:
    body = "form: {name: person.name, kind: a.kind, note: {fact: a.note, when: \"a.kind == 'two'\"}}"
    engine = small_engine(tmp_path, _service(body))
    ready = engine.next(ONE, book(person_name="甲", a_kind="one", a_note="typed before"))
    assert isinstance(ready, Ready)
    assert "note" not in ready.form
    assert "a.note" not in ready.review


def test_an_unknown_side_of_an_and_does_not_matter_when_the_other_is_false(tmp_path: Path) -> None:
    body = "form: {name: person.name, kind: a.kind, note: {fact: a.note, when: \"a.kind == 'two' && a.flag\"}}"
    engine = small_engine(tmp_path, _service(body))
    assert isinstance(engine.next(ONE, book(person_name="甲", a_kind="one")), Ready)


def test_a_value_to_be_confirmed_is_asked_as_a_confirmation(tmp_path: Path) -> None:
    engine = small_engine(tmp_path, _service("form: {name: person.name, phone: a.phone}"))
    need = engine.next(ONE, book(person_name="甲"))
    assert need == NeedFacts(("hall.profile",), ("a.phone",), ("a.phone",))
    known = book(person_name="甲") | {"a.phone": fact("a.phone", "13800000000", "hall.profile", confirmed=False)}
    assert _asked(engine, known) == "q.phone"


def test_a_refused_value_is_asked_for_on_the_keyboard(tmp_path: Path) -> None:
    engine = small_engine(tmp_path, _service("form: {name: person.name, phone: a.phone}"))
    wanted = engine.next(ONE, book(person_name="甲"), down=frozenset({"hall.profile/a.phone"}))
    assert isinstance(wanted, Question)
    assert wanted.ask.id == "q.phone_typed"


def test_a_confirmed_value_may_be_changed_on_the_review_but_the_card_may_not(tmp_path: Path) -> None:
    engine = small_engine(tmp_path, _service("form: {name: person.name, phone: a.phone}"))
    known = book(person_name="甲") | {"a.phone": fact("a.phone", "13800000000", "hall.profile")}
    ready = engine.next(ONE, known)
    assert isinstance(ready, Ready)
    assert dict(ready.asked) == {"a.phone": "q.phone"}


def test_a_paper_is_taken_behind_its_question(tmp_path: Path) -> None:
    body = """form: {name: person.name, kind: a.kind, note: a.note}
materials:
  - {id: lease, accept: [scan.a4], when: "a.kind == 'two'", after: q.kind}
"""
    engine = small_engine(tmp_path, _service(body))
    known = book(person_name="甲", a_kind="two")
    paper = engine.next(ONE, known)
    assert isinstance(paper, MaterialNeed)
    assert paper.id == "lease"
    after = engine.next(ONE, known, materials=frozenset({"lease"}))
    assert isinstance(after, Question)
    assert after.ask.id == "q.note"


def test_a_paper_that_a_source_replaces_is_not_scanned_but_listed(tmp_path: Path) -> None:
    body = """form: {name: person.name}
materials: [{id: proof, accept: [hall.a, scan.a4], proves: [a.flag]}]
"""
    engine = small_engine(tmp_path, _service(body))
    ready = engine.next(ONE, book(person_name="甲", a_flag=True))
    assert isinstance(ready, Ready)
    assert [one.id for one in ready.materials] == ["proof"]


def test_a_missing_device_is_replaced_by_its_fallback(tmp_path: Path) -> None:
    asks = """schema: kiosk/asks@1
asks:
  q.second: {kind: device, device: id_card, sets: [b.name], fallback: q.second_typed}
  q.second_typed: {kind: text, sets: [b.name]}
"""
    facts = "schema: kiosk/facts@1\nfacts: {b.name: {type: text, ask: q.second}}\n"
    files = {**_service("form: {other: b.name}"), "asks/b.yaml": asks, "facts/b.yaml": facts}
    engine = small_engine(tmp_path, files)
    assert _asked(engine, book(person_name="甲")) == "q.second"
    wanted = engine.next(ONE, book(person_name="甲"), down=frozenset({"device.id_card"}))
    assert isinstance(wanted, Question)
    assert wanted.ask.id == "q.second_typed"


def test_the_reason_of_a_question_names_field_stop_and_law(tmp_path: Path) -> None:
    body = """form: {name: person.name, kind: a.kind}
stop: [{when: "a.kind == 'three'", say: no, remedy: go, basis: [{law: 甲法, article: "3"}]}]
"""
    wanted = small_engine(tmp_path, _service(body)).next(ONE, book(person_name="甲"))
    assert isinstance(wanted, Question)
    assert wanted.why.facts == ("a.kind",)
    assert wanted.why.needed_by == (f"{ONE}/form:kind", f"{ONE}/stop:1")
    assert [one.article for one in wanted.why.basis] == ["", "3"]


def test_the_same_facts_give_the_same_answer(tmp_path: Path) -> None:
    engine = small_engine(tmp_path, _service("form: {name: person.name, kind: a.kind, note: a.note}"))
    answers: list[Next] = [engine.next(ONE, book(person_name="甲")) for _ in range(3)]
    assert answers[0] == answers[1] == answers[2]


def test_a_bundle_asks_each_fact_once_and_a_stop_drops_only_its_item(tmp_path: Path) -> None:
    files = {
        **_service("form: {name: person.name, kind: a.kind}\nstop: [{when: \"a.kind == 'two'\", say: no, remedy: go}]"),
        **_service("form: {name: person.name, kind: a.kind, note: a.note}", "PH-P-902"),
        "bundles/B91.yaml": "schema: kiosk/bundle@1\nid: B91\nitems: {PH-P-901: {}, PH-P-902: {}}\n",
    }
    engine = small_engine(tmp_path, files)
    first = engine.next("B91", book(person_name="甲"))
    assert isinstance(first, Question)
    assert first.ask.id == "q.kind"
    second = engine.next("B91", book(person_name="甲", a_kind="two"))
    assert isinstance(second, Question), "the bundle goes on without the stopped item"
    ready = engine.next("B91", book(person_name="甲", a_kind="two", a_note="x"))
    assert isinstance(ready, Ready)
    assert ready.items == ("PH-P-902",)
    assert [stop.item for stop in ready.dropped] == ["PH-P-901"]
