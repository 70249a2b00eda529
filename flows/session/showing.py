"""A barcode shown to the scanner: the customer's voucher, the courier's envelope."""

from dataclasses import replace
from typing import TypeAlias, assert_never

from devices.code_scanner import CodeRead, NoCode, ScannerUnavailable
from flows.events import Pressed
from flows.hall_facts import AddressGiven, Unreachable
from flows.outcomes import LabelChecked, ProgressFound, ReceiptEnded, StepEnded, VoucherChecked
from flows.session.doors import open_for
from flows.session.end_stages import EndReason
from flows.session.events import SessionEvent
from flows.session.leaving import leave
from flows.session.locker_stages import (
    CheckingLabel,
    CheckingVoucher,
    CollectList,
    DoorJob,
    ProgressShown,
    ShowingLabel,
    ShowingVoucher,
    ShowTrouble,
)
from flows.session.note import Note, note_after
from flows.session.refusing import leaving_ticket
from flows.session.state import Session, at, remembered
from flows.terminal import Terminal
from offline_cache.submission import CaseProgress, DoorPurpose, Parcel

ShowStage: TypeAlias = ShowingVoucher | CheckingVoucher | ProgressShown | ShowingLabel | CheckingLabel | CollectList
MAX_LABEL = 64


def on_showing(session: Session, stage: ShowStage, event: SessionEvent, terminal: Terminal) -> Session:
    match stage:
        case ShowingVoucher():
            return _on_voucher(session, stage, event)
        case CheckingVoucher():
            return _on_voucher_checked(session, stage, event, terminal)
        case ProgressShown():
            return _on_progress(session, stage, event)
        case ShowingLabel():
            return _on_label(session, stage, event)
        case CheckingLabel():
            return _on_label_checked(session, event)
        case CollectList():
            return _on_collecting(session, stage, event)
        case _:
            assert_never(stage)


def _on_voucher(session: Session, stage: ShowingVoucher, event: SessionEvent) -> Session:
    match event:
        case StepEnded(outcome=CodeRead(text=text)) if text.isascii() and 0 < len(text) <= MAX_LABEL:
            return at(session, CheckingVoucher(text.strip(), stage.asks_progress))
        case StepEnded(outcome=CodeRead() | NoCode() | ScannerUnavailable() as outcome):
            return at(session, replace(stage, trouble=_trouble(outcome), attempt=stage.attempt + 1))
        case _:
            return session


def _on_voucher_checked(session: Session, stage: CheckingVoucher, event: SessionEvent, terminal: Terminal) -> Session:
    match event:
        case StepEnded(outcome=VoucherChecked(allowed=True)):
            job = DoorJob(DoorPurpose.DEPOSIT, stage.number, size=terminal.profile.deposit_size)
            return open_for(session, job)
        case StepEnded(outcome=VoucherChecked(allowed=False)):
            return at(session, ShowingVoucher(ShowTrouble.NOT_A_VOUCHER, attempt=1))
        case StepEnded(outcome=ProgressFound(progress=None)):
            return at(session, ShowingVoucher(ShowTrouble.NOT_KNOWN_HERE, attempt=1, asks_progress=True))
        case StepEnded(outcome=ProgressFound(progress=CaseProgress() as progress)):
            return at(session, ProgressShown(progress))
        case _:
            return session


def _on_progress(session: Session, stage: ProgressShown, event: SessionEvent) -> Session:
    match event:
        case StepEnded(outcome=AddressGiven(url=url)):
            return at(session, replace(stage, address=url))
        case StepEnded(outcome=Unreachable()):
            return at(session, replace(stage, address=""))
        case StepEnded(outcome=ReceiptEnded(outcome=outcome)):
            return at(session, replace(stage, note=note_after(outcome)))
        case Pressed() if stage.note is Note.PRINTING:
            return session
        case Pressed(id="row:print") if stage.note.may_print:
            return at(session, replace(stage, note=Note.PRINTING))
        case Pressed(id="row:ticket"):
            return leaving_ticket(session, stage)
        case Pressed(id="row:staff"):
            return replace(session, staff_called=True)
        case Pressed(id="primary"):
            return leave(session, EndReason.FINISHED)
        case _:
            return session


def _on_label(session: Session, stage: ShowingLabel, event: SessionEvent) -> Session:
    match event:
        case StepEnded(outcome=CodeRead(text=text)) if text.isascii() and 0 < len(text) <= MAX_LABEL:
            return at(session, CheckingLabel(text.strip()))
        case StepEnded(outcome=CodeRead() | NoCode() | ScannerUnavailable() as outcome):
            return at(session, replace(stage, trouble=_trouble(outcome), attempt=stage.attempt + 1))
        case _:
            return session


def _on_label_checked(session: Session, event: SessionEvent) -> Session:
    """Only an envelope the hall announced for this locker, and only once."""
    match event:
        case StepEnded(outcome=LabelChecked(parcel=Parcel(cell=None, assignment=assignment) as parcel)):
            size = assignment.size if assignment else "s"
            return open_for(session, DoorJob(DoorPurpose.DELIVERY, parcel.number, size, parcel.parcel_id))
        case StepEnded(outcome=LabelChecked()):
            return at(session, ShowingLabel(ShowTrouble.NOT_A_LABEL, attempt=1))
        case _:
            return session


def _on_collecting(session: Session, stage: CollectList, event: SessionEvent) -> Session:
    for parcel in stage.parcels or ():
        if event == Pressed(f"row:{parcel.parcel_id}"):
            job = DoorJob(DoorPurpose.COLLECTION, parcel.number, parcel_id=parcel.parcel_id, cell=parcel.cell)
            return open_for(remembered(session), job)
    return session


def _trouble(outcome: CodeRead | NoCode | ScannerUnavailable) -> ShowTrouble | None:
    match outcome:
        case CodeRead():
            return ShowTrouble.NOT_A_VOUCHER
        case NoCode():
            return None
        case ScannerUnavailable():
            return ShowTrouble.UNAVAILABLE
        case _:
            assert_never(outcome)
