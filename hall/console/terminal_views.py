"""What the terminals page says of each machine: what wants somebody first, then what is well in one word."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from hall.cases.clocks import Urgency
from hall.clock import CITY_TIME, told_moment
from hall.intake.asking_again import gaps
from hall.storage.tables import AskedAgain, Terminal
from offline_cache.wire import Hello

SILENT: Final = timedelta(minutes=5)
UNSENT_AMBER: Final = timedelta(minutes=30)
"""a terminal that speaks with the hall has sent what it has by then"""
UNSENT_RED: Final = timedelta(hours=24)
_WELL: Final = frozenset({"online", "deviceBusy", "starting", "ok", "full", "unknown"})
_RANK: Final = {Urgency.RED: 0, Urgency.AMBER: 1, Urgency.CALM: 2}


@dataclass(frozen=True)
class TerminalRow:
    terminal_id: str
    branch: str
    last_seen: datetime | None
    seen: str
    """how long ago, in words"""
    is_silent: bool
    trouble: str
    """why the hall does not let it in"""
    hello: Hello | None
    oldest: datetime | None
    """since when its oldest submission waits to be sent"""
    unsent: Urgency
    missing: int
    """submissions that it counts as sent and that are not here: this hall was restored from a backup"""
    wants: tuple[tuple[str, str], ...]
    """devices and supplies that are not well: name and state"""

    @property
    def urgency(self) -> Urgency:
        if self.trouble or self.missing or self.unsent is Urgency.RED:
            return Urgency.RED
        wanting = self.is_silent or self.wants or self.unsent is Urgency.AMBER
        return Urgency.AMBER if wanting or (self.hello and self.hello.staff_calls) else Urgency.CALM


def terminal_rows(session: Session, now: datetime) -> tuple[TerminalRow, ...]:
    """Those that want somebody first."""
    asked = frozenset(session.scalars(select(AskedAgain.epoch).distinct()))
    rows = [_row(session, terminal, asked, now) for terminal in session.scalars(select(Terminal))]
    return tuple(sorted(rows, key=lambda row: (_RANK[row.urgency], row.terminal_id)))


def _row(session: Session, terminal: Terminal, asked: frozenset[str], now: datetime) -> TerminalRow:
    """`asked`: installations that something was asked for again; with the others nothing is missing."""
    hello = None if terminal.hello is None else Hello.model_validate_json(terminal.hello)
    oldest = _oldest(hello)
    return TerminalRow(
        terminal_id=terminal.terminal_id,
        branch=terminal.branch,
        last_seen=terminal.last_seen,
        seen=ago(terminal.last_seen, now),
        is_silent=terminal.last_seen is None or now - terminal.last_seen > SILENT,
        trouble="已吊销" if terminal.revoked_at is not None else terminal.locked or "",
        hello=hello,
        oldest=oldest,
        unsent=_unsent(oldest, now),
        missing=0 if hello is None or hello.epoch not in asked else gaps(session, hello),
        wants=() if hello is None else (*_ill(hello.devices), *_ill(hello.supplies)),
    )


def ago(moment: datetime | None, now: datetime) -> str:
    if moment is None:
        return "从未联系"
    minutes = int((now - moment).total_seconds() // 60)
    if minutes < 1:
        return "刚才"
    if minutes < 60:
        return f"{minutes} 分钟前"
    return f"{minutes // 60} 小时前" if minutes < 24 * 60 else f"{minutes // (24 * 60)} 天前"


def _ill(states: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, state) for name, state in states.items() if state not in _WELL)


def _unsent(oldest: datetime | None, now: datetime) -> Urgency:
    if oldest is None or now - oldest <= UNSENT_AMBER:
        return Urgency.CALM
    return Urgency.RED if now - oldest > UNSENT_RED else Urgency.AMBER


def _oldest(hello: Hello | None) -> datetime | None:
    if hello is None or hello.oldest_waiting is None:
        return None
    try:
        return told_moment(hello.oldest_waiting).astimezone(CITY_TIME)
    except ValueError:
        return None
