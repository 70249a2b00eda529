"""差评跟进 and 办不成事: both become tickets with clocks of 1, 5 and 15 working days: pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, Protocol

from hall.calendar import add_working_days
from hall.cases.clocks import Urgency, urgency
from hall.clock import CITY_TIME

WORST: Final = 2
"""stars up to which a rating is 差评"""
NOT_RATED: Final = 0
"""stars of a 办不成事 ticket: followed up like the worst rating"""
CONTACT_DAYS: Final = 1
ORDINARY_DAYS: Final = 5
HARD_DAYS: Final = 15


class TicketStage(StrEnum):
    NONE = "none"
    CONTACT = "contact"
    RECTIFY = "rectify"
    RECTIFY_HARD = "rectify-hard"
    DONE = "done"


@dataclass(frozen=True)
class FollowUp:
    """What is known of one rating or ticket."""

    stars: int
    rated_at: datetime
    contacted_at: datetime | None
    hard_since: datetime | None
    rectified_at: datetime | None


@dataclass(frozen=True)
class Ticket:
    stage: TicketStage
    due_at: datetime | None
    urgency: Urgency


def ticket_of(rating: FollowUp, now: datetime) -> Ticket:
    stage = _stage(rating)
    days = {
        TicketStage.CONTACT: CONTACT_DAYS,
        TicketStage.RECTIFY: ORDINARY_DAYS,
        TicketStage.RECTIFY_HARD: HARD_DAYS,
    }.get(stage)
    if days is None:
        return Ticket(stage, None, Urgency.CALM)
    due = _due(rating, days)
    return Ticket(stage, due, urgency(due, now))


class FollowedUp(Protocol):
    """A row that staff work on."""

    contacted_at: datetime | None
    hard_since: datetime | None
    rectified_at: datetime | None
    follow_up: str


class Step(StrEnum):
    CONTACTED = "contacted"
    HARD = "hard"
    RECTIFIED = "rectified"


def take_step(row: FollowedUp, step: Step, note: str, now: datetime) -> None:
    """Every step says what was found or done; none is taken twice."""
    match step:
        case Step.CONTACTED:
            row.contacted_at = row.contacted_at or now
        case Step.HARD:
            row.hard_since = row.hard_since or now
        case Step.RECTIFIED:
            row.contacted_at = row.contacted_at or now
            row.rectified_at = row.rectified_at or now
    row.follow_up = "\n".join(filter(None, (row.follow_up, note)))


def followed_in_time(rating: FollowUp, now: datetime) -> bool | None:
    """Whether it was called and put right within its days; None while the first of them still runs."""
    contacted = _kept(rating, CONTACT_DAYS, rating.contacted_at, now)
    rectified = _kept(rating, ORDINARY_DAYS if rating.hard_since is None else HARD_DAYS, rating.rectified_at, now)
    return contacted if rectified is None or not contacted else rectified


def _due(rating: FollowUp, days: int) -> datetime:
    return add_working_days(rating.rated_at.astimezone(CITY_TIME).date(), days).end()


def _kept(rating: FollowUp, days: int, done_at: datetime | None, now: datetime) -> bool | None:
    """None: not done, and there is still time."""
    due = _due(rating, days)
    if done_at is None:
        return None if now <= due else False
    return done_at <= due


def _stage(rating: FollowUp) -> TicketStage:
    if rating.stars > WORST:
        return TicketStage.NONE
    if rating.rectified_at is not None:
        return TicketStage.DONE
    if rating.contacted_at is None:
        return TicketStage.CONTACT
    return TicketStage.RECTIFY if rating.hard_since is None else TicketStage.RECTIFY_HARD
