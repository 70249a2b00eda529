"""The ten flows stay within their touches on every way, with all sources up (domain rules of the project, C4)."""

from __future__ import annotations

from functools import cache

import pytest

from flows.checking.report import subject_of
from flows.checking.subject import ALL_UP, Subject
from flows.checking.walking import walk_service
from flows.engine.rehearsal import Persona, play
from tests.flows.content.opened_content import CONTENT, DEFAULT, FOLDER, PACK
from tests.flows.small_content import NOW


@cache
def _subject() -> Subject:
    return subject_of(FOLDER)


WORST = {
    "F1 loan pack": ("B02", 13),
    "F2 change of address": ("PH-L-002", 23),
    "F3 company start": ("PH-L-001", 40),
    "F3 start-up box": ("B03", 40),
    "F4 fund for the mortgage": ("PH-P-054", 13),
    "F4 fund for rent": ("PH-P-055", 13),
    "F4 fund on retirement": ("PH-P-056", 13),
    "F5 social-security card, for a child at most": ("PH-P-010", 15),
    "F6 property, by address at most": ("PH-P-050", 13),
    "F7 pension": ("PH-P-015", 6),
    "F8 residence permit, endorsement": ("312000194000", 9),
    "F8 residence permit, first": ("PH-P-035", 12),
    "F9 criminal record": ("312000218000", 11),
    "F10 newborn": ("PH-P-065", 16),
}


@pytest.mark.parametrize(("code", "most"), WORST.values(), ids=WORST.keys())
def test_the_longest_way_stays_within_the_touches(code: str, most: int) -> None:
    walked = walk_service(_subject(), code, ALL_UP)
    assert walked is not None
    assert walked.way.taps_max + walked.spine <= most
    assert "ready" in walked.way.ends


USUAL = {
    "F2 own premises": ("PH-L-002", {"q.premises_proof": ("own",)}, 20),
    "F4 through the bundle": ("B04", {}, 13),
    "F5 lost card": ("PH-P-010", {"q.card_action": ("lost",)}, 12),
    "F6 own property": ("PH-P-050", {"q.query_kind": ("mine",)}, 10),
}


@pytest.mark.parametrize(("code", "answers", "most"), USUAL.values(), ids=USUAL.keys())
def test_the_usual_way_stays_within_the_touches(code: str, answers: dict[str, tuple[str, ...]], most: int) -> None:
    persona = Persona("usual", DEFAULT.sources, {**DEFAULT.answers, **answers})
    assert play(CONTENT.engine, PACK, code, persona, NOW).taps <= most


@pytest.mark.parametrize("code", [f"B{number:02d}" for number in range(1, 13)])
def test_a_bundle_asks_nothing_twice_and_comes_to_an_end(code: str) -> None:
    played = play(CONTENT.engine, PACK, code, DEFAULT, NOW)
    assert len(set(played.asked)) == len(played.asked)
    assert len(set(played.papers)) == len(played.papers)
