"""What a terminal tells of its locker, applied to parcels, deposits and cases, in whatever order it arrives."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import assert_never

from sqlalchemy import select
from sqlalchemy.orm import Session

from hall.audit import Act, record
from hall.cases.content import applicant_of, content_of
from hall.cases.ledger import Actor, Move, move, note_event
from hall.cases.parcels import ParcelDesk, ParcelState
from hall.cases.states import CaseState
from hall.clock import told_moment
from hall.record_seal import RecordSeal
from hall.storage.case_tables import Case, Deposit, LockerRecord, Parcel
from hall.storage.tables import Submission
from offline_cache.wire import LockerEvent


@dataclass(frozen=True)
class LockerDesk:
    parcels: ParcelDesk
    seal: RecordSeal = field(repr=False)

    def apply(self, session: Session, row: Submission, event: LockerEvent, now: datetime) -> None:
        """Raises ValueError if it tells a time that cannot be."""
        at = told_moment(event.at)
        session.add(_record(row, event, at))
        match event.kind:
            case "delivered":
                self._delivered(session, row, event, now)
            case "picked-up":
                self._picked_up(session, row, event, now)
            case "deposited":
                self._deposited(session, row, event, at, now)
            case "collected":
                self._collected(session, row, event, at, now)
            case "door-uncertain":
                act = Act(f"terminal:{row.terminal_id}", "locker.uncertain", row.sub_id, f"cell {event.cell}")
                record(session, row.terminal_id, act, now)
            case unknown:
                assert_never(unknown)

    def _delivered(self, session: Session, row: Submission, event: LockerEvent, now: datetime) -> None:
        parcel = _parcel(session, row.terminal_id, event.parcel_id)
        if parcel is None or parcel.ended_at is not None:
            return
        parcel.state, parcel.cell, parcel.delivered_at = ParcelState.IN_LOCKER, event.cell, now
        case = session.get_one(Case, (row.terminal_id, parcel.sub_id))
        if case.state == CaseState.IN_TRANSIT:
            move(session, case, _wish(CaseState.IN_LOCKER, row, "delivered", f"{event.cell:02d} 号格"), now)
        self.parcels.notify_ready(session, case, parcel, applicant_of(content_of(self.seal, case)), now)

    def _picked_up(self, session: Session, row: Submission, event: LockerEvent, now: datetime) -> None:
        parcel = _parcel(session, row.terminal_id, event.parcel_id)
        if parcel is None or parcel.ended_at is not None:
            return
        self.parcels.end(session, parcel, ParcelState.PICKED_UP, now)
        case = session.get_one(Case, (row.terminal_id, parcel.sub_id))
        if case.state == CaseState.IN_TRANSIT:
            move(session, case, _wish(CaseState.IN_LOCKER, row, "delivered"), now)
        if case.state in {CaseState.IN_LOCKER, CaseState.OVERDUE_PICKUP}:
            move(session, case, _wish(CaseState.DELIVERED, row, "picked-up"), now)

    def _deposited(self, session: Session, row: Submission, event: LockerEvent, at: datetime, now: datetime) -> None:
        number = event.number or row.number
        session.add(
            Deposit(terminal_id=row.terminal_id, sub_id=row.sub_id, number=number, cell=event.cell, deposited_at=at)
        )
        self._note(
            session, row, number, Move(CaseState.RECEIVED, _actor(row), "deposited", f"{event.cell:02d} 号格"), now
        )

    def _collected(self, session: Session, row: Submission, event: LockerEvent, at: datetime, now: datetime) -> None:
        parcel = _parcel(session, row.terminal_id, event.parcel_id)
        if parcel is not None:
            if parcel.ended_at is None:
                self._returned(session, row, parcel, now)
            return
        number = event.number or row.number
        deposit = session.scalars(
            select(Deposit)
            .where(Deposit.terminal_id == row.terminal_id, Deposit.collected_at.is_(None))
            .where((Deposit.number == number) | (Deposit.cell == event.cell))
            .order_by(Deposit.number != number, Deposit.deposited_at)
        ).first()
        if deposit is not None:
            deposit.collected_at = at
            number = deposit.number
        self._note(
            session, row, number, Move(CaseState.RECEIVED, _actor(row), "collected", f"{event.cell:02d} 号格"), now
        )

    def _returned(self, session: Session, row: Submission, parcel: Parcel, now: datetime) -> None:
        """Staff took an uncollected result out of the locker: back to the hall."""
        self.parcels.end(session, parcel, ParcelState.RETURNED, now)
        case = session.get_one(Case, (row.terminal_id, parcel.sub_id))
        if case.state == CaseState.IN_TRANSIT:
            move(session, case, _wish(CaseState.IN_LOCKER, row, "delivered"), now)
        if case.state == CaseState.IN_LOCKER:
            move(session, case, _wish(CaseState.OVERDUE_PICKUP, row, "overdue"), now)
        if case.state == CaseState.OVERDUE_PICKUP:
            move(session, case, _wish(CaseState.RETURNED, row, "returned"), now)

    def _note(self, session: Session, row: Submission, number: str, wish: Move, now: datetime) -> None:
        query = select(Case).where(Case.terminal_id == row.terminal_id, Case.number == number)
        case = session.scalars(query).first()
        if case is not None:
            note_event(session, case, wish, now)


def _parcel(session: Session, terminal_id: str, parcel_id: str | None) -> Parcel | None:
    return None if parcel_id is None else session.get(Parcel, (terminal_id, parcel_id))


def _actor(row: Submission) -> Actor:
    return Actor(f"terminal:{row.terminal_id}", "terminal")


def _wish(target: CaseState, row: Submission, action: str, note: str = "") -> Move:
    return Move(target, _actor(row), action, note)


def _record(row: Submission, event: LockerEvent, at: datetime) -> LockerRecord:
    return LockerRecord(
        terminal_id=row.terminal_id,
        sub_id=row.sub_id,
        kind=event.kind,
        cell=event.cell,
        parcel_id=event.parcel_id,
        number=event.number,
        at=at,
    )
