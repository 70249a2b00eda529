"""A proof made and printed while the customer waits. With the hall away there is none, and the screen says so."""

from dataclasses import replace
from typing import TypeAlias, assert_never

from devices.receipt_printer import NotPrinted, Printed, Uncertain
from flows.decision import Ready
from flows.events import Pressed
from flows.hall_facts import ProofDenied, ProofMade, Unreachable
from flows.outcomes import ProofPrinted, StepEnded
from flows.session.events import SessionEvent
from flows.session.stages import MakingProof, NoProof, PrintingProof, Sealing
from flows.session.state import Session, at
from flows.session.submission_builder import build_submission
from flows.terminal import Terminal

ProofStage: TypeAlias = MakingProof | PrintingProof


def instant_proof(ready: Ready) -> bool:
    return ready.outcome == "proof"


def on_proof(session: Session, stage: ProofStage, event: SessionEvent, terminal: Terminal) -> Session:
    match stage:
        case MakingProof():
            return _on_making(session, stage, event)
        case PrintingProof():
            return _on_printing(session, stage, event, terminal)
        case _:
            assert_never(stage)


def _on_making(session: Session, stage: MakingProof, event: SessionEvent) -> Session:
    match event:
        case StepEnded(outcome=ProofMade() as made):
            return at(session, PrintingProof(stage.ready, made.title, made.verification_code, made.pdf))
        case StepEnded(outcome=ProofDenied(reason=reason)):
            return at(session, NoProof(stage.ready, unreachable=False, reason=reason))
        case StepEnded(outcome=Unreachable()) | Pressed(id="cancel"):
            return at(session, NoProof(stage.ready, unreachable=True))
        case _:
            return session


def _on_printing(session: Session, stage: PrintingProof, event: SessionEvent, terminal: Terminal) -> Session:
    """A paper that may or may not have come out is for the customer to say."""
    match event:
        case StepEnded(outcome=ProofPrinted(outcome=Printed())):
            return _proven(session, stage, terminal)
        case StepEnded(outcome=ProofPrinted(outcome=NotPrinted() | Uncertain() as outcome)):
            return at(session, replace(stage, outcome=outcome))
        case Pressed(id="primary" | "row:again") if stage.outcome is not None:
            return at(session, replace(stage, outcome=None, attempt=stage.attempt + 1))
        case Pressed(id="row:came") if isinstance(stage.outcome, Uncertain):
            return _proven(session, stage, terminal)
        case _:
            return session


def _proven(session: Session, stage: PrintingProof, terminal: Terminal) -> Session:
    """The paper is in the customer's hands: now the record of it is sealed."""
    application = session.application
    if application is None:
        return session
    proven = replace(application, proof_code=stage.code)
    submission = build_submission(session, proven, stage.ready, terminal)
    return at(replace(session, application=proven), Sealing(stage.ready, submission))
