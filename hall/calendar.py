"""Working days for the hall's clocks: explicit rest and make-up days first, then Monday to Friday.

The days of 2026 follow the yearly notice of the State Council. A year without a notice is counted with weekends and the
fixed days of the holiday law (those that need no lunar calendar), and its dates are marked as expected.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from hall.clock import CITY_TIME


@dataclass(frozen=True)
class Due:
    day: date
    is_expected: bool
    """True when a year without a published notice was crossed"""

    def end(self) -> datetime:
        """The last moment of the day, in city time."""
        return datetime.combine(self.day, time(23, 59, 59), CITY_TIME)


def is_working_day(day: date) -> bool:
    if day in REST_DAYS:
        return False
    if day in MAKE_UP_DAYS:
        return True
    if day.year not in NOTICED_YEARS and (day.month, day.day) in FIXED_REST_DAYS:
        return False
    return day.weekday() < 5


def add_working_days(start: date, count: int) -> Due:
    """The start day is not counted. `count` 0 is the start day itself, or the next working day after it; a negative one
    is the last day after which so many working days, the start day among them, have passed.
    """
    day, left = start, count
    while left < 0:
        left += is_working_day(day)
        day -= timedelta(days=1)
    while left > 0 or (count == 0 and not is_working_day(day)):
        day += timedelta(days=1)
        left -= is_working_day(day)
    return Due(day, any(year not in NOTICED_YEARS for year in range(start.year, day.year + 1)))


def working_days_left(today: date, due: date) -> int:
    """Working days after today up to `due`; negative when late."""
    if due < today:
        return -sum(is_working_day(due + timedelta(days=n)) for n in range(1, (today - due).days + 1))
    return sum(is_working_day(today + timedelta(days=n)) for n in range(1, (due - today).days + 1))


def _days(year: int, *spans: tuple[int, int, int]) -> frozenset[date]:
    """Spans of (month, first day, number of days)."""
    return frozenset(
        date(year, month, first) + timedelta(days=n) for month, first, count in spans for n in range(count)
    )


NOTICED_YEARS: Final = frozenset({2026})
REST_DAYS: Final = _days(2026, (1, 1, 3), (2, 15, 9), (4, 4, 3), (5, 1, 5), (6, 19, 3), (9, 25, 3), (10, 1, 7))
MAKE_UP_DAYS: Final = _days(2026, (1, 4, 1), (2, 14, 1), (2, 28, 1), (5, 9, 1), (9, 20, 1), (10, 10, 1))
FIXED_REST_DAYS: Final = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})
