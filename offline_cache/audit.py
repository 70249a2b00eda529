"""The audit chain: each line carries the digest of the one before, and its head is told to the hall with each hello."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, insert, select, update

from offline_cache.audit_chain import AuditBrokenError, AuditHead, verify_lines
from offline_cache.schema import audit_lines, chains
from offline_cache.sealing import digest

_ADD_LINE: Final = insert(audit_lines)
LONGEST_FIELD: Final = 200
"""characters: a line must find room in a greeting, whatever it was told to say"""


def append_audit(connection: Connection, epoch: str, at: datetime, event: str, **fields: str | int | None) -> None:
    """In the caller's transaction. `fields` never hold personal data: ids, counts, states."""
    append_lines(connection, epoch, at, event, (fields,))


def add_line(
    connection: Connection, epoch: str, head: AuditHead, at: datetime, event: str, **fields: str | int | None
) -> AuditHead:
    """The new head, which the caller stores in the chain's row in the same transaction."""
    short = {name: value[:LONGEST_FIELD] if isinstance(value, str) else value for name, value in fields.items()}
    line = json.dumps(
        {"position": head.count + 1, "previous": head.digest, "at": at.isoformat(), "event": event, **short},
        separators=(",", ":"),
        sort_keys=True,
    )
    new = AuditHead(head.count + 1, digest(line.encode()))
    connection.execute(_ADD_LINE, {"epoch": epoch, "position": new.count, "line": line})
    return new


def append_lines(
    connection: Connection, epoch: str, at: datetime, event: str, lines: Iterable[Mapping[str, str | int | None]]
) -> None:
    """Several of one kind: the chain's row is read and written once."""
    head = audit_head(connection, epoch)
    for fields in lines:
        head = add_line(connection, epoch, head, at, event, **fields)
    _move_head(connection, epoch, head)


def audit_head(connection: Connection, epoch: str) -> AuditHead:
    row = connection.execute(select(chains.c.audit_count, chains.c.audit_head).where(chains.c.epoch == epoch)).one()
    return AuditHead(row.audit_count, row.audit_head)


def verify_audit(connection: Connection, epoch: str) -> AuditHead:
    """The head, after every line was checked from the first on. Raises AuditBrokenError."""
    rows = connection.execute(
        select(audit_lines.c.line).where(audit_lines.c.epoch == epoch).order_by(audit_lines.c.position)
    )
    found = verify_lines(row.line for row in rows)
    head = audit_head(connection, epoch)
    if found != head:
        raise AuditBrokenError(f"the chain ends at line {found.count}, {head.count} were written")
    return head


def lines_after(connection: Connection, epoch: str, position: int, limit: int) -> tuple[str, ...]:
    query = select(audit_lines.c.line).where(audit_lines.c.epoch == epoch, audit_lines.c.position > position)
    return tuple(connection.execute(query.order_by(audit_lines.c.position).limit(limit)).scalars())


def _move_head(connection: Connection, epoch: str, head: AuditHead) -> None:
    moved = update(chains).where(chains.c.epoch == epoch).values(audit_head=head.digest, audit_count=head.count)
    connection.execute(moved)
