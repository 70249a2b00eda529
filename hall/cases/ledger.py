"""The only way a case changes: check the move, set the clock, append the event, tell the terminal."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hall import inbox
from hall.cases.actions import EXPLAINED
from hall.cases.clocks import CaseClock, clock_after
from hall.cases.states import RULES, CaseState, check_move, path
from hall.catalogue import item_of
from hall.storage.case_tables import Case, CaseEvent, Dispatch
from offline_cache import wire

_DECIDED: Final = frozenset({CaseState.APPROVED, CaseState.REFUSED, CaseState.NOT_ACCEPTED})


@dataclass(frozen=True)
class Actor:
    id: str
    """`staff:NUMBER`, `terminal:ID` or `system`"""
    role: str
    """window, courier, terminal, system …; shown to the citizen instead of a name"""


@dataclass(frozen=True)
class Move:
    target: CaseState
    actor: Actor
    action: str
    note: str = ""
    """reasons or gaps, as the citizen will read them"""
    since: datetime | None = None
    """from when it counts, where that is not the moment it is noted"""


def open_case(session: Session, case: Case, actor: Actor, now: datetime) -> None:
    """A new case enters RECEIVED. `case` is filled but for its state and clock."""
    case.state = CaseState.RECEIVED
    case.corrections = 0
    case.alarm = ""
    _set_clock(case, clock_after(CaseClock(), CaseState.RECEIVED, 0, now))
    session.add(case)
    session.flush()
    _tell(session, case, Move(CaseState.RECEIVED, actor, "receive"), now)


def move(session: Session, case: Case, wish: Move, now: datetime) -> None:
    """One move. Raises MoveRefusedError."""
    source = CaseState(case.state)
    check_move(source, wish.target)
    promised = item_of(case.item_code).promised_working_days
    if wish.target in _DECIDED and case.decided_at is None:
        case.decided_at, case.decided_late = now, case.due_at is not None and case.due_at < now
    clock = CaseClock(case.due_at, case.remaining_days, case.accepted_at is not None)
    began = wish.since or now
    _set_clock(case, clock_after(clock, wish.target, promised, began))
    case.state = wish.target
    if wish.target in {CaseState.ACCEPTED, CaseState.TOLERANT} and case.accepted_at is None:
        case.accepted_at = began
    if wish.target is CaseState.CORRECTION:
        case.corrections += 1
    case.closed_at = now if RULES[wish.target].final else None
    if wish.target is CaseState.REVIEW_REQUESTED:
        case.decided_at = case.decided_late = None
    session.flush()
    _tell(session, case, wish, now)


def move_along(session: Session, case: Case, wish: Move, now: datetime) -> None:
    """One decision of staff, with the moves it stands for. Raises MoveRefusedError."""
    for target in path(CaseState(case.state), wish.target):
        last = target is wish.target
        move(session, case, Move(target, wish.actor, wish.action, wish.note if last else ""), now)


def events_of(session: Session, case: Case) -> tuple[CaseEvent, ...]:
    query = (
        select(CaseEvent)
        .where(CaseEvent.terminal_id == case.terminal_id, CaseEvent.sub_id == case.sub_id)
        .order_by(CaseEvent.position)
    )
    return tuple(session.scalars(query))


def note_event(session: Session, case: Case, wish: Move, now: datetime) -> None:
    """Something happened to the case that does not move it. The department hears of it through the outbox."""
    mine = (Case.terminal_id == case.terminal_id, Case.sub_id == case.sub_id)
    session.execute(select(Case.version).where(*mine).with_for_update())  # one writer gives the next position
    last = session.scalar(
        select(func.max(CaseEvent.position)).where(
            CaseEvent.terminal_id == case.terminal_id, CaseEvent.sub_id == case.sub_id
        )
    )
    position = (last or 0) + 1
    session.add(_dispatch(case, wish, position, now))
    session.add(
        CaseEvent(
            terminal_id=case.terminal_id,
            sub_id=case.sub_id,
            position=position,
            at=now,
            actor=wish.actor.id,
            role=wish.actor.role,
            action=wish.action,
            state=case.state,
            note=wish.note,
            due_at=case.due_at,
        )
    )
    session.flush()


def _dispatch(case: Case, wish: Move, position: int, now: datetime) -> Dispatch:
    notice = {
        "case_number": case.case_number,
        "number": case.number,
        "item_code": case.item_code,
        "action": wish.action,
        "state": case.state,
        "at": now.isoformat(),
        "due_at": None if case.due_at is None else case.due_at.isoformat(),
    }
    return Dispatch(
        terminal_id=case.terminal_id,
        sub_id=case.sub_id,
        position=position,
        department=case.department,
        notice=json.dumps(notice, ensure_ascii=False),
        attempts=0,
        next_at=now,
    )


def _tell(session: Session, case: Case, wish: Move, now: datetime) -> None:
    note_event(session, case, wish, now)
    rule = RULES[wish.target]
    shown_zh = f"{rule.shown_zh}：{wish.note}" if wish.note else rule.shown_zh
    message = wire.CaseState(
        sub_id=case.sub_id,
        number=case.number,
        case_number=case.case_number,
        state=wish.target.value,
        at=now.isoformat(),
        text_zh=shown_zh,
        text_en=f"{rule.shown_en}: {wish.note}" if wish.note and wish.target in EXPLAINED else rule.shown_en,
    )
    inbox.post(session, case.terminal_id, message, now)


def _set_clock(case: Case, clock: CaseClock) -> None:
    if case.due_at != clock.due_at:
        case.alarm = ""
    case.due_at = clock.due_at
    case.remaining_days = clock.remaining_days
