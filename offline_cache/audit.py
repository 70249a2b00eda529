"""The audit chain: each line carries the digest of the one before, and its head is told to the hall with each hello."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, insert, select, update

from offline_cache.schema import audit_lines, chains
from offline_cache.sealing import GENESIS, digest


class AuditBrokenError(Exception):
    """A line was changed, moved, removed or added outside the chain."""

    number = "E211"


@dataclass(frozen=True)
class AuditHead:
    count: int
    digest: str


NOTHING: Final = AuditHead(0, GENESIS)


def append_audit(connection: Connection, epoch: str, at: datetime, event: str, **fields: str | int | None) -> None:
    """In the caller's transaction. `fields` never hold personal data: ids, counts, states."""
    head = add_line(connection, epoch, audit_head(connection, epoch), at, event, **fields)
    connection.execute(
        update(chains).where(chains.c.epoch == epoch).values(audit_head=head.digest, audit_count=head.count)
    )


def add_line(
    connection: Connection, epoch: str, head: AuditHead, at: datetime, event: str, **fields: str | int | None
) -> AuditHead:
    """The new head, which the caller stores in the chain's row in the same transaction."""
    line = json.dumps(
        {"position": head.count + 1, "previous": head.digest, "at": at.isoformat(), "event": event, **fields},
        separators=(",", ":"),
        sort_keys=True,
    )
    new = AuditHead(head.count + 1, digest(line.encode()))
    connection.execute(insert(audit_lines), {"epoch": epoch, "position": new.count, "line": line})
    return new


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


def verify_lines(lines: Iterable[str], start: AuditHead = NOTHING) -> AuditHead:
    """The head that `lines` lead to from `start`. Raises AuditBrokenError."""
    head = start
    for line in lines:
        position, previous = _link(line)
        if position != head.count + 1 or previous != head.digest:
            raise AuditBrokenError(f"line {head.count + 1} does not follow the one before")
        head = AuditHead(head.count + 1, digest(line.encode()))
    return head


def lines_after(connection: Connection, epoch: str, position: int, limit: int) -> tuple[str, ...]:
    query = select(audit_lines.c.line).where(audit_lines.c.epoch == epoch, audit_lines.c.position > position)
    return tuple(connection.execute(query.order_by(audit_lines.c.position).limit(limit)).scalars())


def _link(line: str) -> tuple[object, object]:
    try:
        entry = json.loads(line)
        return entry["position"], entry["previous"]
    except (ValueError, TypeError, KeyError) as error:
        raise AuditBrokenError("a line is not one of the chain") from error
