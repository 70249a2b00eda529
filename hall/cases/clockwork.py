"""What happens to cases by time alone: silence is acceptance, deadlines alarm, forgotten results are called."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from hall.audit import Act, record
from hall.cases.actions import Action
from hall.cases.clocks import Urgency, amber_until, urgency
from hall.cases.content import ContentPurgedError, applicant_of, content_of, masked_mobile
from hall.cases.ledger import Actor, Move, move, note_event
from hall.cases.messages import Notice, send
from hall.cases.parcels import ParcelState
from hall.cases.states import CaseState
from hall.record_seal import RecordSeal, RecordUnsealError
from hall.storage.case_tables import Case, CaseEvent, Parcel

SYSTEM: Final = Actor("system", "系统")
REMINDER_DAYS: Final = (3, 5, 7)
BATCH: Final = 200
Row = TypeVar("Row", Case, Parcel)


@dataclass(frozen=True)
class Clockwork:
    seal: RecordSeal = field(repr=False)

    def tick(self, session: Session, now: datetime) -> int:
        """Everything that is due by `now`; doing it again changes nothing. How many cases it touched."""
        touched = sum(self._once(session, self._move_or_alarm, case, now) for case in tuple(_due_soon(session, now)))
        return touched + sum(self._once(session, self._remind, one, now) for one in tuple(_waiting_parcels(session)))

    def _once(self, session: Session, look: Callable[[Session, Row, datetime], bool], row: Row, now: datetime) -> bool:
        """False where somebody else changed the row meanwhile: the next look sees what they made of it."""
        try:
            with session.begin_nested():
                return look(session, row, now)
        except StaleDataError:
            return False

    def _move_or_alarm(self, session: Session, case: Case, now: datetime) -> bool:
        late = case.due_at is not None and case.due_at < now
        if late and case.state == CaseState.RECEIVED:
            note = "五个工作日内没有答复，从收到之日起视为受理"
            move(session, case, Move(CaseState.ACCEPTED, SYSTEM, "silence", note, _received(session, case)), now)
            return True
        if late and case.state == CaseState.IN_LOCKER:
            move(session, case, Move(CaseState.OVERDUE_PICKUP, SYSTEM, "overdue"), now)
            return True
        found = urgency(case.due_at, now)
        if found is Urgency.CALM or found == case.alarm:
            return False
        case.alarm = found
        note_event(session, case, Move(CaseState(case.state), SYSTEM, f"alarm-{found}"), now)
        record(session, case.terminal_id, Act("system", f"deadline.{found}", case.case_number, case.department), now)
        return True

    def _remind(self, session: Session, parcel: Parcel, now: datetime) -> bool:
        if parcel.delivered_at is None or parcel.reminders >= len(REMINDER_DAYS):
            return False
        if now < parcel.delivered_at + timedelta(days=REMINDER_DAYS[parcel.reminders]):
            return False
        parcel.reminders += 1
        case = session.get_one(Case, (parcel.terminal_id, parcel.sub_id))
        try:
            phone = masked_mobile(applicant_of(content_of(self.seal, case)).mobile)
        except (ContentPurgedError, RecordUnsealError):
            record(session, case.terminal_id, Act("system", "reminder.unreadable", case.case_number), now)
            return True
        text = f"您的结果还在 {case.terminal_id} 的取件柜里，请带本人证件来取，取件码仍然有效。流水号 {case.number}"
        send(session, self.seal, Notice(case.terminal_id, case.sub_id, phone, text), now)
        return True


def _due_soon(session: Session, now: datetime) -> Iterator[Case]:
    """Whose clock has at most one working day left, and about whom nobody was told so yet."""
    untold = (Case.alarm == "") | ((Case.due_at < now) & (Case.alarm != Urgency.RED))
    query = select(Case).where(Case.due_at <= amber_until(now), untold).order_by(Case.due_at).limit(BATCH)
    yield from session.scalars(query)


def _received(session: Session, case: Case) -> datetime:
    """When its papers were last whole: at its receipt, or after a correction."""
    mine = (CaseEvent.terminal_id == case.terminal_id, CaseEvent.sub_id == case.sub_id)
    whole = CaseEvent.action.in_(("receive", Action.CORRECTED))
    query = select(CaseEvent.at).where(*mine, whole).order_by(CaseEvent.position.desc()).limit(1)
    return session.scalars(query).first() or case.opened_at


def _waiting_parcels(session: Session) -> Iterator[Parcel]:
    query = select(Parcel).where(Parcel.state == ParcelState.IN_LOCKER, Parcel.reminders < len(REMINDER_DAYS))
    yield from session.scalars(query.order_by(Parcel.delivered_at).limit(BATCH))
