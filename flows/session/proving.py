"""A proof made and printed while the customer waits. With the hall away there is none, and the screen says so."""

from dataclasses import replace
from typing import TypeAlias, assert_never

from devices.receipt_printer import NotPrinted, Printed, Uncertain
from flows.clock import Moment
from flows.decision import Ready
from flows.events import Pressed
from flows.hall_facts import ProofDenied, ProofMade, Unreachable
from flows.outcomes import ProofPrinted, StepEnded
from flows.session.declaration import declaration_text
from flows.session.end_stages import EndReason
from flows.session.events import SessionEvent
from flows.session.leaving import leave, papers_out
from flows.session.note import Note
from flows.session.refusing import on_refusal
from flows.session.stages import MakingProof, NoProof, PrintingProof, Sealing
from flows.session.state import Session, at
from flows.session.submission_builder import build_submission
from flows.terminal import Terminal

ProofStage: TypeAlias = MakingProof | PrintingProof | NoProof


def instant_proof(ready: Ready) -> bool:
    """Nothing but papers: what is sealed is the record of having printed them."""
    return ready.outcome == "proof"


def papers_of(ready: Ready) -> tuple[str, ...]:
    return ready.proofs or (ready.items if instant_proof(ready) else ())


def hand_over(session: Session, ready: Ready, terminal: Terminal, now: Moment) -> Session:
    """The next paper that is neither printed nor left out; after the last one, or with none, all is sealed.

    For who has left no more papers are printed.
    """
    application = session.application
    if application is None:
        return session
    papers = papers_of(ready)
    printed = tuple(item for item, _ in application.proofs)
    left = [item for item in papers if item not in printed and item not in application.left_out]
    if left and session.leaving is None:
        return at(session, MakingProof(ready, left[0], since=now.mono))
    done = replace(ready, items=tuple(item for item in ready.items if item not in papers or item in printed))
    declaration = declaration_text(ready, session, terminal) if application.strokes else ""
    return at(session, Sealing(done, build_submission(session, application, done, terminal, declaration)))


def may_leave_out(session: Session, stage: NoProof) -> bool:
    """Another paper is printed already, or still to come."""
    application = session.application
    if application is None:
        return False
    others = [item for item in stage.ready.items if item != stage.item and item not in application.left_out]
    return bool(others)


def may_go_back(session: Session) -> bool:
    """Not once a paper is out: going back would print it again."""
    return session.application is not None and not papers_out(session)


def recorded(session: Session, terminal: Terminal, now: Moment) -> Session:
    """Who leaves with papers in hand: that they were printed is sealed first."""
    stage = session.stage
    if session.leaving is None or not papers_out(session) or not isinstance(stage, ProofStage):
        return session
    busy = (isinstance(stage, PrintingProof) and stage.outcome is None) or (
        isinstance(stage, NoProof) and stage.note is Note.PRINTING
    )
    return session if busy else hand_over(session, stage.ready, terminal, now)


def on_proof(session: Session, stage: ProofStage, event: SessionEvent, terminal: Terminal, now: Moment) -> Session:
    match stage:
        case MakingProof():
            return _on_making(session, stage, event)
        case PrintingProof():
            return _on_printing(session, stage, event, terminal, now)
        case NoProof():
            return _on_none(session, stage, event, terminal, now)
        case _:
            assert_never(stage)


def _on_making(session: Session, stage: MakingProof, event: SessionEvent) -> Session:
    match event:
        case StepEnded(outcome=ProofMade() as made):
            paper = PrintingProof(stage.ready, stage.item, made.title, made.verification_code, made.pdf)
            return at(session, paper)
        case StepEnded(outcome=ProofDenied(reason=reason)):
            return at(session, NoProof(stage.ready, stage.item, unreachable=False, reason=reason))
        case StepEnded(outcome=Unreachable()) | Pressed(id="cancel"):
            return at(session, NoProof(stage.ready, stage.item, unreachable=True))
        case _:
            return session


def _on_printing(
    session: Session, stage: PrintingProof, event: SessionEvent, terminal: Terminal, now: Moment
) -> Session:
    """A paper that may or may not have come out is for the customer to say."""
    match event:
        case StepEnded(outcome=ProofPrinted(outcome=Printed())):
            return _proven(session, stage, terminal, now)
        case StepEnded(outcome=ProofPrinted(outcome=NotPrinted() | Uncertain() as outcome)):
            return at(session, replace(stage, outcome=outcome))
        case Pressed(id="primary") if stage.outcome is not None:
            return at(session, replace(stage, outcome=None, attempt=stage.attempt + 1))
        case Pressed(id="row:came") if isinstance(stage.outcome, Uncertain):
            return _proven(session, stage, terminal, now)
        case Pressed(id="row:staff") if stage.outcome is not None:
            return replace(session, staff_called=True)
        case Pressed(id="row:end") if stage.outcome is not None:
            return leave(session, EndReason.LEFT)
        case _:
            return session


def _on_none(session: Session, stage: NoProof, event: SessionEvent, terminal: Terminal, now: Moment) -> Session:
    application = session.application
    match event:
        case Pressed(id="primary") if stage.note is not Note.PRINTING:
            return at(session, MakingProof(stage.ready, stage.item, attempt=stage.attempt + 1, since=now.mono))
        case Pressed(id="row:skip") if application is not None and may_leave_out(session, stage):
            without = replace(application, left_out=(*application.left_out, stage.item))
            return hand_over(replace(session, application=without), stage.ready, terminal, now)
        case Pressed(id="row:other" | "row:ticket") if papers_out(session):
            return session
        case _:
            return on_refusal(session, stage, event, now)


def _proven(session: Session, stage: PrintingProof, terminal: Terminal, now: Moment) -> Session:
    """The paper is in the customer's hands."""
    application = session.application
    if application is None:
        return session
    proven = replace(application, proofs=(*application.proofs, (stage.item, stage.code)))
    return hand_over(replace(session, application=proven), stage.ready, terminal, now)
