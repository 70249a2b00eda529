"""What happens to cases by time alone: silence is acceptance, deadlines alarm, forgotten results are called."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from hall.audit import Act, record
from hall.calendar import add_working_days
from hall.cases.clocks import Urgency, urgency
from hall.cases.content import applicant_of, content_of, masked_mobile
from hall.cases.ledger import Actor, Move, move, note_event
from hall.cases.messages import Notice, send
from hall.cases.parcels import ParcelState
from hall.cases.states import CaseState
from hall.clock import CITY_TIME
from hall.record_seal import RecordSeal
from hall.storage.case_tables import Case, Parcel

SYSTEM: Final = Actor("system", "系统")
REMINDER_DAYS: Final = (3, 5, 7)
BATCH: Final = 200


@dataclass(frozen=True)
class Clockwork:
    seal: RecordSeal = field(repr=False)

    def tick(self, session: Session, now: datetime) -> int:
        """Everything that is due by `now`; doing it again changes nothing. How many cases it touched."""
        touched = 0
        for case in tuple(_due_soon(session, now)):
            touched += self._move_or_alarm(session, case, now)
        for parcel in tuple(_waiting_parcels(session)):
            touched += self._remind(session, parcel, now)
        return touched

    def _move_or_alarm(self, session: Session, case: Case, now: datetime) -> bool:
        late = case.due_at is not None and case.due_at < now
        if late and case.state == CaseState.RECEIVED:
            note = "五个工作日内没有答复，从收到之日起视为受理"
            move(session, case, Move(CaseState.ACCEPTED, SYSTEM, "silence", note), now)
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
        text = f"您的结果还在 {case.terminal_id} 的取件柜里，请带本人证件来取，取件码仍然有效。流水号 {case.number}"
        phone = masked_mobile(applicant_of(content_of(self.seal, case)).mobile)
        send(session, self.seal, Notice(case.terminal_id, case.sub_id, phone, text), now)
        return True


def _due_soon(session: Session, now: datetime) -> Iterator[Case]:
    """Whose clock has at most one working day left and was not alarmed about as late."""
    horizon = add_working_days(now.astimezone(CITY_TIME).date(), 1).end()
    query = select(Case).where(Case.due_at <= horizon, Case.alarm != Urgency.RED).order_by(Case.due_at).limit(BATCH)
    yield from session.scalars(query)


def _waiting_parcels(session: Session) -> Iterator[Parcel]:
    query = select(Parcel).where(Parcel.state == ParcelState.IN_LOCKER, Parcel.reminders < len(REMINDER_DAYS))
    yield from session.scalars(query.order_by(Parcel.delivered_at).limit(BATCH))
