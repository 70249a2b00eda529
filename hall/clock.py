"""The hall's time is authoritative for every terminal; it is a parameter everywhere."""

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Final, TypeAlias

Clock: TypeAlias = Callable[[], datetime]
"""gives the present moment, with an offset"""

CITY_TIME: Final = timezone(timedelta(hours=8), "UTC+08:00")


def city_clock() -> datetime:
    return datetime.now(CITY_TIME).replace(microsecond=0)
