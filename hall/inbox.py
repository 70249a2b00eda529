"""What the hall tells its terminals: per terminal in order, written with the change it tells of.

Positions follow the hall's clock, so that a hall back from a backup does not give one again that a terminal has seen.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from pydantic import TypeAdapter
from sqlalchemy import select
from sqlalchemy.orm import Session

from hall.audit import Act, record
from hall.storage.case_tables import Case, Parcel
from hall.storage.chains import lock_chain, next_link
from hall.storage.tables import ChainHead, InboxRow
from offline_cache.wire import CaseState, InboxBatch, InboxEntry, InboxMessage

BATCH: Final = 100
LARGEST_CURSOR: Final = 2**30
"""of what a terminal may claim to have seen: positions reach it in 2054"""
_AT_ONCE: Final = 500
"""terminals in one statement"""
_BEGINNING: Final = datetime(2020, 1, 1, tzinfo=UTC)
_MESSAGE: Final[TypeAdapter[InboxMessage]] = TypeAdapter(InboxMessage)


def post(session: Session, terminal_id: str, message: InboxMessage, at: datetime) -> None:
    """Append in the caller's transaction."""
    head = lock_chain(session, terminal_id, "inbox")
    head.position = max(head.position, int((at - _BEGINNING).total_seconds()))
    link = next_link(head)
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


def heads(session: Session, terminal_ids: frozenset[str]) -> dict[str, int]:
    """The last position of each that was ever told anything."""
    wanted, found = sorted(terminal_ids), dict[str, int]()
    for begin in range(0, len(wanted), _AT_ONCE):
        block = ChainHead.terminal_id.in_(wanted[begin : begin + _AT_ONCE])
        query = select(ChainHead.terminal_id, ChainHead.position).where(ChainHead.chain == "inbox", block)
        found.update((terminal_id, position) for terminal_id, position in session.execute(query))
    return found


def has_told(session: Session, terminal_id: str, position: int) -> bool:
    """False: the terminal has seen what this hall does not know of, for it is back from a backup."""
    if position == 0 or session.get(InboxRow, (terminal_id, position)) is not None:
        return True
    head = session.get(ChainHead, (terminal_id, "inbox"))
    return head is not None and head.position == position


def tell_again(session: Session, terminal_id: str, position: int, now: datetime) -> None:
    """After `position` comes the last word on every case and parcel that is still open: what was lost is superseded."""
    head = lock_chain(session, terminal_id, "inbox")
    if has_told(session, terminal_id, position):
        return
    known, head.position = head.position, max(head.position, position)
    last_words = tuple(_last_words(session, terminal_id))
    for message in reversed(last_words):
        post(session, terminal_id, message, now)
    act = Act("system", "inbox.told-again", str(position), f"known to {known}; {len(last_words)} again")
    record(session, terminal_id, act, now)


def _last_words(session: Session, terminal_id: str) -> Iterator[InboxMessage]:
    """Newest first."""
    open_cases = select(Case.sub_id).where(Case.terminal_id == terminal_id, Case.closed_at.is_(None))
    open_parcels = select(Parcel.parcel_id).where(Parcel.terminal_id == terminal_id, Parcel.ended_at.is_(None))
    wanted = {*session.scalars(open_cases), *session.scalars(open_parcels)}
    rows = select(InboxRow.message).where(InboxRow.terminal_id == terminal_id).order_by(InboxRow.position.desc())
    for text in session.scalars(rows):
        if not wanted:
            return
        message = _MESSAGE.validate_json(text)
        about = message.sub_id if isinstance(message, CaseState) else message.parcel_id
        if about in wanted:
            wanted.discard(about)
            yield message
