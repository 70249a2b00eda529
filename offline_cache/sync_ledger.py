"""What the sync process may do with outbox.db: take waiting items, note how an attempt ended, apply the inbox.

It never asks for the key of the drafts. Blocking; each call is one short transaction.
"""

import contextlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Final

from sqlalchemy import Connection, Update, select, update

from offline_cache import attempts, greetings, inbox_book
from offline_cache.attachments import AttachmentFolder
from offline_cache.attempts import Outcomes, Places
from offline_cache.audit import append_audit
from offline_cache.clock import Clock
from offline_cache.content_shelf import ContentShelf
from offline_cache.crashpoints import crashpoint
from offline_cache.databases import INLINE_CHECK_BYTES, open_database
from offline_cache.disk_space import spend_when_tight
from offline_cache.hall_outcomes import Receipted, Withdrawn
from offline_cache.hall_time import trusted_now
from offline_cache.identity import TerminalIdentity
from offline_cache.keys import KeyName, KeyStore
from offline_cache.schema import OUTBOX, attachments, items
from offline_cache.sealed_items import count_backlog, open_chain
from offline_cache.submission import Backlog, SubmissionState
from offline_cache.waiting_item import WaitingItem
from offline_cache.wire import Hello, HelloAnswer, InboxBatch

UNSETTLED_NS: Final = 250_000_000
"""outcomes are written together, but none waits longer than this for another"""

NOWHERE: Final[Places] = MappingProxyType({})

MAX_STRIKES: Final = 5
"""crashes of the sync process and unsigned refusals after which an item is parked"""


class SyncLedger:
    def __init__(self, folder: Path, keys: KeyStore, identity: TerminalIdentity, clock: Clock) -> None:
        """Raises StorageError, DiskFullError or KeyStoreError."""
        self._identity = identity
        self._clock = clock
        self._key = keys.key(KeyName.OUTBOX)
        self._folder = folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        spend_when_tight(folder)
        self._outbox = open_database(folder / "outbox.db", self._key, OUTBOX)
        self._files = AttachmentFolder(folder / "attachments")
        self._content = ContentShelf(folder / "content")
        self._unsettled = Outcomes()
        self._unsettled_since: int | None = None
        self._careful = False
        with self._writing() as connection:
            open_chain(connection, identity.epoch, clock.now())

    def close(self) -> None:
        self._outbox.close()

    def _writing(self) -> contextlib.AbstractContextManager[Connection]:
        """What is sent and erased makes room: it goes on when the disk is full, from the journal's reserve."""
        spend_when_tight(self._folder)
        return self._outbox.transaction()

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
        with self._writing() as connection:
            _write_something(connection)
            crashed = connection.execute(select(items.c.sub_id).where(items.c.attempting)).scalars().all()
            self._careful = bool(crashed)
            return tuple(sub_id for sub_id in crashed if self._strike(connection, sub_id, "crashed the sync process"))

    def resume(self) -> None:
        """After a full disk, with nothing under way: what came of the attempts is written, and nobody is to blame for
        those that were cut short. Raises DiskFullError while there is no room."""
        with self._settling() as connection:
            _write_something(connection)
            connection.execute(update(items).where(items.c.attempting).values(attempting=False))

    def take(self, limit: int, after: Places = NOWHERE) -> tuple[WaitingItem, ...]:
        """The next to send, each with its attempt noted: durable before it is made."""
        with self._settling() as connection:
            taken = attempts.next_items(connection, 1 if self._careful else limit, after)
            attempts.begin(connection, [item.sub_id for item in taken])
        self._careful = self._careful and bool(taken)
        crashpoint("sync.attempt_committed")
        return taken

    def end_attempt(self, sub_id: str, state: SubmissionState | None = None) -> None:
        """The attempt brought the item to `state`, or nowhere (None). Written with what comes next, see settle."""
        self._unsettled.ended[state].append(sub_id)
        self._settle_in_time()

    def store_receipt(self, sub_id: str, answer: Receipted | Withdrawn) -> None:
        """`answer`: verified. Written with what comes next, see settle."""
        self._unsettled.receipts[sub_id] = answer
        self._settle_in_time()

    def settle(self) -> None:
        """Writes the outcomes that are not written yet. A crash before it costs a repeated request, nothing else."""
        if self._unsettled:
            with self._settling():
                pass

    @contextlib.contextmanager
    def _settling(self) -> Iterator[Connection]:
        """A transaction that begins with the outcomes; they are let go only once it is durable."""
        with self._writing() as connection:
            if self._unsettled:
                attempts.write(connection, self._unsettled, self._identity.epoch, self._now(connection))
            yield connection
        self._unsettled, self._unsettled_since = Outcomes(), None

    def _settle_in_time(self) -> None:
        now = self._clock.monotonic_ns()
        self._unsettled_since = now if self._unsettled_since is None else self._unsettled_since
        if now - self._unsettled_since > UNSETTLED_NS:
            self.settle()

    def strike(self, sub_id: str, fault: str) -> bool:
        """An answer that will hardly be another next time. True if the item is parked now."""
        with self._settling() as connection:
            return self._strike(connection, sub_id, fault)

    def park(self, sub_id: str, state: SubmissionState, fault: str) -> None:
        """QUARANTINED or REJECTED; bytes and files stay, other items go on."""
        with self._settling() as connection:
            self._park(connection, sub_id, state, fault)

    def requeue(self, sub_id: str | None = None) -> tuple[str, ...]:
        """Staff want a parked item tried again, or all (None). Those that are; a running sync finds them by itself."""
        parked = items.c.state.in_((SubmissionState.QUARANTINED.value, SubmissionState.REJECTED.value))
        wanted = parked if sub_id is None else parked & (items.c.sub_id == sub_id)
        with self._writing() as connection:
            again = update(items).where(wanted).values(state=SubmissionState.SEALED.value, strikes=0)
            found = tuple(connection.execute(again.returning(items.c.sub_id)).scalars())
            for one in found:
                self._audit(connection, "requeued", sub_id=one)
        return found

    def purge(self, retention: float, limit: int = 200) -> int:
        """Erases payloads whose receipt is older than `retention` seconds; the number erased."""
        with self._writing() as connection:
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
            hello = greetings.hello_of(connection, self._identity, self._now(connection), version, free_bytes)
        return hello.model_copy(update={"content": self._content.number_in_use()})

    def note_greeting(self, answer: HelloAnswer) -> bool:
        """Hall time, audit lines held there, receipted items it asks for again. True: more audit lines wait."""
        with self._writing() as connection:
            return greetings.note_answer(connection, self._identity.epoch, self._clock, answer)

    def note_revoked(self, detail: str) -> None:
        """What is sealed stays; the terminal goes out of service and destroys its drafts."""
        with self._writing() as connection:
            greetings.note_revoked(connection, self._identity.epoch, detail, self._now(connection))

    def next_to_hand_over(self) -> WaitingItem | None:
        """A parked item whose bytes the hall does not have yet."""
        with self._outbox.reading() as connection:
            return attempts.parked_item(connection)

    def note_handed_over(self, sub_id: str) -> None:
        with self._writing() as connection:
            connection.execute(_item(sub_id).values(handed_over=True))
            self._audit(connection, "handed-over", sub_id=sub_id)

    def cursor(self) -> int:
        with self._outbox.reading() as connection:
            return inbox_book.cursor_of(connection, self._identity.epoch)

    def apply_inbox(self, batch: InboxBatch) -> int:
        """Messages in order and the cursor, in one transaction; what was applied before is left out. The cursor."""
        with self._writing() as connection:
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


def _write_something(connection: Connection) -> None:
    """Whether a disk takes what is written shows only when something is. SQLite leaves out rows that stay the same, and
    writes this number, which nobody reads, even so."""
    connection.exec_driver_sql("PRAGMA user_version = 0")


def _digests_of(connection: Connection, sub_id: str) -> tuple[str, ...]:
    query = select(attachments.c.digest).where(attachments.c.sub_id == sub_id).order_by(attachments.c.position)
    return tuple(connection.execute(query).scalars())


def _item(sub_id: str) -> Update:
    return update(items).where(items.c.sub_id == sub_id)
