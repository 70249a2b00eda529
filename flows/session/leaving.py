"""Goodbye, timeout, walking away: one way out. Everything of the customer goes first, then the card is looked for."""

from dataclasses import replace
from typing import assert_never

from flows import delays
from flows.clock import Moment
from flows.events import Pressed
from flows.outcomes import CardLooked, DraftDropped, StepEnded, Waited
from flows.session.end_stages import Apology, ConfirmLeave, Departing, Dropping, Ended, EndReason, EndStage
from flows.session.events import SessionEvent
from flows.session.locker_stages import DoorDone, DoorStands, OpeningDoor, RecordingDoor
from flows.session.staff_stages import StaffLogin
from flows.session.stages import (
    Answered,
    Asking,
    Finished,
    LeavingTicket,
    NoProof,
    Note,
    PrintingProof,
    Refused,
    Reviewing,
    Scanning,
    Sealing,
    SecondCard,
    SecondCode,
    Signing,
    TicketLeft,
)
from flows.session.state import Session, at, onward, wiped


def wants_to_leave(session: Session) -> Session:
    """The foot key: asks first when something would be lost."""
    stage = session.stage
    if isinstance(stage, ConfirmLeave | EndStage) or session.pristine:
        return session
    unsent = isinstance(stage, Asking | SecondCard | SecondCode | Scanning | Reviewing | Signing)
    if unsent and session.application is not None and session.application.answers:
        return onward(session, ConfirmLeave())
    return leave(session, EndReason.FINISHED if isinstance(stage, Finished) else EndReason.LEFT)


def leave(session: Session, reason: EndReason, *, keep_draft: bool = False) -> Session:
    """What cannot be interrupted is let finish; then nothing of the customer is left.

    When the current fails it is not the customer who left: the draft stays as after a power cut.
    """
    if cannot_stop(session):
        return replace(session, leaving=reason)
    application = session.application
    sealed = isinstance(session.stage, Finished) or application is None
    if application is None or sealed or keep_draft or reason is EndReason.POWER or not application.answers:
        return wiped(session, Departing(reason))
    return wiped(session, Dropping(reason, application.sub_id))


def may_let_go(stage: DoorStands) -> bool:
    """Nobody can say when it will close: staff have been called, the intent stays for them."""
    return stage.uncertain or stage.attempt * delays.DOOR_VOICE >= delays.DOOR_ALERT


def cannot_stop(session: Session) -> bool:
    stage = session.stage
    match stage:
        case Sealing():
            return stage.failure is None
        case PrintingProof():
            return stage.outcome is None
        case LeavingTicket():
            return stage.sealing is not None
        case Refused() | NoProof() | Answered() | TicketLeft():
            return stage.note is Note.PRINTING
        case Finished():
            return stage.printing or (stage.rating is not None and not stage.rated)
        case OpeningDoor() | RecordingDoor():
            return True
        case DoorStands():
            return not may_let_go(stage)
        case StaffLogin():
            return stage.checking
        case DoorDone():
            return stage.rating is not None and not stage.rated
        case _:
            return False


def on_end(session: Session, stage: EndStage, event: SessionEvent, now: Moment) -> Session:
    match stage:
        case ConfirmLeave():
            return _on_confirm(session, event)
        case Dropping():
            if event == StepEnded(DraftDropped()):
                return at(session, Departing(stage.reason))
            return session
        case Departing():
            return _on_departing(session, stage, event, now)
        case Apology():
            return at(session, Departing(EndReason.CRASH)) if event == StepEnded(Waited()) else session
        case Ended():
            return session
        case _:
            assert_never(stage)


def _on_confirm(session: Session, event: SessionEvent) -> Session:
    place = session.trail[-1]
    here = replace(session, stage=place.stage, application=place.application, trail=session.trail[:-1])
    match event:
        case Pressed(id="row:keep"):
            return leave(here, EndReason.LEFT, keep_draft=True)
        case Pressed(id="row:leave"):
            return leave(here, EndReason.LEFT)
        case Pressed(id="primary"):
            return here
        case _:
            return session


def _on_departing(session: Session, stage: Departing, event: SessionEvent, now: Moment) -> Session:
    """A card left behind is called out; after 15 s staff are called; after a minute the terminal closes the session."""
    match event:
        case StepEnded(outcome=CardLooked(left=False)):
            return at(replace(session, staff_called=False), Ended(stage.reason))
        case StepEnded(outcome=CardLooked(left=True)):
            since = stage.since if stage.left else now.mono
            waited = now.mono - since
            if waited >= delays.CARD_LEFT_END:
                return at(session, Ended(stage.reason))
            called = session.staff_called or waited >= delays.CARD_LEFT_ALERT
            again = replace(stage, attempt=stage.attempt + 1, left=True, since=since)
            return at(replace(session, staff_called=called), again)
        case _:
            return session
