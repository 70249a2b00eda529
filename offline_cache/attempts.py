"""Which sealed items are tried next, and what came of the attempts. Every function runs in the caller's transaction.

Statements are made once: at a hundred items a second their making would cost more than their running.
"""

import base64
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, TypeAlias

from sqlalchemy import Connection, Row, bindparam, select, update

from offline_cache.audit import append_lines
from offline_cache.hall_outcomes import Receipted, Withdrawn
from offline_cache.schema import attachments, items
from offline_cache.sealed_items import WAITING
from offline_cache.submission import SubmissionState
from offline_cache.waiting_item import WaitingItem
from offline_cache.wire import SubmissionEnvelope

PAGES_AT_ONCE: Final = 4
"""items taken together that still have to bring their pages: a new customer's header must not wait behind more"""

Places: TypeAlias = Mapping[SubmissionState, int]
"""sequence numbers; what has a state and is not after its place is left for the next round"""


@dataclass
class Outcomes:
    """How attempts ended, not yet written. An item is in it once: it is not taken again before."""

    ended: dict[SubmissionState | None, list[str]] = field(default_factory=lambda: defaultdict(list))
    """by the state they came to; None: they came nowhere"""
    receipts: dict[str, Receipted | Withdrawn] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.ended or self.receipts)


def next_items(connection: Connection, limit: int, after: Places) -> tuple[WaitingItem, ...]:
    """What the hall has not heard of comes before what only waits to bring its pages."""
    for state in WAITING:
        most = limit if state is SubmissionState.SEALED else min(limit, PAGES_AT_ONCE)
        wanted = {"wanted": state.value, "after": after.get(state, -1), "most": most}
        rows = connection.execute(_FREE, wanted).all()
        if rows:
            return _waiting(connection, rows)
    return ()


def parked_item(connection: Connection) -> WaitingItem | None:
    """The first parked item whose bytes the hall does not have yet."""
    return next(iter(_waiting(connection, connection.execute(_PARKED).all())), None)


def begin(connection: Connection, sub_ids: Collection[str]) -> None:
    connection.execute(_BEGIN, {"ids": sub_ids})


def write(connection: Connection, outcomes: Outcomes, epoch: str, now: datetime) -> None:
    """The schema refuses a receipt for another header."""
    for state, sub_ids in outcomes.ended.items():
        if state is None:
            connection.execute(_END, {"ids": sub_ids})
        else:
            connection.execute(_END_IN, {"ids": sub_ids, "to": state.value})
    if outcomes.receipts:
        at = now.isoformat(timespec="milliseconds")
        connection.execute(_RECEIPT, [_receipt(sub_id, answer, at) for sub_id, answer in outcomes.receipts.items()])
        lines: list[dict[str, str | int | None]]
        lines = [{"sub_id": sub_id, "seq": answer.statement.seq} for sub_id, answer in outcomes.receipts.items()]
        append_lines(connection, epoch, now, "receipted", lines)


def _receipt(sub_id: str, answer: Receipted | Withdrawn, at: str) -> dict[str, str]:
    return {
        "of": sub_id,
        "receipt": answer.receipt.statement,
        "receipt_signature": answer.receipt.signature,
        "receipt_header_digest": answer.statement.header_digest,
        "case_number": answer.statement.case_number,
        "receipted_at": at,
    }


def _waiting(connection: Connection, rows: Sequence[Row[*tuple[Any, ...]]]) -> tuple[WaitingItem, ...]:
    pages: dict[str, list[str]] = defaultdict(list)
    for sub_id, digest in connection.execute(_PAGES, {"ids": [row.sub_id for row in rows]}):
        pages[sub_id].append(digest)
    return tuple(_item(row, pages[row.sub_id]) for row in rows)


def _item(row: Row[*tuple[Any, ...]], pages: Iterable[str]) -> WaitingItem:
    body = base64.b64encode(row.body).decode()
    return WaitingItem(
        sub_id=row.sub_id,
        seq=row.seq,
        state=SubmissionState(row.state),
        attempts=row.attempts,
        header_digest=row.header_digest,
        body_digest=row.body_digest,
        envelope=SubmissionEnvelope(header=row.header, signature=row.signature, body=body),
        attachments=tuple(pages),
    )


_SENT = (
    *(items.c.sub_id, items.c.seq, items.c.state, items.c.attempts, items.c.header_digest, items.c.body_digest),
    *(items.c.header, items.c.signature, items.c.body),
)
_MANY = items.c.sub_id.in_(bindparam("ids", expanding=True))
_FREE = (
    select(*_SENT)
    .where(items.c.state == bindparam("wanted"), items.c.seq > bindparam("after"), items.c.attempting.is_(False))
    .order_by(items.c.seq)
    .limit(bindparam("most"))
)
_PARKED = (
    select(*_SENT)
    .where(
        items.c.state.in_((SubmissionState.QUARANTINED.value, SubmissionState.REJECTED.value)),
        items.c.handed_over.is_(False),
    )
    .order_by(items.c.seq)
    .limit(1)
)
_PAGES = (
    select(attachments.c.sub_id, attachments.c.digest)
    .where(attachments.c.sub_id.in_(bindparam("ids", expanding=True)))
    .order_by(attachments.c.sub_id, attachments.c.position)
)
_BEGIN = update(items).where(_MANY).values(attempting=True, attempts=items.c.attempts + 1)
_END = update(items).where(_MANY).values(attempting=False)
_END_IN = update(items).where(_MANY).values(attempting=False, state=bindparam("to"))
_RECEIPT = (
    update(items)
    .where(items.c.sub_id == bindparam("of"))
    .values(
        state=SubmissionState.RECEIPTED.value,
        attempting=False,
        **{
            name: bindparam(name)
            for name in ("receipt", "receipt_signature", "receipt_header_digest", "case_number", "receipted_at")
        },
    )
)
