"""Synthetic pension contributions, the same every time for the same person. No figure is anybody's."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from hall.queries.people import Person

PERSONAL_RATE_PERCENT: Final = 8
EMPLOYER: Final = "上海测试木兰科技有限公司"


@dataclass(frozen=True)
class Month:
    year: int
    month: int
    base_fen: int

    @property
    def personal_fen(self) -> int:
        return self.base_fen * PERSONAL_RATE_PERCENT // 100


@dataclass(frozen=True)
class Year:
    year: int
    months: int
    base_fen: int
    """mean monthly base"""
    personal_fen: int
    """whole year"""


@dataclass(frozen=True)
class Contributions:
    months: tuple[Month, ...]
    """oldest first"""
    is_retired: bool

    @property
    def years(self) -> tuple[Year, ...]:
        found: dict[int, list[Month]] = {}
        for month in self.months:
            found.setdefault(month.year, []).append(month)
        return tuple(
            Year(year, len(ms), sum(m.base_fen for m in ms) // len(ms), sum(m.personal_fen for m in ms))
            for year, ms in found.items()
        )

    @property
    def personal_fen(self) -> int:
        return sum(month.personal_fen for month in self.months)


def contributions_of(person: Person, today: date) -> Contributions:
    """From the July after the 22nd birthday (1993 at the earliest) to retirement or last month."""
    begin = max((person.birth.year + 22, 7), (1993, 1))
    retirement = (person.birth.year + (55 if person.sex == "2" else 60), person.birth.month)
    last = (today.year, today.month)
    end = min(retirement, last)
    months = tuple(
        Month(index // 12, index % 12 + 1, _base_fen(index // 12, person))
        for index in range(begin[0] * 12 + begin[1] - 1, end[0] * 12 + end[1] - 1)
    )
    return Contributions(months, retirement <= last)


def _base_fen(year: int, person: Person) -> int:
    """A smooth invented curve, rounded to whole yuan; a little different for each person."""
    wage = 600 * 1.085 ** (year - 1993)
    own = 0.85 + (int(person.id_number[6:14]) % 40) / 100
    return round(wage * own) * 100
