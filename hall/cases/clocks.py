"""What a move does to a case's clock: pure. All limits are in working days; the start day is not counted."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import assert_never

from hall.calendar import add_working_days, working_days_left
from hall.cases.states import RULES, CaseState, ClockKind
from hall.catalogue import ANSWER_WORKING_DAYS, DELIVERY_WORKING_DAYS
from hall.clock import CITY_TIME

PICKUP_WORKING_DAYS = 5


@dataclass(frozen=True)
class CaseClock:
    due_at: datetime | None = None
    remaining_days: int | None = None
    """kept while paused"""
    decision_began: bool = False


class Urgency(StrEnum):
    CALM = "calm"
    AMBER = "amber"
    """one working day left, or less"""
    RED = "red"
    """late"""


def clock_after(clock: CaseClock, target: CaseState, promised_days: int, now: datetime) -> CaseClock:
    """The clock once the case is in `target`."""
    match RULES[target].clock:
        case ClockKind.ANSWER:
            return CaseClock(_due(now, ANSWER_WORKING_DAYS), None, clock.decision_began)
        case ClockKind.DECISION:
            return _decision_clock(clock, promised_days, now)
        case ClockKind.DELIVERY if target is CaseState.APPROVED:
            return CaseClock(_due(now, DELIVERY_WORKING_DAYS), None, clock.decision_began)
        case ClockKind.DELIVERY:
            return clock
        case ClockKind.PAUSED:
            return CaseClock(None, days_left(clock.due_at, now), clock.decision_began)
        case ClockKind.PICKUP:
            return CaseClock(_due(now, PICKUP_WORKING_DAYS), None, clock.decision_began)
        case ClockKind.NONE:
            return CaseClock(None, None, clock.decision_began)
        case unknown:
            assert_never(unknown)


def days_left(due_at: datetime | None, now: datetime) -> int | None:
    """Working days until `due_at`, negative when late."""
    if due_at is None:
        return None
    return working_days_left(now.astimezone(CITY_TIME).date(), due_at.astimezone(CITY_TIME).date())


def urgency(due_at: datetime | None, now: datetime) -> Urgency:
    if due_at is None:
        return Urgency.CALM
    if due_at < now:
        return Urgency.RED
    left = days_left(due_at, now)
    return Urgency.AMBER if left is not None and left <= 1 else Urgency.CALM


def amber_until(now: datetime) -> datetime:
    """The last moment to which at most one working day is left: what is due by then is AMBER, or RED."""
    second = add_working_days(now.astimezone(CITY_TIME).date(), 2)
    return replace(second, day=second.day - timedelta(days=1)).end()


def _decision_clock(clock: CaseClock, promised_days: int, now: datetime) -> CaseClock:
    if clock.remaining_days is not None and clock.decision_began:
        return CaseClock(_due(now, clock.remaining_days), None, decision_began=True)
    if clock.decision_began and clock.due_at is not None:
        return clock
    return CaseClock(_due(now, promised_days), None, decision_began=True)


def _due(now: datetime, days: int) -> datetime:
    return add_working_days(now.astimezone(CITY_TIME).date(), days).end()
