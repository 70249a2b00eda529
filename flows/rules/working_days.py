"""Working days: the yearly notice of the State Council first, then Monday to Friday.

The start day is not counted; a period that ends on a rest day ends on the next working day (民法典 201, 203). A year
whose notice is not out is counted by weekends and the fixed days of 全国年节及纪念日放假办法, and is only expected.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

_FIXED: Final = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})
"""those that need no lunar calendar"""


@dataclass(frozen=True)
class Due:
    day: date
    expected: bool
    """预计: a year without a notice was crossed"""


@dataclass(frozen=True)
class WorkCalendar:
    rest: frozenset[date] = frozenset()
    make_up: frozenset[date] = frozenset()
    noticed: frozenset[int] = field(default_factory=frozenset)
    """years whose notice is in"""

    def is_working(self, day: date) -> bool:
        if day in self.rest:
            return False
        if day in self.make_up:
            return True
        if day.year not in self.noticed and (day.month, day.day) in _FIXED:
            return False
        return day.weekday() < 5

    def after_working_days(self, start: date, count: int) -> Due:
        """`count` 0: the start day, or the next working day if it is none."""
        day, left = start, count
        while left > 0 or (count == 0 and not self.is_working(day)):
            day += timedelta(days=1)
            left -= self.is_working(day)
        return Due(day, self._expected(start, day))

    def after_days(self, start: date, count: int) -> Due:
        """Calendar days; the last one rolls on to a working day."""
        last = self.after_working_days(start + timedelta(days=count), 0).day
        return Due(last, self._expected(start, last))

    def _expected(self, start: date, end: date) -> bool:
        return any(year not in self.noticed for year in range(start.year, end.year + 1))


def work_calendar(rows: Iterable[tuple[str, str]]) -> WorkCalendar:
    """`rows`: day (ISO 8601) and "rest" or "work". A year counts as noticed once any day of it is listed."""
    days = [(date.fromisoformat(day), kind) for day, kind in rows]
    return WorkCalendar(
        rest=frozenset(day for day, kind in days if kind == "rest"),
        make_up=frozenset(day for day, kind in days if kind == "work"),
        noticed=frozenset(day.year for day, _ in days),
    )
