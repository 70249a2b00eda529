"""One door, from the intent to the event: opened once, watched, recorded. Shared by customers, couriers and staff."""

from dataclasses import replace
from typing import TypeAlias, assert_never

from devices.pickup_locker import Opened, OpenFailed, OpenFailure, OpenUncertain
from flows import delays
from flows.clock import Moment
from flows.events import Pressed, Rated
from flows.outcomes import CellChosen, DoorMoved, DoorRecorded, DoorWatched, RatingEnded, StepEnded
from flows.session.end_stages import EndReason
from flows.session.events import SessionEvent
from flows.session.leaving import leave, may_let_go
from flows.session.locker_stages import (
    ChoosingCell,
    DoorDone,
    DoorFailed,
    DoorJob,
    DoorStands,
    NoCell,
    OpeningDoor,
    RecordingDoor,
)
from flows.session.rating import asks_why, reason_in
from flows.session.staff_stages import VendorDesk
from flows.session.state import Session, at, fresh_id
from offline_cache.submission import DoorIntent, DoorPurpose, NotSealed, Sealed, StoreFailure
from offline_cache.wire import LockerEvent

MAX_TRIES = 2
RECORD_TRIES = 4
DoorStage: TypeAlias = ChoosingCell | NoCell | OpeningDoor | DoorStands | DoorFailed | RecordingDoor | DoorDone


def open_for(session: Session, job: DoorJob) -> Session:
    """A new intent for this cell, or a cell first."""
    if job.cell is None:
        return at(session, ChoosingCell(job))
    session, intent_id = fresh_id(session)
    intent = DoorIntent(intent_id, job.cell, job.purpose, job.parcel_id, job.number)
    return at(replace(session, trail=()), OpeningDoor(replace(job, tries=job.tries + 1), intent))


def on_door(session: Session, stage: DoorStage, event: SessionEvent, now: Moment) -> Session:
    if event == Pressed("help") and isinstance(stage, OpeningDoor | DoorStands | RecordingDoor):
        return replace(session, staff_called=True)
    match stage:
        case ChoosingCell():
            return _on_choosing(session, stage, event)
        case OpeningDoor():
            return _on_opening(session, stage, event)
        case DoorStands():
            return _on_standing(session, stage, event, now)
        case RecordingDoor():
            return _on_recording(session, stage, event)
        case DoorFailed():
            if event == Pressed("primary") and may_try_again(stage):
                return open_for(session, stage.job)
            return _way_out(session, event)
        case NoCell():
            return _way_out(session, event)
        case DoorDone():
            return _on_done(session, stage, event)
        case _:
            assert_never(stage)


def may_try_again(stage: DoorFailed) -> bool:
    """Only where the locker is sure that the door did not open."""
    return stage.reason is OpenFailure.JAMMED and stage.job.tries < MAX_TRIES


def asks_for_rating(stage: DoorDone) -> bool:
    """Once the result is out of the locker the case is over; a deposit was rated with its application."""
    return stage.job.purpose is DoorPurpose.PICKUP and stage.rating is None


def _on_choosing(session: Session, stage: ChoosingCell, event: SessionEvent) -> Session:
    match event:
        case StepEnded(outcome=CellChosen(cell=None)):
            return at(session, NoCell(stage.job))
        case StepEnded(outcome=CellChosen(cell=cell)):
            return open_for(session, replace(stage.job, cell=cell))
        case _:
            return session


def _on_opening(session: Session, stage: OpeningDoor, event: SessionEvent) -> Session:
    match event:
        case StepEnded(outcome=DoorMoved(outcome=Opened())):
            return at(session, DoorStands(stage.job, stage.intent))
        case StepEnded(outcome=DoorMoved(outcome=OpenFailed(reason=reason))):
            return at(session, DoorFailed(stage.job, reason))
        case StepEnded(outcome=DoorMoved(outcome=OpenUncertain())):
            called = replace(session, staff_called=True)
            return at(called, DoorStands(stage.job, stage.intent, uncertain=True))
        case _:
            return session


def _on_standing(session: Session, stage: DoorStands, event: SessionEvent, now: Moment) -> Session:
    """Closed seen: recorded. Not closed: a word after 60 s, staff after 120 s, and on watching."""
    match event:
        case StepEnded(outcome=DoorWatched(closed=True)) if not stage.uncertain:
            return at(session, _recording(stage, now))
        case StepEnded(outcome=DoorWatched(closed=False)):
            return _still_open(session, stage)
        case Pressed(id="primary") if may_let_go(stage):
            return leave(session, EndReason.LEFT)
        case _:
            return session


def _still_open(session: Session, stage: DoorStands) -> Session:
    again = replace(stage, attempt=stage.attempt + 1)
    open_for_s = again.attempt * delays.DOOR_VOICE
    called = session.staff_called or open_for_s >= delays.DOOR_ALERT
    still = at(replace(session, staff_called=called), again)
    return leave(still, EndReason.TIMEOUT) if open_for_s >= delays.DOOR_GIVE_UP else still


def _recording(stage: DoorStands, now: Moment) -> RecordingDoor:
    event = LockerEvent(
        kind=stage.intent.purpose.value,
        cell=stage.intent.cell,
        parcel_id=stage.intent.parcel_id,
        number=stage.intent.number,
        at=now.wall.isoformat(),
    )
    return RecordingDoor(stage.job, stage.intent, event)


def _on_recording(session: Session, stage: RecordingDoor, event: SessionEvent) -> Session:
    match event:
        case StepEnded(outcome=DoorRecorded(outcome=Sealed(sub_id=sub_id))):
            return at(replace(session, staff_called=False), DoorDone(stage.job, event_id=sub_id))
        case StepEnded(outcome=DoorRecorded(outcome=NotSealed(reason=reason))):
            return _not_recorded(session, replace(stage, attempt=stage.attempt + 1), reason)
        case _:
            return session


def _not_recorded(session: Session, stage: RecordingDoor, reason: StoreFailure) -> Session:
    """A full disk may have room again soon. A failing one ends the visit; in both cases the intent is left to staff."""
    if reason is StoreFailure.DISK_FULL and stage.attempt < RECORD_TRIES:
        return at(session, stage)
    failed = at(replace(session, staff_called=True), replace(stage, failure=reason))
    return leave(failed, EndReason.CRASH if reason is StoreFailure.IO_ERROR else EndReason.FINISHED)


def _on_done(session: Session, stage: DoorDone, event: SessionEvent) -> Session:
    match event:
        case Rated(stars=stars) if asks_for_rating(stage) and 1 <= stars <= 5:
            return at(session, replace(stage, rating=stars))
        case Pressed(id=pressed) if pressed.startswith("row:rate-") and pressed[9:].isdigit():
            return _on_done(session, stage, Rated(int(pressed[9:])))
        case Pressed(id=pressed) if asks_why(stage.rating, stage.reasons) and reason_in(pressed):
            return at(session, replace(stage, reasons=reason_in(pressed)))
        case StepEnded(outcome=RatingEnded()):
            return at(session, replace(stage, rated=True))
        case _:
            return _way_out(session, event)


def _way_out(session: Session, event: SessionEvent) -> Session:
    match event:
        case Pressed(id="primary") if session.role is not None:
            return at(replace(session, trail=()), VendorDesk())
        case Pressed(id="primary"):
            return leave(session, EndReason.FINISHED)
        case Pressed(id="row:staff"):
            return replace(session, staff_called=True)
        case _:
            return session
