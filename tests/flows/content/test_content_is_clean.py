"""The content that ships."""

from __future__ import annotations

from functools import cache

from flows.checking.report import Report, check_content
from tests.flows.content.opened_content import FOLDER


@cache
def _report() -> Report:
    return check_content(FOLDER)


def test_no_check_finds_an_error() -> None:
    assert [str(fault) for fault in _report().errors] == []


def test_four_items_of_five_end_in_a_case_or_a_changed_record() -> None:
    assert _report().transactable >= 0.5


def test_the_report_counts_296_and_377() -> None:
    assert _report().as_json()["items"] == {"personal": 296, "legal": 377}
