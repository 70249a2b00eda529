"""Vendor mode: who may enter, what they see, and what they can do. Nothing personal is ever shown there."""

from dataclasses import replace
from typing import assert_never

from devices.status import DeviceClass
from flows.clock import Moment
from flows.events import PinTyped, Pressed
from flows.outcomes import DeskChanged, DeskRead, DeviceTested, GateAnswered, StepEnded, StickDone
from flows.session.end_stages import EndReason
from flows.session.events import SessionEvent
from flows.session.leaving import leave
from flows.session.locker_stages import CollectList, DoorJob, RecordingDoor, ShowingLabel
from flows.session.staff_stages import ReleasingCell, ResolvingDoor, StaffLogin, StaffStage, VendorDesk
from flows.session.state import Session, at, onward
from flows.staff import Admitted, LockedUntil, Role, Wrong
from offline_cache.submission import DoorIntent
from offline_cache.wire import LockerEvent

NUMBER_LENGTH = 8
PIN_LENGTH = 8
MIN_PIN = 4


def on_staff(session: Session, stage: StaffStage, event: SessionEvent, now: Moment) -> Session:
    match stage:
        case StaffLogin():
            return _on_login(session, stage, event)
        case VendorDesk():
            return _on_desk(session, stage, event)
        case ResolvingDoor():
            return _on_resolving(session, stage, event, now)
        case ReleasingCell():
            return _on_releasing(session, stage, event)
        case _:
            assert_never(stage)


def may_service(role: Role | None) -> bool:
    """Devices, backlog, closing the terminal; a courier only delivers and hall staff only collect."""
    return role in (Role.BRANCH, Role.ENGINEER)


def _on_login(session: Session, stage: StaffLogin, event: SessionEvent) -> Session:
    match event:
        case PinTyped(entry=entry, key=key) if not stage.checking:
            return at(session, _typed(stage, entry, key))
        case Pressed(id="primary") if stage.number and len(stage.pin) >= MIN_PIN and not stage.checking:
            return at(session, replace(stage, checking=True, error=""))
        case StepEnded(outcome=GateAnswered(outcome=Admitted(role=role))):
            return at(replace(session, role=role, trail=()), VendorDesk())
        case StepEnded(outcome=GateAnswered(outcome=Wrong(tries_left=left))):
            return at(session, StaffLogin(number=stage.number, error="staff-wrong", left=left))
        case StepEnded(outcome=GateAnswered(outcome=LockedUntil(at=until))):
            return at(session, StaffLogin(number=stage.number, error="staff-locked", locked_until=until))
        case _:
            return session


def _typed(stage: StaffLogin, entry: str, key: str) -> StaffLogin:
    number, pin = stage.number, stage.pin
    if entry == "number":
        number = _with_key(number, key, NUMBER_LENGTH)
    elif entry == "pin":
        pin = _with_key(pin, key, PIN_LENGTH)
    return replace(stage, number=number, pin=pin, error="")


def _with_key(text: str, key: str, length: int) -> str:
    if key == "back":
        return text[:-1]
    return text + key if len(key) == 1 and key.isdigit() and len(text) < length else text


def _on_desk(session: Session, stage: VendorDesk, event: SessionEvent) -> Session:
    match event:
        case StepEnded(outcome=DeskRead() as desk):
            return at(session, replace(stage, desk=desk))
        case StepEnded(outcome=DeviceTested() as tested):
            return at(session, replace(stage, testing=None, tested=tested))
        case StepEnded(outcome=DeskChanged()):
            return at(session, VendorDesk(reads=stage.reads + 1))
        case StepEnded(outcome=StickDone(outcome=carried)):
            return at(session, VendorDesk(reads=stage.reads + 1, carried=carried))
        case Pressed(id=pressed):
            return _desk_action(session, stage, pressed)
        case _:
            return session


def _desk_action(session: Session, stage: VendorDesk, pressed: str) -> Session:
    if pressed == "deliver" and session.role in (Role.COURIER, Role.BRANCH, Role.HALL):
        return onward(session, ShowingLabel())
    if pressed == "collect" and session.role in (Role.HALL, Role.BRANCH) and stage.desk is not None:
        return onward(session, CollectList(tuple(one for one in stage.desk.to_collect if one.cell is not None)))
    if not may_service(session.role):
        return session
    if pressed == "close":
        return leave(session, EndReason.CLOSED)
    if pressed == "again":
        return at(session, replace(stage, reads=stage.reads + 1, desk=None, tested=None, carried=None))
    if pressed.startswith("test:") and stage.testing is None:
        return _test(session, stage, pressed.removeprefix("test:"))
    if pressed == "carry" and stage.desk is not None and stage.desk.backlog.undelivered and not stage.carrying:
        return at(session, replace(stage, carrying=stage.reads + 1, tested=None, carried=None))
    if pressed == "answered" and stage.desk is not None and stage.desk.calls:
        return at(session, replace(stage, answering=True))
    if pressed.startswith("release:") and stage.desk is not None:
        for held in stage.desk.held:
            if pressed == f"release:{held.cell}":
                return onward(session, ReleasingCell(held.cell))
    if pressed.startswith("door:") and stage.desk is not None:
        for intent in stage.desk.intents:
            if pressed == f"door:{intent.intent_id}":
                return onward(session, ResolvingDoor(intent))
    return session


def _test(session: Session, stage: VendorDesk, name: str) -> Session:
    if name not in set(DeviceClass) or DeviceClass(name) not in session.devices:
        return session
    return at(session, replace(stage, testing=DeviceClass(name), tests=stage.tests + 1, tested=None))


def _on_releasing(session: Session, stage: ReleasingCell, event: SessionEvent) -> Session:
    match event:
        case Pressed(id="row:empty"):
            return at(session, replace(stage, confirmed=True))
        case StepEnded(outcome=DeskChanged()):
            return at(replace(session, trail=()), VendorDesk())
        case _:
            return session


def _on_resolving(session: Session, stage: ResolvingDoor, event: SessionEvent, now: Moment) -> Session:
    """Staff looked into the cell: it happened, or it did not."""
    match event:
        case Pressed(id="row:happened"):
            return at(session, _resolution(stage.intent, happened=True, now=now))
        case Pressed(id="row:not-happened"):
            return at(session, _resolution(stage.intent, happened=False, now=now))
        case _:
            return session


def _resolution(intent: DoorIntent, *, happened: bool, now: Moment) -> RecordingDoor:
    event = LockerEvent(
        kind=intent.purpose.value if happened else "door-uncertain",
        cell=intent.cell,
        parcel_id=intent.parcel_id,
        number=intent.number,
        at=now.wall.isoformat(),
    )
    job = DoorJob(intent.purpose, intent.number or "", parcel_id=intent.parcel_id, cell=intent.cell)
    return RecordingDoor(job, intent, event)
