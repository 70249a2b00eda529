"""Every item of the catalogue, from the first touch to its end."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from flows.decision import Ready
from flows.engine.rehearsal import Persona, play
from tests.flows.content.opened_content import CONTENT, DEFAULT, PACK

NOW = datetime(2026, 10, 9, 10, 0, tzinfo=UTC)
BUDGETS = {"PH-P-001": 5, "312000218000": 11, "PH-L-002": 23}


def test_there_are_296_personal_and_377_legal_items() -> None:
    items = CONTENT.catalogue.all_items("zh")
    audiences = [item.audience for item in items]
    assert (audiences.count("personal"), audiences.count("legal")) == (296, 377)


@pytest.mark.parametrize("family", sorted({row["archetype"] for row in PACK.raw["catalogue"]["items"].values()}))
def test_every_item_of_a_family_comes_to_an_end(family: str) -> None:
    items = PACK.raw["catalogue"]["items"]
    for code in (code for code, row in items.items() if row["archetype"] == family):
        played = play(CONTENT.engine, PACK, code, DEFAULT, NOW)
        assert isinstance(played.end, Ready), (code, played.end)
        assert played.end.outcome in {"case", "proof", "slip", "answer"}
        assert len(set(played.asked)) == len(played.asked), (code, played.asked)


@pytest.mark.parametrize("family", sorted({row["archetype"] for row in PACK.raw["catalogue"]["items"].values()}))
def test_every_item_comes_to_an_end_with_the_hall_away(family: str) -> None:
    """Sources down are no answer: the customer is asked instead, and nothing waits for ever."""
    alone = Persona("alone", {k: v for k, v in DEFAULT.sources.items() if k.startswith("person.")}, DEFAULT.answers)
    items = PACK.raw["catalogue"]["items"]
    for code in (code for code, row in items.items() if row["archetype"] == family):
        played = play(CONTENT.engine, PACK, code, alone, NOW)
        assert len(set(played.asked)) == len(played.asked), (code, played.asked)


@pytest.mark.parametrize(("code", "most"), BUDGETS.items())
def test_a_flow_stays_within_its_touches(code: str, most: int) -> None:
    persona = Persona("lease", DEFAULT.sources, {**DEFAULT.answers, "q.premises_proof": ("lease",)})
    assert play(CONTENT.engine, PACK, code, persona, NOW).taps <= most


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_item_has_a_product_page_and_a_notice(language: str) -> None:
    for item in CONTENT.catalogue.all_items(language):
        assert item.name
        assert item.department
        assert item.how_got
        assert item.minutes > 0
        assert len({label for label, _ in CONTENT.catalogue.notice(item.code, language)}) == 5
