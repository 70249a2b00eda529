"""差评跟进: one or two stars become a ticket with clocks of 1, 5 and 15 working days: pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from hall.calendar import add_working_days
from hall.cases.clocks import Urgency, urgency
from hall.clock import CITY_TIME

WORST: Final = 2
"""stars up to which a rating is 差评"""
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
    """What is known of one rating."""

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
    due = add_working_days(rating.rated_at.astimezone(CITY_TIME).date(), days).end()
    return Ticket(stage, due, urgency(due, now))


def contacted_in_time(rating: FollowUp) -> bool:
    due = add_working_days(rating.rated_at.astimezone(CITY_TIME).date(), CONTACT_DAYS).end()
    return rating.contacted_at is not None and rating.contacted_at <= due


def _stage(rating: FollowUp) -> TicketStage:
    if rating.stars > WORST:
        return TicketStage.NONE
    if rating.rectified_at is not None:
        return TicketStage.DONE
    if rating.contacted_at is None:
        return TicketStage.CONTACT
    return TicketStage.RECTIFY if rating.hard_since is None else TicketStage.RECTIFY_HARD
