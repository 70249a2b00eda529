"""The audit chain: each line carries the digest of the one before, and its head is told to the hall with each hello."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from offline_cache.schema import audit_lines, chains
from offline_cache.sealing import GENESIS, digest


class AuditBrokenError(Exception):
    """A line was changed, moved, removed or added outside the chain."""


@dataclass(frozen=True)
class AuditHead:
    count: int
    digest: str


def append_audit(connection: Connection, epoch: str, at: datetime, event: str, **fields: str | int | None) -> None:
    """In the caller's transaction. `fields` never hold personal data: ids, counts, states."""
    head = audit_head(connection, epoch)
    line = json.dumps(
        {"position": head.count + 1, "previous": head.digest, "at": at.isoformat(), "event": event, **fields},
        separators=(",", ":"),
        sort_keys=True,
    )
    entry = digest(line.encode())
    connection.execute(insert(audit_lines), {"epoch": epoch, "position": head.count + 1, "line": line, "digest": entry})
    connection.execute(
        update(chains).where(chains.c.epoch == epoch).values(audit_head=entry, audit_count=head.count + 1)
    )


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


def verify_lines(lines: Iterable[str]) -> AuditHead:
    """Raises AuditBrokenError."""
    head = AuditHead(0, GENESIS)
    for line in lines:
        entry = json.loads(line)
        if entry["position"] != head.count + 1 or entry["previous"] != head.digest:
            raise AuditBrokenError(f"line {head.count + 1} does not follow the one before")
        head = AuditHead(head.count + 1, digest(line.encode()))
    return head
