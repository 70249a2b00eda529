"""A terminal's hello: what it says of itself is remembered, and checked against what it said before."""

from datetime import datetime

from sqlalchemy.orm import Session

from hall.audit import Act, record
from hall.errors import ErrorNumber, Refused
from hall.storage.statements import insert_if_absent
from hall.storage.tables import AuditAnchor, Epoch, Terminal
from offline_cache.wire import Hello


def greet(session: Session, message: Hello, now: datetime) -> Refused | None:
    """A chain that became shorter means a copied or restored disk: the terminal is locked until staff have looked."""
    if session.get(Epoch, (message.terminal_id, message.epoch)) is None:
        return Refused(ErrorNumber.UNKNOWN_TERMINAL, "no such installation of this terminal")
    terminal = session.get_one(Terminal, message.terminal_id)
    before = _last_seq_before(terminal, message)
    if message.last_seq < before:
        terminal.locked = f"went back from {before} to {message.last_seq}"
        act = Act(f"terminal:{message.terminal_id}", "terminal.went-back", message.epoch, terminal.locked)
        record(session, message.terminal_id, act, now)
        return Refused(ErrorNumber.LOCKED, terminal.locked)
    terminal.last_seen, terminal.hello = now, message.model_dump_json()
    anchor = {
        "terminal_id": message.terminal_id,
        "epoch": message.epoch,
        "audit_head": message.audit_head,
        "chain_head": message.chain_head,
        "last_seq": message.last_seq,
        "at": now,
    }
    session.execute(insert_if_absent(session, AuditAnchor, anchor))
    return None


def _last_seq_before(terminal: Terminal, message: Hello) -> int:
    """Of the last hello of the same installation; 0 if there was none."""
    if terminal.hello is None:
        return 0
    hello = Hello.model_validate_json(terminal.hello)
    return hello.last_seq if hello.epoch == message.epoch else 0
