"""What the hall told this terminal, applied in order. Every function runs in the caller's transaction."""

from datetime import datetime
from typing import assert_never

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert as upsert

from offline_cache import parcel_book
from offline_cache.audit import append_audit
from offline_cache.schema import case_states, inbox_cursors
from offline_cache.wire import AssignmentEnded, CaseState, InboxBatch, InboxEntry, LockerAssignment


def cursor_of(connection: Connection, epoch: str) -> int:
    """The position of the last message applied; 0 before the first."""
    return connection.execute(select(inbox_cursors.c.position).where(inbox_cursors.c.epoch == epoch)).scalar() or 0


def apply(connection: Connection, epoch: str, batch: InboxBatch, now: datetime) -> int:
    """Leaves out what was applied before; the new cursor."""
    cursor = cursor_of(connection, epoch)
    for entry in batch.entries:
        if entry.position > cursor:
            _apply(connection, epoch, entry, now)
            cursor = entry.position
    connection.execute(
        upsert(inbox_cursors)
        .values(epoch=epoch, position=cursor)
        .on_conflict_do_update(index_elements=["epoch"], set_={"position": cursor})
    )
    return cursor


def _apply(connection: Connection, epoch: str, entry: InboxEntry, now: datetime) -> None:
    match entry.message:
        case CaseState() as message:
            _note_state(connection, entry.position, message)
        case LockerAssignment() as message:
            parcel_book.announce(connection, message)
            append_audit(connection, epoch, now, "parcel-announced", parcel=message.parcel_id)
        case AssignmentEnded() as message:
            parcel_book.end_assignment(connection, message, now)
            append_audit(connection, epoch, now, "parcel-ended", parcel=message.parcel_id)
        case _:
            assert_never(entry.message)


def _note_state(connection: Connection, position: int, message: CaseState) -> None:
    values = {
        "position": position,
        "number": message.number,
        "state": message.state,
        "message": message.model_dump_json(),
    }
    connection.execute(
        upsert(case_states)
        .values(sub_id=message.sub_id, **values)
        .on_conflict_do_update(index_elements=["sub_id"], set_=values)
    )
