"""What the hall tells its terminals: per terminal in order, written with the change it tells of."""

from datetime import datetime
from typing import Final

from pydantic import TypeAdapter
from sqlalchemy import select
from sqlalchemy.orm import Session

from hall.storage.chains import lock_chain, next_link
from hall.storage.tables import InboxRow
from offline_cache.wire import InboxBatch, InboxEntry, InboxMessage

BATCH: Final = 100
_MESSAGE: Final[TypeAdapter[InboxMessage]] = TypeAdapter(InboxMessage)


def post(session: Session, terminal_id: str, message: InboxMessage, at: datetime) -> None:
    """Append in the caller's transaction."""
    link = next_link(lock_chain(session, terminal_id, "inbox"))
    text = message.model_dump_json()
    session.add(InboxRow(terminal_id=terminal_id, position=link.position, message=text, at=at))
    session.flush()


def batch_after(session: Session, terminal_id: str, position: int) -> InboxBatch:
    """At most 100 entries after `position`, in order; empty when there is nothing."""
    query = (
        select(InboxRow)
        .where(InboxRow.terminal_id == terminal_id, InboxRow.position > position)
        .order_by(InboxRow.position)
        .limit(BATCH)
    )
    entries = (
        InboxEntry(position=row.position, message=_MESSAGE.validate_json(row.message)) for row in session.scalars(query)
    )
    return InboxBatch(terminal_id=terminal_id, entries=tuple(entries))
