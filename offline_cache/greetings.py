"""What the terminal says of itself in a greeting, and what the hall's answer changes. In the caller's transaction."""

import json
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, delete, insert, select, update

from offline_cache.audit import append_audit, audit_head, lines_after
from offline_cache.clock import Clock
from offline_cache.hall_time import hear, time_floor, trusted_now
from offline_cache.identity import TerminalIdentity
from offline_cache.schema import chains, items, standings
from offline_cache.sealed_items import count_backlog
from offline_cache.sealing import digest
from offline_cache.staff_calls import open_calls
from offline_cache.submission import SubmissionState
from offline_cache.wire import Hello, HelloAnswer

MAX_AUDIT_LINES: Final = 200
MAX_AUDIT_BYTES: Final = 48 * 1024
"""in one greeting, for the hall refuses a message of more than 64 KiB, and would for ever"""


def hello_of(connection: Connection, identity: TerminalIdentity, now: datetime, version: str, free_bytes: int) -> Hello:
    backlog = count_backlog(connection, now.date())
    chain = connection.execute(select(chains).where(chains.c.epoch == identity.epoch)).one()
    calls = open_calls(connection)
    lines = tuple(_that_fit(lines_after(connection, identity.epoch, chain.audit_anchored, MAX_AUDIT_LINES)))
    return Hello(
        terminal_id=identity.terminal_id,
        epoch=identity.epoch,
        version=version,
        waiting=backlog.waiting,
        oldest_waiting=None if backlog.oldest is None else backlog.oldest.isoformat(),
        quarantined=backlog.quarantined,
        last_seq=chain.last_seq,
        chain_head=chain.head,
        audit_head=digest(lines[-1].encode()) if lines else chain.audit_head,
        audit_count=chain.audit_anchored + len(lines),
        audit_lines=lines,
        local_time=now.isoformat(),
        free_bytes=free_bytes,
        staff_calls=len(calls),
        staff_called_at=calls[0].at.isoformat() if calls else None,
    )


def note_answer(connection: Connection, epoch: str, clock: Clock, answer: HelloAnswer) -> bool:
    """Hall time, audit lines held there, receipted items it asks for again, and that this terminal is welcome.

    True: the hall follows the audit log, and more lines wait.
    """
    hall_time, floor = datetime.fromisoformat(answer.hall_time), time_floor(connection)
    hear(connection, clock, hall_time)
    now = trusted_now(connection, clock)
    if not answer.revoked and (floor is None or hall_time > floor):
        _reinstate(connection, epoch, now)
    _resend(connection, epoch, answer.resend, now)
    if answer.audit_held is None:
        return False
    count = audit_head(connection, epoch).count
    before: int = connection.execute(select(chains.c.audit_anchored).where(chains.c.epoch == epoch)).scalar_one()
    anchored = min(answer.audit_held, count)
    connection.execute(update(chains).where(chains.c.epoch == epoch).values(audit_anchored=anchored))
    if answer.audit_held > count:
        append_audit(connection, epoch, now, "audit-lost", held=answer.audit_held, here=count)
    return before < anchored < count


def note_revoked(connection: Connection, epoch: str, detail: str, now: datetime) -> None:
    """Once; a later refusal changes nothing."""
    if connection.execute(select(standings.c.epoch).where(standings.c.epoch == epoch)).first() is None:
        connection.execute(insert(standings), {"epoch": epoch, "revoked_at": now.isoformat(), "detail": detail[:200]})
        append_audit(connection, epoch, now, "revoked")


def _reinstate(connection: Connection, epoch: str, now: datetime) -> None:
    """Staff at the hall have looked; an answer from before the revocation, played again, is older than the floor."""
    if connection.execute(delete(standings).where(standings.c.epoch == epoch)).rowcount:
        append_audit(connection, epoch, now, "reinstated")


def _that_fit(lines: Iterable[str]) -> Iterator[str]:
    room = MAX_AUDIT_BYTES
    for line in lines:
        room -= len(json.dumps(line)) + 1
        if room < 0:
            return
        yield line


def _resend(connection: Connection, epoch: str, seqs: Collection[int], now: datetime) -> None:
    """What is still here is sent again; what is not is a gap that only people can close. What waits, waits."""
    for seq in seqs:
        mine = (items.c.epoch == epoch, items.c.seq == seq)
        state = connection.execute(select(items.c.state).where(*mine)).scalar_one_or_none()
        if state == SubmissionState.RECEIPTED.value:
            connection.execute(update(items).where(*mine).values(state=SubmissionState.SEALED.value))
            append_audit(connection, epoch, now, "resent", seq=seq)
        elif state in (None, SubmissionState.PURGED.value):
            append_audit(connection, epoch, now, "gap", seq=seq)
