"""What the instant papers say: every item that prints or looks something up has one on the demonstration hall."""

import base64
import re
from datetime import UTC, datetime

import pytest

from hall.catalogue import item_of, items
from hall.proofs.paper import Paper, Subject
from hall.proofs.paper_book import Asked, paper_of, written_paper
from hall.proofs.pension import ITEM, pension_paper
from offline_cache import wire
from tests.hall.rig import Rig
from tests.hall.terminal import NOBODY
from tests.hall.test_queries import SESSION, company_code, proof

DAY = datetime(2026, 11, 24, tzinfo=UTC).date()
INSTANT = [item.code for item in items() if item.kind in ("印", "查") and item.code != ITEM]
LEGAL, OPEN = "PH-L-028", "PH-P-149"


def paper(rig: Rig, code: str) -> Paper:
    registers, item = rig.hall.registers, item_of(code)
    person = registers.person(NOBODY)
    subject = (
        Subject() if item.is_open else Subject(person, registers.companies[0] if item.audience == "legal" else None)
    )
    written = written_paper(code)
    assert written is not None, code
    return paper_of(item, written, Asked(subject, DAY, keyword="木兰"))


def test_there_are_as_many_as_the_catalogue_has() -> None:
    assert len(INSTANT) == 113


@pytest.mark.parametrize("code", INSTANT)
def test_each_item_has_a_paper_with_every_slot_filled(small_rig: Rig, code: str) -> None:
    made = paper(small_rig, code)
    cells = [cell for table in made.tables for row in table.rows for cell in row]
    said = [value for _, value in made.facts] + [made.text, *cells]
    assert made.facts
    assert not [text for text in said if re.search(r"[{}]", text)]
    assert made.title == item_of(code).name_zh
    for table in made.tables:
        assert {len(row) for row in table.rows} == {len(table.head)}
    assert 0 < len(made.lines) <= 12


def test_a_repeated_row_goes_back_month_by_month(small_rig: Rig) -> None:
    months = [row[0] for row in paper(small_rig, "PH-P-004").tables[0].rows]
    assert months[:2] == ["2026 年 10 月", "2026 年 09 月"]
    assert months[-1] == "2025 年 11 月"


def test_the_pension_record_of_one_who_never_paid_says_so(small_rig: Rig) -> None:
    young = small_rig.hall.registers.person_of_card("D")
    assert young is not None
    early = young.birth.replace(year=young.birth.year + 20)
    made = pension_paper(item_of(ITEM), young, early)
    assert made.tables == ()
    assert "没有查到" in made.text


@pytest.mark.parametrize("code", ["PH-P-050", "PH-P-044", OPEN])
def test_a_terminal_gets_it_as_pdf_and_as_lines(rig: Rig, code: str) -> None:
    made = proof(rig, rig.terminal(), item_code=code, keyword="木兰")
    assert isinstance(made, wire.ProofAnswer)
    assert base64.b64decode(made.pdf).startswith(b"%PDF-")
    assert made.lines


def test_an_open_question_needs_no_person(rig: Rig) -> None:
    made = proof(rig, rig.terminal(), item_code=OPEN, subject_idno="", keyword="木兰")
    assert isinstance(made, wire.ProofAnswer)
    assert ("要查的", "木兰") in made.lines


def test_a_company_paper_goes_to_who_shows_its_licence_or_leads_it(rig: Rig) -> None:
    terminal, chief = rig.terminal(), rig.hall.registers.person_of_card("C")
    assert chief is not None
    shown = proof(rig, terminal, item_code=LEGAL, credential=company_code(rig))
    led = proof(rig, terminal, item_code=LEGAL, subject_idno=chief.id_number)
    stranger = proof(rig, terminal, item_code=LEGAL, session="c" * 32)
    forged = proof(rig, terminal, item_code=LEGAL, subject_idno=chief.id_number, credential="DZZZ1.x.y")
    assert isinstance(shown, wire.ProofAnswer)
    assert isinstance(led, wire.ProofAnswer)
    assert isinstance(stranger, wire.Refusal)
    assert isinstance(forged, wire.Refusal)


def test_while_its_register_is_down_there_is_no_paper(small_rig: Rig) -> None:
    staff = small_rig.browser("3003")
    staff.post("/console/sources", source="hall.gjj.account", down="true")
    refused = proof(small_rig, small_rig.terminal(), item_code="PH-P-052", session=SESSION)
    staff.post("/console/sources", source="hall.gjj.account", down="false")
    assert isinstance(refused, wire.Refusal)
    assert refused.error == "E121"
