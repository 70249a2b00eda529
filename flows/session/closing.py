"""Check, sign, seal: from the last answer to the number."""

from dataclasses import replace
from typing import assert_never

from flows.clock import Moment
from flows.decision import LATER
from flows.events import Pressed, Signed
from flows.outcomes import SealEnded, StepEnded
from flows.session.end_stages import EndReason
from flows.session.events import SessionEvent
from flows.session.finishing import finished, on_finished
from flows.session.following import without_promise
from flows.session.leaving import leave
from flows.session.note import Note
from flows.session.proceeding import proceed
from flows.session.proving import hand_over, on_proof
from flows.session.refusing import on_answer, on_refusal
from flows.session.stages import (
    Answered,
    ClosingStage,
    Finished,
    LeavingTicket,
    MakingProof,
    NoProof,
    PrintingProof,
    Refused,
    Reviewing,
    Sealing,
    Signing,
    TicketLeft,
)
from flows.session.state import Session, at, onward, remembered
from flows.session.tickets import on_ticket
from flows.terminal import Terminal
from offline_cache.submission import NotSealed, Sealed


def on_closing(session: Session, stage: ClosingStage, event: SessionEvent, terminal: Terminal, now: Moment) -> Session:
    match stage:
        case Reviewing():
            return _on_review(session, stage, event, terminal, now)
        case Signing():
            return _on_signing(session, stage, event, terminal, now)
        case Sealing():
            return _on_sealing(session, stage, event, terminal, now)
        case MakingProof() | PrintingProof() | NoProof():
            return on_proof(session, stage, event, terminal, now)
        case LeavingTicket() | TicketLeft():
            return on_ticket(session, stage, event, terminal, now)
        case Refused():
            return _on_refused(session, stage, event, terminal, now)
        case Answered():
            return on_answer(session, stage, event, now)
        case Finished():
            return on_finished(session, stage, event, terminal, now)
        case _:
            assert_never(stage)


def _on_review(session: Session, stage: Reviewing, event: SessionEvent, terminal: Terminal, now: Moment) -> Session:
    match event:
        case Pressed(id="primary") if stage.ready.signature:
            return onward(session, Signing(stage.ready))
        case Pressed(id="primary"):
            return hand_over(remembered(session), stage.ready, terminal, now)
        case Pressed(id=pressed) if pressed.startswith("edit:"):
            return _edit(session, stage, pressed.removeprefix("edit:"), terminal, now)
        case Pressed(id=pressed) if pressed.startswith("pages:"):
            return _edit_pages(session, pressed.removeprefix("pages:"), terminal, now)
        case _:
            return session


def _edit(session: Session, stage: Reviewing, ask: str, terminal: Terminal, now: Moment) -> Session:
    """Takes the facts of that ask out again: the engine asks for them, then for what is newly needed, then review."""
    application = session.application
    facts = {fact for fact, by in stage.ready.asked.items() if by == ask}
    if application is None or not facts:
        return session
    from_ask = {fact for fact, record in application.facts.items() if record.source == "ask" and fact in facts}
    left = {fact: record for fact, record in application.facts.items() if fact not in (from_ask or facts)}
    return proceed(replace(remembered(session), application=replace(application, facts=left)), terminal, now)


def _edit_pages(session: Session, material: str, terminal: Terminal, now: Moment) -> Session:
    application = session.application
    if application is None or not {material, f"{LATER}{material}"} & application.had:
        return session
    again = without_promise(replace(application, had=application.had - {material}), material)
    return proceed(replace(remembered(session), application=again), terminal, now)


def _on_refused(session: Session, stage: Refused, event: SessionEvent, terminal: Terminal, now: Moment) -> Session:
    """What the rules refuse a person may still decide: the application goes on, and says so."""
    application = session.application
    match event:
        case Pressed(id="primary") if stage.denied is not None and application is not None:
            if stage.note is Note.PRINTING:
                return session
            asked = replace(application, by_person=True)
            return proceed(replace(remembered(session), application=asked), terminal, now)
        case _:
            return on_refusal(session, stage, event, now)


def _on_signing(session: Session, stage: Signing, event: SessionEvent, terminal: Terminal, now: Moment) -> Session:
    match event:
        case Signed(strokes=strokes):
            return at(session, replace(stage, strokes=strokes))
        case Pressed(id="clear"):
            return at(session, replace(stage, strokes=()))
        case Pressed(id="primary") if any(stage.strokes) and session.application is not None:
            signed = replace(session.application, strokes=stage.strokes)
            return hand_over(remembered(replace(session, application=signed)), stage.ready, terminal, now)
        case _:
            return session


def _on_sealing(session: Session, stage: Sealing, event: SessionEvent, terminal: Terminal, now: Moment) -> Session:
    match event:
        case StepEnded(outcome=SealEnded(outcome=Sealed() as sealed)):
            return finished(session, stage.ready, sealed, terminal)
        case StepEnded(outcome=SealEnded(outcome=NotSealed(reason=reason))):
            return at(session, replace(stage, failure=reason))
        case Pressed(id="primary") if stage.failure is not None:
            return at(session, replace(stage, failure=None, attempt=stage.attempt + 1))
        case Pressed(id="row:staff") if stage.failure is not None:
            return replace(session, staff_called=True)
        case Pressed(id="row:end") if stage.failure is not None:
            return leave(session, EndReason.LEFT)
        case _:
            return session
