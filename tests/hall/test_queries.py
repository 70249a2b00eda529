"""Facts, test codes and instant proofs."""

import base64

from hall.queries.contributions import contributions_of
from hall.storage.case_tables import IssuedProof
from offline_cache import wire
from tests.hall.asgi_client import AsgiClient
from tests.hall.rig import Rig
from tests.hall.terminal import NOBODY, Terminal

SESSION, OTHER = "a" * 32, "b" * 32


def ask(rig: Rig, terminal: Terminal, *facts: str, session: str = SESSION, **who: str) -> wire.FactAnswer:
    query = wire.FactQuery(session=session, facts=facts, item_code="312000218000", consent="statutory", **who)
    answer = rig.line(terminal.id).post(f"/v1/t/{terminal.id}/facts", content=query.model_dump_json())
    assert answer.status_code == 200, answer.text
    return wire.FactAnswer.model_validate_json(answer.content)


def company_code(rig: Rig) -> str:
    visitor = AsgiClient(rig.portal, rig.console, "http://127.0.0.1")
    code: str = visitor.get("/demo/elicence", params={"company": "A"}).json()["code"]
    return code


def proof(rig: Rig, terminal: Terminal, **changes: str) -> wire.ProofAnswer | wire.Refusal:
    fields = {
        "session": SESSION,
        "number": "K1",
        "item_code": "PH-P-001",
        "subject_idno": NOBODY,
        "consent": "statutory",
    }
    query = wire.ProofQuery.model_validate(fields | changes)
    answer = rig.line(terminal.id).post(f"/v1/t/{terminal.id}/proofs", content=query.model_dump_json())
    kind = wire.ProofAnswer if answer.status_code == 200 else wire.Refusal
    return kind.model_validate_json(answer.content)


def test_a_fact_comes_with_its_source_and_grade(rig: Rig) -> None:
    terminal = rig.terminal()
    answer = ask(rig, terminal, "person.mobile", "person.hukou_kind", subject_idno=NOBODY)
    assert answer.facts["person.mobile"].source == "hall.account.profile"
    assert answer.facts["person.hukou_kind"].value == "local"
    assert answer.facts["person.mobile"].trust == "A"
    assert answer.credential == "absent"


def test_nothing_is_said_of_a_person_whom_no_source_knows(rig: Rig) -> None:
    answer = ask(rig, rig.terminal(), "person.mobile", subject_idno="310104200001010019")
    assert (answer.facts, answer.down) == ({}, ())


def test_a_source_that_is_down_is_named_and_not_guessed_for(small_rig: Rig) -> None:
    staff = small_rig.browser("3003")
    staff.post("/console/sources", source="hall.account.profile", down="true")
    terminal = small_rig.terminal()
    answer = ask(small_rig, terminal, "person.mobile", "person.hukou_kind", subject_idno=NOBODY)
    assert answer.down == ("hall.account.profile",)
    assert set(answer.facts) == {"person.hukou_kind"}
    staff.post("/console/sources", source="hall.account.profile", down="false")
    assert "person.mobile" in ask(small_rig, terminal, "person.mobile", subject_idno=NOBODY).facts


def test_an_elicence_code_names_the_company_to_the_session_that_showed_it_first(rig: Rig) -> None:
    terminal, code = rig.terminal(), company_code(rig)
    first = ask(rig, terminal, "company.uscc", "company.legalrep_idno", credential=code)
    assert first.credential == "verified"
    assert first.facts["company.uscc"].value == "91310104MA1TET000F"
    rig.clock.pass_(minutes=5)
    assert ask(rig, terminal, "company.name", credential=code).credential == "verified", "the same session goes on"
    assert ask(rig, terminal, "company.name", credential=code, session=OTHER).credential == "rejected"


def test_a_code_used_once_is_rejected_for_another_session_while_still_valid(rig: Rig) -> None:
    terminal, code = rig.terminal(), company_code(rig)
    ask(rig, terminal, "company.name", credential=code)
    again = ask(rig, rig.terminal("T-0002-1"), "company.name", credential=code, session=OTHER)
    assert (again.credential, again.facts) == ("rejected", {})


def test_a_code_shown_too_late_or_changed_is_rejected(rig: Rig) -> None:
    terminal, code = rig.terminal(), company_code(rig)
    assert ask(rig, terminal, "company.name", credential=code[:-4] + "AAA=").credential == "rejected"
    assert ask(rig, terminal, "company.name", credential="anything").credential == "rejected"
    rig.clock.pass_(seconds=61)
    assert ask(rig, terminal, "company.name", credential=code).credential == "rejected"


def test_a_proof_is_a_pdf_with_the_same_bytes_for_the_same_request(rig: Rig) -> None:
    terminal = rig.terminal()
    first, again = proof(rig, terminal), proof(rig, terminal)
    assert isinstance(first, wire.ProofAnswer)
    assert base64.b64decode(first.pdf).startswith(b"%PDF-")
    assert first == again
    assert rig.count(IssuedProof) == 1
    other = proof(rig, terminal, session=OTHER)
    assert isinstance(other, wire.ProofAnswer)
    assert other.verification_code != first.verification_code


def test_no_proof_is_made_for_a_stranger_or_an_item_without_one(rig: Rig) -> None:
    terminal = rig.terminal()
    for changes in ({"subject_idno": "310104200001010019"}, {"item_code": "312000218000"}):
        refused = proof(rig, terminal, **changes)
        assert isinstance(refused, wire.Refusal)
        assert refused.error == "E120"


def test_a_query_with_an_unknown_field_is_refused(rig: Rig) -> None:
    terminal = rig.terminal()
    answer = rig.line(terminal.id).post(f"/v1/t/{terminal.id}/facts", content=b'{"sql": "drop table"}')
    assert (answer.status_code, answer.json()["error"]) == (422, "E101")


def test_contributions_add_up(small_rig: Rig) -> None:
    person = small_rig.hall.registers.person(NOBODY)
    assert person is not None
    record = contributions_of(person, small_rig.clock().date())
    assert record.is_retired
    assert sum(year.months for year in record.years) == len(record.months) > 100
    assert sum(year.personal_fen for year in record.years) == record.personal_fen
