"""Not today, and a question that is answered on the screen: what can be done from there."""

from dataclasses import replace

from flows.clock import Moment
from flows.events import Pressed
from flows.hall_facts import ProofDenied, ProofMade, Unreachable
from flows.outcomes import ReceiptEnded, StepEnded
from flows.session.end_stages import EndReason
from flows.session.events import SessionEvent
from flows.session.leaving import leave
from flows.session.locker_stages import ProgressShown
from flows.session.note import Note, note_after
from flows.session.stages import Answered, LeavingTicket, NoProof, Noted, Refused, TicketLeft
from flows.session.state import Session, at, home, onward


def on_answer(session: Session, stage: Answered, event: SessionEvent, now: Moment) -> Session:
    match event:
        case StepEnded(outcome=ProofMade(lines=lines)) if stage.lines is None:
            return at(session, replace(stage, lines=lines))
        case StepEnded(outcome=ProofDenied()) if stage.lines is None:
            return at(session, replace(stage, lines=()))
        case StepEnded(outcome=Unreachable()) | Pressed(id="cancel") if stage.lines is None:
            return at(session, replace(stage, lines=(), unreachable=True))
        case Pressed(id="primary") if stage.unreachable:
            return at(session, replace(stage, lines=None, unreachable=False, attempt=stage.attempt + 1))
        case Pressed(id="primary"):
            return leave(session, EndReason.FINISHED)
        case _:
            return on_refusal(session, stage, event, now)


def on_refusal(session: Session, stage: Noted, event: SessionEvent, now: Moment) -> Session:
    match event:
        case Pressed(id="row:staff"):
            return replace(session, staff_called=True)
        case Pressed(id="row:other"):
            return home(session) if stage.note is not Note.PRINTING else session
        case Pressed(id="row:ticket") if not isinstance(stage, TicketLeft) and stage.note is not Note.PRINTING:
            return leaving_ticket(session, stage)
        case Pressed(id="row:end"):
            return leave(session, EndReason.LEFT)
        case Pressed(id="row:print") if stage.note.may_print:
            return at(session, replace(stage, note=Note.PRINTING, noted_at=now.wall))
        case StepEnded(outcome=ReceiptEnded(outcome=outcome)):
            return at(session, replace(stage, note=note_after(outcome)))
        case _:
            return session


def leaving_ticket(session: Session, stage: Refused | NoProof | Answered | ProgressShown) -> Session:
    """With the telephone number known so far, should the customer want to be called; it is shown before it is used."""
    record = session.application.facts.get("person.mobile") if session.application is not None else None
    return onward(session, LeavingTicket(stage, str(record.value) if record is not None else None))
