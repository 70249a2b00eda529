"""A terminal's hello: what it says of itself is remembered, and checked against what it said before."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from hall.audit import Act, record
from hall.clock import told_moment
from hall.errors import ErrorNumber, Refused
from hall.intake.asking_again import to_send_again
from hall.storage.statements import insert_if_absent
from hall.storage.tables import AuditAnchor, Epoch, Terminal
from offline_cache.audit_chain import NOTHING, AuditBrokenError, AuditHead, follow
from offline_cache.wire import Hello

LONGEST_UNDER_WAY: Final = timedelta(minutes=15)
"""what was made earlier than this before the last greeting is a disk that went back"""
MOST_ASKED: Final = 3
"""greetings in a row without the audit lines that were asked for: an answer that asks may be lost on its way"""


@dataclass(frozen=True)
class Noted:
    """`audit_held`: lines of the terminal's log that the hall has followed; None: the terminal tells none."""

    audit_held: int | None
    send_again: tuple[int, ...] = ()
    """sequence numbers that were receipted and are not whole here"""
    is_first: bool = False
    """another installation of this terminal spoke last, or none"""


def greet(session: Session, message: Hello, now: datetime) -> Refused | Noted:
    """A chain that became shorter or another means a copied or cleaned disk: locked until staff have looked."""
    if session.get(Epoch, (message.terminal_id, message.epoch)) is None:
        return Refused(ErrorNumber.UNKNOWN_TERMINAL, "no such installation of this terminal")
    terminal = session.get_one(Terminal, message.terminal_id, with_for_update=True)
    before = _hello_before(terminal, message)
    if before is not None and _is_overtaken(message, before):
        return Noted(before.audit_count or None)
    if before is not None and message.last_seq < before.last_seq:
        return _lock(session, terminal, message, f"went back from {before.last_seq} to {message.last_seq}", now)
    try:
        held = _follow(before, message, terminal.audit_asked if before is not None else 0)
    except AuditBrokenError as error:
        return _lock(session, terminal, message, f"audit log: {error}", now)
    terminal.audit_asked = terminal.audit_asked + 1 if held.count < message.audit_count else 0
    kept = message.model_copy(update={"audit_lines": (), "audit_count": held.count, "audit_head": held.digest})
    terminal.last_seen, terminal.hello = now, kept.model_dump_json()
    anchor = {
        "terminal_id": message.terminal_id,
        "epoch": message.epoch,
        "audit_head": message.audit_head,
        "chain_head": message.chain_head,
        "last_seq": message.last_seq,
        "at": now,
    }
    session.execute(insert_if_absent(session, AuditAnchor, anchor))
    held_lines = held.count if message.audit_count else None
    return Noted(held_lines, to_send_again(session, message, now), before is None)


def _hello_before(terminal: Terminal, message: Hello) -> Hello | None:
    """The last one of the same installation."""
    if terminal.hello is None:
        return None
    hello = Hello.model_validate_json(terminal.hello)
    return hello if hello.epoch == message.epoch else None


def _is_overtaken(message: Hello, before: Hello) -> bool:
    """It says less than the one before and was made earlier: it was under way while that one passed it by."""
    says_less = message.last_seq < before.last_seq or message.audit_count < before.audit_count
    try:
        earlier = told_moment(before.local_time) - told_moment(message.local_time)
    except ValueError:
        return False
    return says_less and timedelta(0) < earlier <= LONGEST_UNDER_WAY


def _follow(before: Hello | None, message: Hello, asked: int) -> AuditHead:
    """`asked`: how often in a row lines were missing. Raises AuditBrokenError."""
    claimed = AuditHead(message.audit_count, message.audit_head)
    if message.audit_count == 0 and (before is None or before.audit_count == 0):
        return claimed  # a terminal that tells no lines: only its heads are kept
    held = NOTHING if before is None or before.audit_count == 0 else AuditHead(before.audit_count, before.audit_head)
    followed = follow(held, message.audit_lines, claimed)
    if followed != claimed and asked >= MOST_ASKED:
        raise AuditBrokenError(f"the lines after {held.count} were asked for and did not come")
    return followed


def _lock(session: Session, terminal: Terminal, message: Hello, why: str, now: datetime) -> Refused:
    terminal.locked = why
    act = Act(f"terminal:{message.terminal_id}", "terminal.went-back", message.epoch, why)
    record(session, message.terminal_id, act, now)
    return Refused(ErrorNumber.LOCKED, why)
