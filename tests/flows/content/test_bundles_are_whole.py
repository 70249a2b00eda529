"""The twelve bundles: every member of the catalogue, no fact asked twice, at most 60 % of what the parts ask."""

from __future__ import annotations

import csv
from functools import cache

import pytest

from flows.checking.report import subject_of
from flows.checking.subject import ALL_DOWN, ALL_UP, Subject
from flows.checking.walking import walk_service
from tests.flows.content.opened_content import FOLDER

BUNDLES = [f"B{number:02d}" for number in range(1, 13)]
MOST = 0.6


@cache
def _subject() -> Subject:
    return subject_of(FOLDER)


def _asked(code: str, sources: str) -> float:
    walked = walk_service(_subject(), code, sources)
    assert walked is not None, f"{code} has too many ways to count"
    return walked.way.asked_mean


@pytest.mark.parametrize("code", BUNDLES)
def test_a_bundle_has_every_member_that_the_catalogue_names(code: str) -> None:
    with (FOLDER / "catalogue" / "bundles.csv").open(encoding="utf-8", newline="") as file:
        [row] = [row for row in csv.DictReader(file) if row["id"] == code]
    assert set(_subject().parts.bundles[code].model.items) == set(row["member_codes"].split(";"))


@pytest.mark.parametrize("sources", [ALL_UP, ALL_DOWN])
@pytest.mark.parametrize("code", BUNDLES)
def test_a_bundle_asks_at_most_three_fifths_of_what_its_parts_ask(code: str, sources: str) -> None:
    parts = sum(_asked(item, sources) for item in _subject().parts.bundles[code].model.items)
    assert _asked(code, sources) <= MOST * parts


@pytest.mark.parametrize("sources", [ALL_UP, ALL_DOWN])
@pytest.mark.parametrize("code", BUNDLES)
def test_no_way_through_a_bundle_asks_a_question_twice(code: str, sources: str) -> None:
    subject = _subject()
    walked = walk_service(subject, code, sources)
    assert walked is not None
    rows = {ask for ask, raw in subject.raw["asks"].items() if any(subject.pack.facts[f].group for f in raw["sets"])}
    assert not [name for name, share in walked.way.share.items() if share > 1 and name not in rows]
