"""The one function by which a session changes. Pure: time, devices' words and touches all come in as arguments."""

from dataclasses import replace
from typing import assert_never, get_args

from devices.ups import PowerAdvice
from flows.clock import Moment
from flows.events import Preferred, Pressed, ScreenEvent, VendorCornerHeld
from flows.outcomes import DevicesSeen, Ticked
from flows.pages import Preferences
from flows.session.asking import on_question
from flows.session.browsing import on_browsing
from flows.session.browsing_stages import BrowsingStage, Home
from flows.session.closing import on_closing
from flows.session.doors import DoorStage, on_door
from flows.session.drafts import with_draft_noted
from flows.session.end_stages import Apology, Departing, Dropping, Ended, EndReason, EndStage
from flows.session.events import SessionEvent
from flows.session.identifying import on_identity, on_notice
from flows.session.idle import expired, stands_still, with_call_noted
from flows.session.leaving import gone_on, leave, on_end, wants_to_leave
from flows.session.locker_stages import LockerStage
from flows.session.parcels import ParcelStage, on_parcels
from flows.session.proving import recorded
from flows.session.showing import ShowStage, on_showing
from flows.session.staff_side import on_staff
from flows.session.staff_stages import StaffLogin, StaffStage
from flows.session.stages import ClosingStage, IdentityStage, Notice, QuestionStage
from flows.session.state import Session, onward
from flows.session.surroundings import advised, seen
from flows.session.ways_back import go_back
from flows.terminal import Terminal

_SCREEN = get_args(ScreenEvent)


def advance(session: Session, event: SessionEvent, terminal: Terminal, now: Moment) -> Session:
    """The session after `event`. What does not fit where the session is changes nothing."""
    match event:
        case Ticked():
            after = _on_tick(advised(session, now), now)
        case DevicesSeen(statuses=statuses):
            after = seen(session, statuses, now)
        case _:
            touched = replace(session, touched=now.mono) if isinstance(event, _SCREEN) else session
            after = _everywhere(touched, event, terminal, now)
    return with_draft_noted(gone_on(recorded(with_call_noted(session, after, now), terminal, now)))


def _on_tick(session: Session, now: Moment) -> Session:
    if session.power_advice is PowerAdvice.SHUT_DOWN and not session.pristine and not _ends(session):
        return leave(session, EndReason.POWER)
    if stands_still(session, now):
        return replace(session, stood_still=now.mono)
    return leave(session, EndReason.TIMEOUT) if expired(session, now) else session


def _ends(session: Session) -> bool:
    return session.leaving is not None or isinstance(session.stage, Dropping | Departing | Apology | Ended)


def _everywhere(session: Session, event: SessionEvent, terminal: Terminal, now: Moment) -> Session:
    """What works on every page, then what belongs to this one."""
    match event:
        case Pressed(id="staff") if not isinstance(session.stage, EndStage):
            return replace(session, staff_called=not session.staff_called)
        case Pressed(id="leave" | "foot:leave") | Preferred(key="leave"):
            return wants_to_leave(session)
        case Preferred(key=key):
            return replace(session, preferences=_preferred(session.preferences, key))
        case VendorCornerHeld() if isinstance(session.stage, Home):
            return onward(session, StaffLogin())
        case Pressed(id="back"):
            return go_back(session)
        case _:
            return _here(session, event, terminal, now)


def _here(session: Session, event: SessionEvent, terminal: Terminal, now: Moment) -> Session:
    """`isinstance` with a union narrows, so that a stage nobody handles is a type error here."""
    stage = session.stage
    if isinstance(stage, BrowsingStage):
        return on_browsing(session, stage, event, terminal, now)
    if isinstance(stage, Notice):
        return on_notice(session, stage, event, terminal, now)
    if isinstance(stage, IdentityStage):
        return on_identity(session, stage, event, terminal, now)
    if isinstance(stage, QuestionStage):
        return on_question(session, stage, event, terminal, now)
    if isinstance(stage, ClosingStage):
        return on_closing(session, stage, event, terminal, now)
    if isinstance(stage, EndStage):
        return on_end(session, stage, event, now)
    return _beside(session, stage, event, terminal, now)


def _beside(
    session: Session, stage: LockerStage | StaffStage, event: SessionEvent, terminal: Terminal, now: Moment
) -> Session:
    if isinstance(stage, ParcelStage):
        return on_parcels(session, stage, event, now)
    if isinstance(stage, ShowStage):
        return on_showing(session, stage, event, terminal)
    if isinstance(stage, DoorStage):
        return on_door(session, stage, event, now)
    if isinstance(stage, StaffStage):
        return on_staff(session, stage, event, now)
    assert_never(stage)


def _preferred(preferences: Preferences, key: str) -> Preferences:
    match key:
        case "language":
            return replace(preferences, language="en" if preferences.language == "zh" else "zh")
        case "size":
            return replace(preferences, elder=not preferences.elder)
        case "contrast":
            return replace(preferences, contrast=not preferences.contrast)
        case "lower":
            return replace(preferences, lower=not preferences.lower)
        case "voice":
            return replace(preferences, voice=not preferences.voice)
        case _:
            return preferences
