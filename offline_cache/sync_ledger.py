"""What the sync process may do with outbox.db: take waiting items, note how an attempt ended, apply the inbox.

It never asks for the key of the drafts. Blocking; each call is one short transaction.
"""

import base64
from collections.abc import Callable, Collection, Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Row, Update, select, update

from offline_cache import greetings, inbox_book
from offline_cache.attachments import AttachmentFolder
from offline_cache.audit import append_audit
from offline_cache.clock import Clock
from offline_cache.crashpoints import crashpoint
from offline_cache.databases import INLINE_CHECK_BYTES, open_database
from offline_cache.hall_outcomes import Receipted, Withdrawn
from offline_cache.hall_time import trusted_now
from offline_cache.identity import TerminalIdentity
from offline_cache.keys import KeyName, KeyStore
from offline_cache.schema import OUTBOX, attachments, items
from offline_cache.sealed_items import WAITING, count_backlog, open_chain
from offline_cache.submission import Backlog, SubmissionState
from offline_cache.waiting_item import WaitingItem
from offline_cache.wire import (
    Hello,
    HelloAnswer,
    InboxBatch,
    SubmissionEnvelope,
)

UNSETTLED_NS: Final = 250_000_000
"""outcomes are written together, but none waits longer than this for another"""

PAGES_AT_ONCE: Final = 2

MAX_STRIKES: Final = 5
"""crashes of the sync process and unsigned refusals after which an item is parked"""


class SyncLedger:
    def __init__(self, folder: Path, keys: KeyStore, identity: TerminalIdentity, clock: Clock) -> None:
        """Raises StorageError or KeyStoreError."""
        self._identity = identity
        self._clock = clock
        self._key = keys.key(KeyName.OUTBOX)
        self._outbox = open_database(folder / "outbox.db", self._key, OUTBOX)
        self._files = AttachmentFolder(folder / "attachments")
        self._unsettled: list[Callable[[Connection], object]] = []
        self._unsettled_since = 0
        self._careful = False
        with self._outbox.transaction() as connection:
            open_chain(connection, identity.epoch, clock.now())

    def close(self) -> None:
        self._outbox.close()

    def verify_if_large(self) -> None:
        """What was too much to check at the start. For a thread of its own. Raises CorruptDatabaseError."""
        path = self._outbox.path
        if path.stat().st_size > INLINE_CHECK_BYTES:
            second = open_database(path, self._key, OUTBOX)
            try:
                second.verify()
            finally:
                second.close()

    def now(self) -> datetime:
        """The best local time there is, see hall_time."""
        with self._outbox.reading() as connection:
            return self._now(connection)

    def data_version(self) -> int:
        """Changes when the terminal process has committed something."""
        return self._outbox.data_version()

    def recover(self) -> tuple[str, ...]:
        """Items whose attempt never ended crashed the process: a strike each. Those parked for it.

        Several may have been under way; from now on they are taken one by one, so that only the guilty is struck again.
        """
        with self._outbox.transaction() as connection:
            crashed = connection.execute(select(items.c.sub_id).where(items.c.attempting)).scalars().all()
            self._careful = bool(crashed)
            return tuple(sub_id for sub_id in crashed if self._strike(connection, sub_id, "crashed the sync process"))

    def take(self, limit: int, skip: Collection[str] = ()) -> tuple[WaitingItem, ...]:
        """The next to send, each with its attempt noted: durable before it is made.

        What the hall has not heard of yet comes before what only waits for its attachments.
        """
        with self._outbox.transaction() as connection:
            self._settle(connection)
            rows = list(self._next(connection, 1 if self._careful else limit, skip))
            taken = tuple(_waiting(connection, row) for row in rows)
            mine = items.c.sub_id.in_([item.sub_id for item in taken])
            connection.execute(update(items).where(mine).values(attempting=True, attempts=items.c.attempts + 1))
        self._careful = self._careful and bool(taken)
        crashpoint("sync.attempt_committed")
        return taken

    def end_attempt(self, sub_id: str, state: SubmissionState | None = None) -> None:
        """The attempt brought the item to `state`, or nowhere (None). Written with what comes next, see settle."""
        values = {"attempting": False} if state is None else {"attempting": False, "state": state.value}
        self._later(lambda connection: connection.execute(_item(sub_id).values(values)))

    def settle(self) -> None:
        """Writes the outcomes that are not written yet. A crash before it costs a repeated request, nothing else."""
        if self._unsettled:
            with self._outbox.transaction() as connection:
                self._settle(connection)

    def _settle(self, connection: Connection) -> None:
        for write in self._unsettled:
            write(connection)
        self._unsettled.clear()

    def _later(self, write: Callable[[Connection], object]) -> None:
        now = self._clock.monotonic_ns()
        if not self._unsettled:
            self._unsettled_since = now
        self._unsettled.append(write)
        if now - self._unsettled_since > UNSETTLED_NS:
            self.settle()

    def _next(self, connection: Connection, limit: int, skip: Collection[str]) -> Iterator[Row[tuple[object, ...]]]:
        """Of what still has to bring its pages only few at once: a new customer's header must not wait behind them."""
        left = limit
        for state in WAITING:
            most = left if state is SubmissionState.SEALED else min(left, PAGES_AT_ONCE)
            free = (items.c.state == state.value, items.c.attempting.is_(False), items.c.sub_id.not_in(skip))
            for row in connection.execute(select(items).where(*free).order_by(items.c.seq).limit(most)):
                left -= 1
                yield row
            if left < limit:
                return

    def strike(self, sub_id: str, fault: str) -> bool:
        """An answer that will hardly be another next time. True if the item is parked now."""
        with self._outbox.transaction() as connection:
            self._settle(connection)
            return self._strike(connection, sub_id, fault)

    def park(self, sub_id: str, state: SubmissionState, fault: str) -> None:
        """QUARANTINED or REJECTED; bytes and files stay, other items go on."""
        with self._outbox.transaction() as connection:
            self._settle(connection)
            self._park(connection, sub_id, state, fault)

    def requeue(self, sub_id: str) -> None:
        """Staff want a parked item tried again."""
        parked = (SubmissionState.QUARANTINED.value, SubmissionState.REJECTED.value)
        with self._outbox.transaction() as connection:
            connection.execute(
                _item(sub_id).where(items.c.state.in_(parked)).values(state=SubmissionState.SEALED.value, strikes=0)
            )
            self._audit(connection, "requeued", sub_id=sub_id)

    def store_receipt(self, sub_id: str, answer: Receipted | Withdrawn) -> None:
        """`answer`: verified. The schema refuses a receipt for another header. Written with what comes next."""
        self._later(partial(self._write_receipt, sub_id, answer))

    def _write_receipt(self, sub_id: str, answer: Receipted | Withdrawn, connection: Connection) -> None:
        statement = answer.statement
        connection.execute(
            _item(sub_id).values(
                state=SubmissionState.RECEIPTED.value,
                attempting=False,
                receipt=answer.receipt.statement,
                receipt_signature=answer.receipt.signature,
                receipt_header_digest=statement.header_digest,
                case_number=statement.case_number,
                receipted_at=self._now(connection).isoformat(timespec="milliseconds"),
            )
        )
        self._audit(connection, "receipted", sub_id=sub_id, seq=statement.seq)

    def purge(self, retention: float, limit: int = 200) -> int:
        """Erases payloads whose receipt is older than `retention` seconds; the number erased."""
        with self._outbox.transaction() as connection:
            before = (self._now(connection) - timedelta(seconds=retention)).isoformat(timespec="milliseconds")
            due = select(items.c.sub_id).where(
                items.c.state == SubmissionState.RECEIPTED.value, items.c.receipted_at <= before
            )
            purged = connection.execute(due.limit(limit)).scalars().all()
            files = [name for sub_id in purged for name in _digests_of(connection, sub_id)]
            for sub_id in purged:
                connection.execute(_item(sub_id).values(state=SubmissionState.PURGED.value, body=None))
                connection.execute(update(attachments).where(attachments.c.sub_id == sub_id).values(purged=True))
        crashpoint("sync.purged")
        self._files.remove(files)
        return len(purged)

    def read_attachment(self, digest: str) -> bytes:
        """The sealed bytes. Raises AttachmentDamagedError."""
        return self._files.read(digest)

    def backlog(self) -> Backlog:
        with self._outbox.reading() as connection:
            return count_backlog(connection, self._now(connection).date())

    def hello(self, version: str, free_bytes: int) -> Hello:
        with self._outbox.reading() as connection:
            return greetings.hello_of(connection, self._identity, self._now(connection), version, free_bytes)

    def note_greeting(self, answer: HelloAnswer) -> bool:
        """Hall time, audit lines held there, receipted items it asks for again. True: more audit lines wait."""
        with self._outbox.transaction() as connection:
            return greetings.note_answer(connection, self._identity.epoch, self._clock, answer)

    def note_revoked(self, detail: str) -> None:
        """What is sealed stays; the terminal goes out of service and destroys its drafts."""
        with self._outbox.transaction() as connection:
            greetings.note_revoked(connection, self._identity.epoch, detail, self._now(connection))

    def next_to_hand_over(self) -> WaitingItem | None:
        """A parked item whose bytes the hall does not have yet."""
        parked = (SubmissionState.QUARANTINED.value, SubmissionState.REJECTED.value)
        with self._outbox.reading() as connection:
            row = connection.execute(
                select(items).where(items.c.state.in_(parked), items.c.handed_over.is_(False)).order_by(items.c.seq)
            ).first()
            return None if row is None else _waiting(connection, row)

    def note_handed_over(self, sub_id: str) -> None:
        with self._outbox.transaction() as connection:
            connection.execute(_item(sub_id).values(handed_over=True))
            self._audit(connection, "handed-over", sub_id=sub_id)

    def cursor(self) -> int:
        with self._outbox.reading() as connection:
            return inbox_book.cursor_of(connection, self._identity.epoch)

    def apply_inbox(self, batch: InboxBatch) -> int:
        """Messages in order and the cursor, in one transaction; what was applied before is left out. The cursor."""
        with self._outbox.transaction() as connection:
            cursor = inbox_book.apply(connection, self._identity.epoch, batch, self._now(connection))
            crashpoint("inbox.before_commit")
        crashpoint("inbox.committed")
        return cursor

    def _strike(self, connection: Connection, sub_id: str, fault: str) -> bool:
        strikes = connection.execute(
            _item(sub_id)
            .values(attempting=False, strikes=items.c.strikes + 1, fault=fault[:200])
            .returning(items.c.strikes)
        ).scalar_one()
        if strikes < MAX_STRIKES:
            return False
        self._park(connection, sub_id, SubmissionState.QUARANTINED, fault)
        return True

    def _park(self, connection: Connection, sub_id: str, state: SubmissionState, fault: str) -> None:
        connection.execute(_item(sub_id).values(attempting=False, state=state.value, fault=fault[:200]))
        self._audit(connection, state.value, sub_id=sub_id, fault=fault[:80])

    def _audit(self, connection: Connection, event: str, **fields: str | int | None) -> None:
        append_audit(connection, self._identity.epoch, self._now(connection), event, **fields)

    def _now(self, connection: Connection) -> datetime:
        return trusted_now(connection, self._clock)


def _waiting(connection: Connection, row: Row[tuple[object, ...]]) -> WaitingItem:
    return WaitingItem(
        sub_id=row.sub_id,
        seq=row.seq,
        state=SubmissionState(row.state),
        attempts=row.attempts,
        header_digest=row.header_digest,
        body_digest=row.body_digest,
        envelope=SubmissionEnvelope(
            header=row.header, signature=row.signature, body=base64.b64encode(row.body).decode()
        ),
        attachments=_digests_of(connection, row.sub_id),
    )


def _digests_of(connection: Connection, sub_id: str) -> tuple[str, ...]:
    query = select(attachments.c.digest).where(attachments.c.sub_id == sub_id).order_by(attachments.c.position)
    return tuple(connection.execute(query).scalars())


def _item(sub_id: str) -> Update:
    return update(items).where(items.c.sub_id == sub_id)
