"""Progress like a parcel's: the steps of a case with their times, and one-time addresses for the citizen's phone."""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from hall.cases.actions import EXPLAINED
from hall.cases.states import RULES, CaseState
from hall.storage.case_tables import Case, CaseEvent
from hall.storage.hall_tables import ProgressToken
from offline_cache.sealing import digest

LIFE: Final = timedelta(hours=24)
"""until the address is first opened"""
VISIT: Final = timedelta(minutes=30)
"""how long the phone that opened it may look"""
_S = CaseState
STEPS: Final[tuple[tuple[str, frozenset[CaseState]], ...]] = (
    ("大厅收到", frozenset({_S.RECEIVED, _S.CORRECTION})),
    ("受理", frozenset({_S.ACCEPTED, _S.TOLERANT, _S.NOT_ACCEPTED})),
    ("审查", frozenset({_S.REVIEWING, _S.SPECIAL})),
    ("决定", frozenset({_S.APPROVED, _S.REFUSED})),
    ("制证", frozenset({_S.MAKING})),
    ("送往网点", frozenset({_S.IN_TRANSIT, _S.COURIER})),
    ("入柜", frozenset({_S.IN_LOCKER, _S.OVERDUE_PICKUP, _S.RETURNED})),
    ("取走", frozenset({_S.DELIVERED, _S.CLOSED})),
)


@dataclass(frozen=True)
class Step:
    title: str
    at: datetime | None
    """None: still to come"""
    is_now: bool
    says: str
    """what the citizen is told while the case is here; empty otherwise"""


@dataclass(frozen=True)
class Issued:
    token: str = field(repr=False)
    expires_at: datetime


def steps_of(state: CaseState, events: Sequence[CaseEvent]) -> tuple[Step, ...]:
    """What was, what is and what comes; at an end only what was."""
    times = [next((event.at for event in events if event.state in states), None) for _, states in STEPS]
    now = _place(state, times)
    steps = (
        Step(
            title="办结" if state is _S.CLOSED and index == now else title,
            at=times[index],
            is_now=index == now,
            says=_says(state, events) if index == now else "",
        )
        for index, (title, _) in enumerate(STEPS)
    )
    ended = RULES[state].final
    return tuple(step for step in steps if step.at is not None or step.is_now or not ended)


def _place(state: CaseState, times: Sequence[datetime | None]) -> int:
    """Its step; for a state off the line (withdrawn, lapsed, under review again) the last step that was taken."""
    taken = max((index for index, at in enumerate(times) if at is not None), default=0)
    return next((index for index, (_, states) in enumerate(STEPS) if state in states), taken)


def _says(state: CaseState, events: Sequence[CaseEvent]) -> str:
    note = next((event.note for event in reversed(events) if event.state == state and event.note), "")
    shown = RULES[state].shown_zh
    return f"{shown}：{note}" if note and state in EXPLAINED else shown


def drop_ended_addresses(session: Session, now: datetime) -> None:
    """Those that were never opened in time, and those whose visit is over."""
    session.execute(delete(ProgressToken).where(ProgressToken.expires_at < now - VISIT))


@dataclass(frozen=True)
class ProgressDesk:
    key: bytes = field(repr=False)

    def issue(self, session: Session, terminal_id: str, number: str, now: datetime) -> Issued | None:
        """None if this terminal has no such case."""
        query = select(Case).where(Case.terminal_id == terminal_id, Case.number == number)
        case = session.scalars(query.order_by(Case.opened_at)).first()
        if case is None:
            return None
        token = secrets.token_urlsafe(24)
        row = ProgressToken(
            token_digest=digest(token.encode()),
            terminal_id=terminal_id,
            sub_id=case.sub_id,
            expires_at=now + LIFE,
        )
        session.add(row)
        return Issued(token, row.expires_at)

    def is_fresh(self, session: Session, token: str, now: datetime) -> bool:
        row = session.get(ProgressToken, digest(token.encode()))
        return row is not None and row.used_at is None and now < row.expires_at

    def use(self, session: Session, token: str, now: datetime) -> str | None:
        """The pass that this phone keeps; None if the address was used or is too old."""
        row = session.get(ProgressToken, digest(token.encode()), with_for_update=True)
        if row is None or row.used_at is not None or now >= row.expires_at:
            return None
        row.used_at = now
        return self._pass(row.token_digest)

    def case_of(self, session: Session, token: str, shown_pass: str, now: datetime) -> Case | None:
        """For the phone that used the address, for half an hour."""
        row = session.get(ProgressToken, digest(token.encode()))
        if row is None or row.used_at is None or now - row.used_at > VISIT:
            return None
        if not hmac.compare_digest(self._pass(row.token_digest).encode(), shown_pass.encode()):
            return None
        return session.get(Case, (row.terminal_id, row.sub_id))

    def _pass(self, token_digest: str) -> str:
        return hmac.new(self.key, f"progress\0{token_digest}".encode(), hashlib.sha256).hexdigest()
