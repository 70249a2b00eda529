"""Calls for staff that nobody has answered yet. In the caller's transaction; nothing personal is in them."""

from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from offline_cache.schema import staff_calls
from offline_cache.submission import StaffCall


def add_call(connection: Connection, reason: str, now: datetime) -> None:
    connection.execute(insert(staff_calls), {"at": now.isoformat(), "reason": reason})


def open_calls(connection: Connection) -> tuple[StaffCall, ...]:
    """Oldest first."""
    found = connection.execute(
        select(staff_calls).where(staff_calls.c.answered_at.is_(None)).order_by(staff_calls.c.call)
    )
    return tuple(StaffCall(datetime.fromisoformat(row.at), row.reason) for row in found)


def answer_calls(connection: Connection, now: datetime) -> None:
    connection.execute(
        update(staff_calls).where(staff_calls.c.answered_at.is_(None)).values(answered_at=now.isoformat())
    )
