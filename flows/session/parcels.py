"""Taking a result out: whose it is, which one, and the code that was sent for it."""

from dataclasses import replace
from typing import TypeAlias, assert_never

from flows.clock import Moment
from flows.events import Pressed, Typed
from flows.outcomes import CasesFound, CodeChecked, ParcelsFound, StepEnded
from flows.session.doors import open_for
from flows.session.events import SessionEvent
from flows.session.locker_stages import (
    ChoosingCase,
    ChoosingParcel,
    DoorJob,
    LookingForCases,
    LookingForParcels,
    NoParcel,
    ProgressShown,
    ShowingVoucher,
    TypingCode,
)
from flows.session.state import Session, at, home, onward, remembered
from offline_cache.submission import CodeCheck, DoorPurpose, Parcel

CODE_LENGTH = 8
CODE_ALPHABET = frozenset("23456789ABCDEFGHJKLMNPQRSTUVWXYZ")
ParcelStage: TypeAlias = LookingForParcels | NoParcel | ChoosingParcel | TypingCode | LookingForCases | ChoosingCase

_CODE_ERRORS = {
    CodeCheck.WRONG: "code-wrong",
    CodeCheck.LOCKED: "code-locked",
}


def on_parcels(session: Session, stage: ParcelStage, event: SessionEvent, now: Moment) -> Session:
    match stage:
        case LookingForParcels():
            return _on_found(session, event)
        case ChoosingParcel():
            return _on_choice(session, stage, event)
        case TypingCode():
            return _on_code(session, stage, event)
        case NoParcel():
            return _on_none(session, event)
        case LookingForCases():
            return _on_cases(session, event)
        case ChoosingCase():
            return _on_case(session, stage, event)
        case _:
            assert_never(stage)


def _on_found(session: Session, event: SessionEvent) -> Session:
    match event:
        case StepEnded(outcome=ParcelsFound(parcels=parcels)):
            here = tuple(parcel for parcel in parcels if parcel.cell is not None)
            if not here:
                return at(session, NoParcel())
            return at(session, TypingCode(here[0]) if len(here) == 1 else ChoosingParcel(here))
        case _:
            return session


def _on_none(session: Session, event: SessionEvent) -> Session:
    match event:
        case Pressed(id="row:progress"):
            return onward(session, LookingForCases())
        case Pressed(id="primary"):
            return home(session)
        case _:
            return session


def _on_cases(session: Session, event: SessionEvent) -> Session:
    match event:
        case StepEnded(outcome=CasesFound(cases=(only,))):
            return at(session, ProgressShown(only))
        case StepEnded(outcome=CasesFound(cases=cases)):
            return at(session, ChoosingCase(cases))
        case _:
            return session


def _on_case(session: Session, stage: ChoosingCase, event: SessionEvent) -> Session:
    if event == Pressed("voucher"):
        return onward(session, ShowingVoucher(asks_progress=True))
    for case in stage.cases:
        if event == Pressed(f"row:{case.number}"):
            return onward(session, ProgressShown(case))
    return session


def _on_choice(session: Session, stage: ChoosingParcel, event: SessionEvent) -> Session:
    for parcel in stage.parcels:
        if event == Pressed(f"row:{parcel.parcel_id}"):
            return onward(session, TypingCode(parcel))
    return session


def _on_code(session: Session, stage: TypingCode, event: SessionEvent) -> Session:
    """The door opens on the eighth character; before that nothing is checked."""
    match event:
        case Typed(entry="code", text=text) if not stage.checking:
            code = "".join(letter for letter in text.upper() if letter in CODE_ALPHABET)[:CODE_LENGTH]
            return at(session, replace(stage, text=code, error="", checking=len(code) == CODE_LENGTH))
        case StepEnded(outcome=CodeChecked(check=CodeCheck.RIGHT)):
            return open_for(remembered(session), _job(stage.parcel))
        case StepEnded(outcome=CodeChecked(check=check)):
            return at(session, TypingCode(stage.parcel, error=_CODE_ERRORS[check]))
        case _:
            return session


def _job(parcel: Parcel) -> DoorJob:
    return DoorJob(DoorPurpose.PICKUP, parcel.number, parcel_id=parcel.parcel_id, cell=parcel.cell)
