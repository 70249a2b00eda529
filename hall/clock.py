"""The hall's time is authoritative for every terminal; it is a parameter everywhere."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Final, TypeAlias

Clock: TypeAlias = Callable[[], datetime]
"""gives the present moment, with an offset"""

CITY_TIME: Final = timezone(timedelta(hours=8), "UTC+08:00")

_EARLIEST: Final = datetime(1969, 1, 1, tzinfo=UTC)
"""a clock whose battery is dead begins in 1970"""
_LATEST: Final = datetime(2200, 1, 1, tzinfo=UTC)


def city_clock() -> datetime:
    return datetime.now(CITY_TIME).replace(microsecond=0)


def told_moment(text: str) -> datetime:
    """A moment as a terminal tells it. Raises ValueError without an offset, or where no database could hold it."""
    at = datetime.fromisoformat(text)
    if at.tzinfo is None or not _EARLIEST <= at <= _LATEST:
        raise ValueError("not a moment with an offset, of this age")
    return at
