"""告知承诺 and 容缺: their contents as the law gives them, only when they are chosen."""

from __future__ import annotations

import pytest

from flows.decision import MaterialNeed, Ready
from flows.engine.rehearsal import Persona, play
from flows.rules.tolerance import days_to_follow
from tests.flows.content.opened_content import CONTENT, DEFAULT, PACK, RAW
from tests.flows.small_content import NOW

COMMITMENT = ("commit-duty", "commit-content", "commit-check", "commit-liability", "commit-paper")
WITH_COMMITMENT = next(code for code, one in RAW["services"].items() if "commitment" in one["form"])


@pytest.mark.parametrize(("chosen", "clauses"), [("yes", COMMITMENT), ("no", ())])
def test_a_commitment_brings_its_clauses_and_the_ordinary_way_does_not(chosen: str, clauses: tuple[str, ...]) -> None:
    persona = Persona("one", DEFAULT.sources, {**DEFAULT.answers, "q.commit": (chosen,)})
    end = play(CONTENT.engine, PACK, WITH_COMMITMENT, persona, NOW).end
    assert isinstance(end, Ready)
    assert tuple(clause for clause in end.declaration if clause.startswith("commit-")) == clauses


def _first_permit() -> tuple[dict[str, object], frozenset[str]]:
    sources = {**DEFAULT.sources, "resid.condition": "home", "resid.registered_on": "2025-01-01"}
    sources.pop("lease.record_no")
    played = play(CONTENT.engine, PACK, "PH-P-035", Persona("one", sources, DEFAULT.answers), NOW)
    down = frozenset({"hall.housing.lease/lease.record_no"})
    return dict(played.facts), down


def test_a_secondary_paper_may_follow_against_a_promise() -> None:
    facts, down = _first_permit()
    paper = CONTENT.engine.next("PH-P-035", facts, down=down)  # type: ignore[arg-type]
    assert isinstance(paper, MaterialNeed)
    assert paper.follow_days == 8
    ready = CONTENT.engine.next("PH-P-035", facts, down=down, materials=frozenset({f"later:{paper.id}"}))  # type: ignore[arg-type]
    assert isinstance(ready, Ready)
    assert ready.following == (paper,)
    assert {"promise-follow", "promise-withheld", "promise-lapse"} <= set(ready.declaration)


def test_a_paper_that_is_there_promises_nothing() -> None:
    facts, down = _first_permit()
    ready = CONTENT.engine.next("PH-P-035", facts, down=down, materials=frozenset({"residence_lease"}))  # type: ignore[arg-type]
    assert isinstance(ready, Ready)
    assert ready.following == ()
    assert "promise-follow" not in ready.declaration


@pytest.mark.parametrize(("promised", "days"), [(0, 0), (1, 0), (2, 0), (3, 1), (15, 13), (30, 20)])
def test_a_paper_may_follow_until_two_days_before_the_end_and_twenty_at_most(promised: int, days: int) -> None:
    assert days_to_follow(promised) == days
