"""Not today, and a question that is answered on the screen: what can be done from there."""

from dataclasses import replace

from flows.clock import Moment
from flows.events import Pressed
from flows.session.events import SessionEvent
from flows.session.leaving import leave
from flows.session.stages import Answered, EndReason, Home, Refused
from flows.session.state import Session, at
from flows.terminal import Terminal


def on_refusal(session: Session, stage: Refused, event: SessionEvent, terminal: Terminal, now: Moment) -> Session:
    match event:
        case Pressed(id="row:staff"):
            return replace(session, staff_called=True)
        case Pressed(id="row:other"):
            return other_service(session)
        case Pressed(id="row:end" | "primary"):
            return leave(session, EndReason.LEFT)
        case _:
            return session


def on_answer(session: Session, stage: Answered, event: SessionEvent) -> Session:
    match event:
        case Pressed(id="primary"):
            return leave(session, EndReason.FINISHED)
        case Pressed(id="row:other"):
            return other_service(session)
        case _:
            return session


def other_service(session: Session) -> Session:
    """Back to the home page with the same customer: the card need not be read again."""
    return at(replace(session, application=None, trail=()), Home())
