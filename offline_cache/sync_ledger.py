"""What the sync process may do with outbox.db: take waiting items, note how an attempt ended, apply the inbox.

It never asks for the key of the drafts. Blocking; each call is one short transaction.
"""

import base64
from collections.abc import Collection
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, assert_never

from sqlalchemy import Connection, Row, Update, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from offline_cache import parcel_book
from offline_cache.attachments import AttachmentFolder
from offline_cache.audit import append_audit
from offline_cache.clock import Clock
from offline_cache.crashpoints import crashpoint
from offline_cache.databases import open_database
from offline_cache.hall_outcomes import Receipted, Withdrawn
from offline_cache.hall_time import hear, trusted_now
from offline_cache.identity import TerminalIdentity
from offline_cache.keys import KeyName, KeyStore
from offline_cache.schema import OUTBOX, attachments, case_states, chains, inbox_cursors, items, standings
from offline_cache.sealed_items import WAITING, count_backlog, open_chain
from offline_cache.submission import Backlog, SubmissionState
from offline_cache.waiting_item import WaitingItem
from offline_cache.wire import (
    AssignmentEnded,
    CaseState,
    Hello,
    InboxBatch,
    InboxMessage,
    LockerAssignment,
    SubmissionEnvelope,
)

MAX_STRIKES: Final = 5
"""crashes of the sync process and unsigned refusals after which an item is parked"""


class SyncLedger:
    def __init__(self, folder: Path, keys: KeyStore, identity: TerminalIdentity, clock: Clock) -> None:
        """Raises StorageError or KeyStoreError."""
        self._identity = identity
        self._clock = clock
        self._outbox = open_database(folder / "outbox.db", keys.key(KeyName.OUTBOX), OUTBOX)
        self._files = AttachmentFolder(folder / "attachments")
        with self._outbox.transaction() as connection:
            open_chain(connection, identity.epoch, clock.now())

    def close(self) -> None:
        self._outbox.close()

    def data_version(self) -> int:
        """Changes when the terminal process has committed something."""
        return self._outbox.data_version()

    def recover(self) -> tuple[str, ...]:
        """Items whose attempt never ended crashed the process: a strike each. Those parked for it."""
        with self._outbox.transaction() as connection:
            crashed = connection.execute(select(items.c.sub_id).where(items.c.attempting)).scalars().all()
            return tuple(sub_id for sub_id in crashed if self._strike(connection, sub_id, "crashed the sync process"))

    def next_waiting(self, skip: Collection[str]) -> WaitingItem | None:
        """The next to send: what the hall has not heard of yet before what only waits for its attachments."""
        with self._outbox.reading() as connection:
            for state in WAITING:
                query = select(items).where(items.c.state == state.value).order_by(items.c.seq).limit(len(skip) + 1)
                for row in connection.execute(query):
                    if row.sub_id not in skip:
                        return _waiting(connection, row)
        return None

    def begin_attempt(self, sub_id: str) -> None:
        with self._outbox.transaction() as connection:
            connection.execute(_item(sub_id).values(attempting=True, attempts=items.c.attempts + 1))
        crashpoint("sync.attempt_committed")

    def end_attempt(self, sub_id: str, state: SubmissionState | None = None) -> None:
        """The attempt brought the item to `state`, or nowhere (None)."""
        values = {"attempting": False} if state is None else {"attempting": False, "state": state.value}
        with self._outbox.transaction() as connection:
            connection.execute(_item(sub_id).values(values))

    def strike(self, sub_id: str, fault: str) -> bool:
        """An answer that will hardly be another next time. True if the item is parked now."""
        with self._outbox.transaction() as connection:
            return self._strike(connection, sub_id, fault)

    def park(self, sub_id: str, state: SubmissionState, fault: str) -> None:
        """QUARANTINED or REJECTED; bytes and files stay, other items go on."""
        with self._outbox.transaction() as connection:
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
        """`answer`: verified. The schema refuses a receipt for another header."""
        statement = answer.statement
        with self._outbox.transaction() as connection:
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
        crashpoint("sync.receipt_committed")

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
            backlog = count_backlog(connection, self._now(connection).date())
            chain = connection.execute(select(chains).where(chains.c.epoch == self._identity.epoch)).one()
        return Hello(
            terminal_id=self._identity.terminal_id,
            epoch=self._identity.epoch,
            version=version,
            waiting=backlog.waiting,
            oldest_waiting=None if backlog.oldest is None else backlog.oldest.isoformat(),
            quarantined=backlog.quarantined,
            last_seq=chain.last_seq,
            chain_head=chain.head,
            audit_head=chain.audit_head,
            local_time=self._clock.now().isoformat(),
            free_bytes=free_bytes,
        )

    def hear_time(self, hall_time: datetime) -> None:
        """The hall signed this time just now (a greeting, not a receipt, which may be old)."""
        with self._outbox.transaction() as connection:
            hear(connection, self._clock, hall_time)

    def note_revoked(self, detail: str) -> None:
        """What is sealed stays; the terminal goes out of service and destroys its drafts."""
        with self._outbox.transaction() as connection:
            epoch = self._identity.epoch
            if connection.execute(select(standings.c.epoch).where(standings.c.epoch == epoch)).first() is None:
                values = {"epoch": epoch, "revoked_at": self._now(connection).isoformat(), "detail": detail[:200]}
                connection.execute(insert(standings), values)
                self._audit(connection, "revoked")

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
            return self._cursor(connection)

    def apply_inbox(self, batch: InboxBatch) -> int:
        """Messages in order and the cursor, in one transaction; what was applied before is left out. The cursor."""
        with self._outbox.transaction() as connection:
            cursor = self._cursor(connection)
            for entry in batch.entries:
                if entry.position > cursor:
                    self._apply(connection, entry.position, entry.message)
                    cursor = entry.position
            connection.execute(
                upsert(inbox_cursors)
                .values(epoch=self._identity.epoch, position=cursor)
                .on_conflict_do_update(index_elements=["epoch"], set_={"position": cursor})
            )
            crashpoint("inbox.before_commit")
        crashpoint("inbox.committed")
        return cursor

    def _apply(self, connection: Connection, position: int, message: InboxMessage) -> None:
        match message:
            case CaseState():
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
            case LockerAssignment():
                parcel_book.announce(connection, message)
                self._audit(connection, "parcel-announced", parcel=message.parcel_id)
            case AssignmentEnded():
                parcel_book.end_assignment(connection, message, self._now(connection))
                self._audit(connection, "parcel-ended", parcel=message.parcel_id)
            case _:
                assert_never(message)

    def _cursor(self, connection: Connection) -> int:
        found = select(inbox_cursors.c.position).where(inbox_cursors.c.epoch == self._identity.epoch)
        return connection.execute(found).scalar() or 0

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
