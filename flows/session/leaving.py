"""Goodbye, timeout, walking away: one way out. Everything of the customer goes first, then the card is looked for."""

from dataclasses import replace
from typing import assert_never

from flows import delays
from flows.clock import Moment
from flows.events import Pressed
from flows.outcomes import CardLooked, DraftDropped, StepEnded, Waited
from flows.session.end_stages import Apology, ConfirmLeave, Departing, Dropping, Ended, EndReason, EndStage
from flows.session.events import SessionEvent
from flows.session.locker_stages import DoorDone, DoorStands, OpeningDoor, ProgressShown, RecordingDoor
from flows.session.note import Note
from flows.session.staff_stages import StaffLogin, VendorDesk
from flows.session.stages import (
    Answered,
    Finished,
    LeavingTicket,
    MakingProof,
    NoProof,
    PrintingProof,
    Refused,
    Sealing,
    TicketLeft,
)
from flows.session.state import Session, at, onward, wiped


def wants_to_leave(session: Session) -> Session:
    """The foot key: asks first when something would be lost."""
    stage = session.stage
    if isinstance(stage, ConfirmLeave | EndStage) or session.pristine:
        return session
    if session.unsent:
        return onward(session, ConfirmLeave())
    return leave(session, EndReason.FINISHED if isinstance(stage, Finished) else EndReason.LEFT)


def leave(session: Session, reason: EndReason, *, keep_draft: bool = False) -> Session:
    """What cannot be interrupted is let finish, see `gone_on`; then nothing of the customer is left."""
    if cannot_stop(session):
        return replace(session, leaving=reason)
    return wiped(session, _dropping(reason, _unwanted_drafts(session, reason, keep_draft=keep_draft)))


def gone_on(session: Session) -> Session:
    """Who has left is let go as soon as nothing is in the way any more, whatever that was."""
    if session.leaving is None or cannot_stop(session):
        return session
    return leave(session, session.leaving)


def may_let_go(stage: DoorStands) -> bool:
    """Nobody can say when it will close: staff have been called, the intent stays for them."""
    return stage.uncertain or stage.attempt * delays.DOOR_VOICE >= delays.DOOR_ALERT


def papers_out(session: Session) -> bool:
    """A paper is in the customer's hands and its record not sealed yet."""
    return session.application is not None and bool(session.application.proofs)


def cannot_stop(session: Session) -> bool:
    stage = session.stage
    match stage:
        case Sealing():
            return stage.failure is None
        case MakingProof():
            return papers_out(session)
        case PrintingProof():
            return stage.outcome is None or papers_out(session)
        case NoProof():
            return stage.note is Note.PRINTING or papers_out(session)
        case LeavingTicket():
            return stage.sealing is not None
        case Refused() | Answered() | TicketLeft():
            return stage.note is Note.PRINTING
        case ProgressShown():
            return stage.note is Note.PRINTING
        case Finished():
            return stage.printing or (stage.rating is not None and not stage.rated)
        case OpeningDoor():
            return True
        case RecordingDoor():
            return stage.failure is None
        case DoorStands():
            return not may_let_go(stage)
        case StaffLogin():
            return stage.checking
        case VendorDesk():
            return stage.carrying > 0
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
                return at(session, _dropping(stage.reason, stage.sub_ids[1:]))
            return session
        case Departing():
            return _on_departing(session, stage, event, now)
        case Apology():
            return at(session, Departing(EndReason.CRASH)) if event == StepEnded(Waited()) else session
        case Ended():
            return session
        case _:
            assert_never(stage)


def _unwanted_drafts(session: Session, reason: EndReason, *, keep_draft: bool) -> tuple[str, ...]:
    """All that were saved in this visit but the one the customer keeps.

    When the current fails it is not the customer who left: the drafts stay as after a power cut.
    """
    if reason is EndReason.POWER:
        return ()
    kept = session.application.sub_id if keep_draft and session.application is not None else None
    return tuple(dict.fromkeys(one for one in session.drafts if one != kept))


def _dropping(reason: EndReason, sub_ids: tuple[str, ...]) -> Dropping | Departing:
    return Dropping(reason, sub_ids) if sub_ids else Departing(reason)


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
