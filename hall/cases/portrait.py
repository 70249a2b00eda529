"""部门画像: six figures of a department, and the cases that made them so: pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from statistics import fmean
from typing import Final

from hall.calendar import working_days_left
from hall.clock import CITY_TIME

SHOWN_CASES: Final = 5


class Axis(StrEnum):
    ON_TIME = "on-time"
    FIRST_TIME = "first-time"
    UNCORRECTED = "uncorrected"
    SPEED = "speed"
    RATING = "rating"
    FOLLOW_UP = "follow-up"


AXIS_TITLES: Final = {
    Axis.ON_TIME: "按时办结率",
    Axis.FIRST_TIME: "一次通过率",
    Axis.UNCORRECTED: "无补正率",
    Axis.SPEED: "平均用时",
    Axis.RATING: "满意度",
    Axis.FOLLOW_UP: "差评跟进率",
}


@dataclass(frozen=True)
class CaseRecord:
    """One case without anything that tells whose it is."""

    terminal_id: str
    sub_id: str
    case_number: str
    item_code: str
    department: str
    opened_at: datetime
    decided_at: datetime | None
    late: bool
    """decided after its deadline, or not decided and past it"""
    approved: bool
    answered: bool
    """somebody has looked at it: accepted it, sent it back, or decided"""
    corrections: int
    promised_days: int
    stars: int | None
    bad_rating_followed: bool | None
    """None: there is nothing to follow up"""

    @property
    def working_days(self) -> int | None:
        if self.decided_at is None:
            return None
        opened, decided = (at.astimezone(CITY_TIME).date() for at in (self.opened_at, self.decided_at))
        return working_days_left(opened, decided)


@dataclass(frozen=True)
class Figure:
    axis: Axis
    score: float | None
    """0 (worst) to 1 (best); None: nothing to say yet"""
    text: str
    count: int
    """cases it rests on"""


@dataclass(frozen=True)
class Drill:
    gaining: tuple[CaseRecord, ...]
    losing: tuple[CaseRecord, ...]


def figures_of(cases: Sequence[CaseRecord]) -> tuple[Figure, ...]:
    return tuple(_figure(axis, cases) for axis in Axis)


def drill(axis: Axis, cases: Sequence[CaseRecord]) -> Drill:
    """The five cases that raise and the five that lower the figure most."""
    scored = [(score, case) for case in cases if (score := _SCORES[axis](case)) is not None]
    scored.sort(key=lambda pair: (pair[0], pair[1].opened_at))
    losing = tuple(case for score, case in scored[:SHOWN_CASES] if score < 1)
    gaining = tuple(case for score, case in reversed(scored) if score > 0)[:SHOWN_CASES]
    return Drill(tuple(case for case in gaining if case not in losing), losing)


def _figure(axis: Axis, cases: Sequence[CaseRecord]) -> Figure:
    scores = [score for case in cases if (score := _SCORES[axis](case)) is not None]
    if not scores:
        return Figure(axis, None, "还没有数据", 0)
    mean = fmean(scores)
    return Figure(axis, mean, _text(axis, mean, cases), len(scores))


def _text(axis: Axis, mean: float, cases: Sequence[CaseRecord]) -> str:
    match axis:
        case Axis.SPEED:
            days = fmean(case.working_days for case in cases if case.working_days is not None)
            return f"{days:.1f} 个工作日"
        case Axis.RATING:
            return f"{fmean(case.stars for case in cases if case.stars is not None):.1f} 星"
        case _:
            return f"{mean * 100:.0f}%"


def _on_time(case: CaseRecord) -> float | None:
    """A case that is late does not wait for its decision to count."""
    return None if case.decided_at is None and not case.late else float(not case.late)


def _first_time(case: CaseRecord) -> float | None:
    return None if case.decided_at is None else float(case.corrections == 0 and case.approved)


def _uncorrected(case: CaseRecord) -> float | None:
    return float(case.corrections == 0) if case.answered else None


def _speed(case: CaseRecord) -> float | None:
    """1 on the same day, 0 at twice the promise."""
    days = case.working_days
    return None if days is None else max(0.0, 1 - days / (2 * max(case.promised_days, 1)))


def _rating(case: CaseRecord) -> float | None:
    return None if case.stars is None else (case.stars - 1) / 4


def _follow_up(case: CaseRecord) -> float | None:
    return None if case.bad_rating_followed is None else float(case.bad_rating_followed)


_SCORES: Final[dict[Axis, Callable[[CaseRecord], float | None]]] = {
    Axis.ON_TIME: _on_time,
    Axis.FIRST_TIME: _first_time,
    Axis.UNCORRECTED: _uncorrected,
    Axis.SPEED: _speed,
    Axis.RATING: _rating,
    Axis.FOLLOW_UP: _follow_up,
}
