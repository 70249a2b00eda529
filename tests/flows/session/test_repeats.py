"""Several holders, several children: each row is asked, shown, recorded and handed over as its own."""

from pathlib import Path

import pytest

from flows import pages as pg
from flows.authoring.journeys import Journey, read_journeys
from flows.decision import Trust
from flows.engine.rehearsal import Given
from flows.engine.rows import row_of
from flows.session.card_facts import second_card_facts
from flows.session.stages import Finished
from offline_cache.wire import FactValue, SubmissionBody
from tests.flows.content.opened_content import PACK
from tests.flows.session.branch import CHEN, LI, WANG
from tests.flows.session.manual_clock import START
from tests.flows.session.player import Player

FOUNDING, CONTENT = "PH-L-001", Path(__file__).parents[3] / "flows" / "content"
TWO: dict[str, Given] = {
    "q.org_form": ("llc",),
    "q.others": ("yes",),
    "q.own_share": "40",
    "q.holder_share": "30",
    "q.holder_more#1": ("yes",),
    "q.holder_more#2": ("no",),
}


def founded(code: str = FOUNDING) -> Player:
    """Chen founds a company with Li and Wang, who lay their cards, and asks why of everything."""
    player = Player(code, CHEN, TWO, curious=True)
    assert isinstance(player.play(), Finished)
    return player


def handed(player: Player) -> dict[str, FactValue]:
    body = player.sealed[0].body
    assert isinstance(body, SubmissionBody)
    return dict(body.facts)


@pytest.mark.parametrize("code", [FOUNDING, "B03"])
def test_a_company_with_two_more_holders_is_founded_through_all_its_pages(code: str) -> None:
    facts = handed(founded(code))
    for row, card in ((1, LI), (2, WANG)):
        name, number = facts[f"holder.name#{row}"], facts[f"holder.idno#{row}"]
        assert (name.value, name.trust, name.source) == (card.name, "A", "idcard2.chip")
        assert (number.value, number.trust, number.source) == (card.id_number, "A", "idcard2.chip")


def test_the_check_page_names_each_holder_by_number_and_covers_both() -> None:
    page = next(page for page in founded().pages if isinstance(page, pg.ReviewPage))
    rows = [row for group in page.groups for row in group.rows if "（第 2 位）" in row.label]
    labels = {row.label.removesuffix("（第 2 位）") for row in rows}
    assert len(labels) == len(rows) >= 3
    assert any(isinstance(row.value, pg.Masked) for row in rows)
    assert WANG.id_number not in str(page)
    assert LI.id_number not in str(page)


def test_the_reason_of_a_question_about_a_row_names_that_row() -> None:
    pages = [page for page in founded().pages if isinstance(page, pg.QuestionPage) and "#2" in page.ask]
    assert pages
    assert any("（第 2 位）" in page.reason for page in pages)


def journeys_with_rows() -> list[Journey]:
    journeys, faults = read_journeys(CONTENT / "journeys")
    assert not faults
    return [one for one in journeys if any(row_of(ask) for ask in one.file.expect.asked)]


@pytest.mark.parametrize("journey", journeys_with_rows(), ids=lambda journey: journey.file.service)
def test_each_journey_with_rows_can_be_played_on_the_screen(journey: Journey) -> None:
    player = Player(journey.file.service, CHEN, journey.file.answers, curious=True)
    assert isinstance(player.play(), Finished)


def test_each_service_with_rows_has_a_journey_that_plays_them() -> None:
    with_rows = {code for code, raw in PACK.raw["services"].items() if raw["repeat"]}
    assert with_rows
    assert with_rows <= {journey.file.service for journey in journeys_with_rows()}


def test_each_second_card_of_the_content_fills_each_fact_with_what_it_is() -> None:
    asks = [ask for name, raw in PACK.raw["asks"].items() if (ask := PACK.ask(name).ask).device == "id_card"]
    assert len(asks) > 3
    for ask in asks:
        found = second_card_facts(LI, ask.sets, START)
        assert set(found) == set(ask.sets)
        for name, record in found.items():
            assert record.value == (LI.id_number if name.endswith("idno") else LI.name)
            assert record.trust is Trust.A


def test_a_second_card_never_fills_a_fact_that_no_chip_knows() -> None:
    with pytest.raises(KeyError):
        second_card_facts(LI, ("holder.name#1", "holder.shoe_size#1"), START)
