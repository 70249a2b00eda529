"""Working days, with the vectors of the project's domain notes (B4)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rules.working_days import work_calendar
from tests.flows.content.opened_content import RAW

CALENDAR = work_calendar((row["day"], row["kind"]) for row in RAW["catalogue"]["holidays"].values())


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2026-02-13", 1, "2026-02-14"),
        ("2026-02-13", 3, "2026-02-25"),
        ("2026-04-30", 1, "2026-05-06"),
        ("2026-04-30", 5, "2026-05-11"),
        ("2026-09-18", 1, "2026-09-20"),
        ("2026-09-24", 5, "2026-10-09"),
        ("2026-09-30", 20, "2026-11-03"),
    ],
)
def test_holidays_and_make_up_days_are_counted(start: str, count: int, end: str) -> None:
    due = CALENDAR.after_working_days(date.fromisoformat(start), count)
    assert (due.day.isoformat(), due.expected) == (end, False)


def test_a_year_without_a_notice_is_expected_and_never_a_crash() -> None:
    due = CALENDAR.after_working_days(date(2026, 12, 31), 3)
    assert (due.day, due.expected) == (date(2027, 1, 6), True)


def test_calendar_days_roll_over_the_holiday() -> None:
    assert CALENDAR.after_days(date(2026, 9, 18), 15).day == date(2026, 10, 8)


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.integers(1, 60))
def test_the_end_is_a_working_day_and_later_with_more_days(start: date, count: int) -> None:
    due = CALENDAR.after_working_days(start, count)
    assert CALENDAR.is_working(due.day)
    assert CALENDAR.after_working_days(start, count + 1).day > due.day
    between = [start + timedelta(days=n) for n in range(1, (due.day - start).days + 1)]
    assert sum(map(CALENDAR.is_working, between)) == count
