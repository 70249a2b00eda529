"""drafts.db, outbox.db and the sealed attachments as the terminal process uses them: blocking, for one thread."""

import contextlib
import secrets
from collections.abc import Callable, Collection
from datetime import timedelta
from pathlib import Path
from typing import Final, TypeVar

from sqlalchemy import select

from offline_cache import parcel_book, sealed_items
from offline_cache.attachments import AttachmentFolder
from offline_cache.audit import append_audit
from offline_cache.branch_books import BranchBooks
from offline_cache.case_progress import cases_of, note_holder, progress_of
from offline_cache.crashpoints import crashpoint
from offline_cache.databases import open_database
from offline_cache.delays import CODE_LOCK
from offline_cache.disk_space import (
    DEFAULT_POLICY,
    JOURNAL_RESERVE,
    DiskLevel,
    DiskPolicy,
    Reserve,
    level_of,
    spend_when_tight,
)
from offline_cache.draft_box import DraftBox
from offline_cache.ferry import Ferried, Ferry, ReceiptsTaken
from offline_cache.hall_time import Moment, read_moment, trusted_now
from offline_cache.keys import KeyName, KeyStore
from offline_cache.schema import OUTBOX, attachments, standings
from offline_cache.sealed_items import Sealer
from offline_cache.storage_errors import DiskFullError, StorageIoError
from offline_cache.submission import (
    NO_PAGES,
    Backlog,
    Barred,
    CaseProgress,
    CodeCheck,
    Delivery,
    DoorIntent,
    Draft,
    DraftPages,
    Good,
    NotSealed,
    Parcel,
    Sealed,
    Standing,
    StoreFailure,
    Submission,
)
from offline_cache.wire import LockerEvent

T = TypeVar("T")

NO_FLOW: Final = "0" * 64
"""flow digest of what no flow made (door events)"""


class StoreRoom:
    """Raises StorageError or KeyStoreError when it cannot be opened: then the terminal may not serve."""

    def __init__(self, folder: Path, keys: KeyStore, sealer: Sealer, disk: DiskPolicy = DEFAULT_POLICY) -> None:
        self._folder = folder
        self._sealer = sealer
        self._disk = disk
        self._epoch = sealer.identity.epoch
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._session_reserve = Reserve(folder / "session.reserve", disk.session)
        self._session_reserve.release()
        spend_when_tight(folder)
        with contextlib.ExitStack() as opened:
            self._drafts = DraftBox(folder / "drafts.db", keys.key(KeyName.DRAFTS))
            opened.callback(self._drafts.close)
            self.outbox = open_database(folder / "outbox.db", keys.key(KeyName.OUTBOX), OUTBOX)
            opened.callback(self.outbox.close)
            self.branch = BranchBooks(self.outbox, sealer)
            self._files = AttachmentFolder(folder / "attachments", disk.writers)
            opened.callback(self._files.close)
            self._begin()
            self._opened = opened.pop_all()

    def _begin(self) -> None:
        self._ferry = Ferry(self.outbox, self._files, self._sealer.identity)
        with self.outbox.transaction() as connection:
            sealed_items.open_chain(connection, self._epoch, self._sealer.clock.now())
        self._journal_reserve = Reserve(self._folder / JOURNAL_RESERVE, self._disk.journal)
        self.drop_stale_drafts()

    def prepare_session(self) -> DiskLevel:
        """Sets the room for one session aside, and what was spent of the journal's.

        While nobody can be served nothing is kept from sync, which makes room by what it sends and erases.
        """
        self._session_reserve.release()
        level = level_of(self._disk.usage(self._folder))
        try:
            self._journal_reserve.fill()
            self._session_reserve.fill()
        except DiskFullError:
            level = DiskLevel.OUT_OF_SERVICE
        if level is DiskLevel.OUT_OF_SERVICE:
            self._session_reserve.release()
        return level

    def standing(self) -> Standing:
        with self.outbox.reading() as connection:
            found = connection.execute(select(standings.c.detail).where(standings.c.epoch == self._epoch)).scalar()
        return Good() if found is None else Barred(found)

    def save_draft(self, sub_id: str, holder: str, answers: bytes, pages: DraftPages = NO_PAGES) -> None:
        self._drafts.save(sub_id, holder, answers, pages, self._moment())

    def find_draft(self, holder: str) -> Draft | None:
        self.drop_stale_drafts()
        return self._drafts.find(holder)

    def drop_draft(self, sub_id: str) -> None:
        self._drafts.drop([sub_id])

    def seal(self, submission: Submission) -> Sealed | NotSealed:
        """The draft still has to be dropped; the customer need not wait for that."""
        try:
            return self._seal(submission)
        except DiskFullError as error:
            return NotSealed(StoreFailure.DISK_FULL, str(error))
        except StorageIoError as error:
            self.outbox.fail(error)
            return NotSealed(StoreFailure.IO_ERROR, str(error))

    def drop_sealed_draft(self, sub_id: str) -> None:
        """A full disk only puts it off: the next start drops it. An I/O error is told to whoever comes next."""
        with contextlib.suppress(DiskFullError, StorageIoError):
            self.drop_draft(sub_id)
        crashpoint("sealed.draft_dropped")

    def _seal(self, submission: Submission) -> Sealed:
        self._session_reserve.release()
        with self.outbox.transaction() as connection:
            before = sealed_items.find_sealed(connection, submission.sub_id)
            if before is not None:
                return before
            pages = sealed_items.begin_pages(self._files, submission.attachments)
            sealed = sealed_items.add_item(connection, self._sealer, submission, pages.sealed)
            if submission.id_number is not None:
                note_holder(connection, submission.sub_id, self._holder(submission.id_number), sealed.sealed_at)
            pages.files.wait()
            crashpoint("sealed.before_commit")
        crashpoint("sealed.committed")
        return sealed

    def delivery(self, sub_id: str) -> Delivery:
        with self.outbox.reading() as connection:
            return sealed_items.delivery_of(connection, sub_id)

    def progress(self, number: str) -> CaseProgress | None:
        with self.outbox.reading() as connection:
            return progress_of(connection, number)

    def cases_of(self, id_number: str) -> tuple[CaseProgress, ...]:
        with self.outbox.reading() as connection:
            now = trusted_now(connection, self._sealer.clock)
            return cases_of(connection, self._holder(id_number), now)

    def backlog(self) -> Backlog:
        with self.outbox.reading() as connection:
            return sealed_items.count_backlog(connection, trusted_now(connection, self._sealer.clock).date())

    def parcels_for(self, id_number: str) -> tuple[Parcel, ...]:
        with self.outbox.reading() as connection:
            return parcel_book.parcels_of(connection, self._holder(id_number))

    def parcel_by_label(self, label: str) -> Parcel | None:
        with self.outbox.reading() as connection:
            return parcel_book.parcel_labelled(connection, label)

    def check_code(self, parcel_id: str, code: str) -> CodeCheck:
        with self.outbox.transaction() as connection:
            now = trusted_now(connection, self._sealer.clock)
            barred = parcel_book.count_try(connection, parcel_id, now, now + timedelta(seconds=CODE_LOCK))
        crashpoint("code.try_counted")
        if barred is not None:
            return barred
        with self.outbox.transaction() as connection:
            answer = parcel_book.judge_code(connection, self._sealer.identity.pickup_key, parcel_id, code)
            append_audit(connection, self._epoch, now, f"code-{answer.value}", parcel=parcel_id)
        return answer

    def occupied_cells(self) -> frozenset[int]:
        with self.outbox.reading() as connection:
            return parcel_book.cells_in_use(connection)

    def to_collect(self) -> tuple[Parcel, ...]:
        with self.outbox.reading() as connection:
            return parcel_book.to_collect(connection, trusted_now(connection, self._sealer.clock))

    def deposit_allowed(self, number: str) -> bool:
        with self.outbox.reading() as connection:
            return parcel_book.deposit_expected(connection, number)

    def record_intent(self, intent: DoorIntent) -> None:
        self._with_reserve(lambda: self._record_intent(intent))
        crashpoint("door.intent_committed")

    def _record_intent(self, intent: DoorIntent) -> None:
        with self.outbox.transaction() as connection:
            now = trusted_now(connection, self._sealer.clock)
            parcel_book.add_intent(connection, intent, now)
            append_audit(
                connection,
                self._epoch,
                now,
                "door-intent",
                intent=intent.intent_id,
                cell=intent.cell,
                purpose=intent.purpose.value,
            )

    def record_door(self, intent_id: str, event: LockerEvent) -> Sealed | NotSealed:
        try:
            return self._with_reserve(lambda: self._record_door(intent_id, event))
        except DiskFullError as error:
            return NotSealed(StoreFailure.DISK_FULL, str(error))
        except StorageIoError as error:
            return NotSealed(StoreFailure.IO_ERROR, str(error))

    def _record_door(self, intent_id: str, event: LockerEvent) -> Sealed:
        with self.outbox.transaction() as connection:
            now = trusted_now(connection, self._sealer.clock)
            intent = parcel_book.intent_of(connection, intent_id)
            submission = Submission(
                sub_id=secrets.token_hex(16),
                item_code="locker",
                flow_digest=NO_FLOW,
                body=event,
                number=event.number or intent.number or "",
            )
            sealed = sealed_items.add_item(connection, self._sealer, submission, tuple)
            parcel_book.end_intent(connection, intent_id, event, submission.sub_id, now)
            append_audit(connection, self._epoch, now, f"door-{event.kind}", intent=intent_id, cell=event.cell)
            crashpoint("door.before_commit")
        crashpoint("door.committed")
        return sealed

    def _with_reserve(self, book: Callable[[], T]) -> T:
        """A door that has moved must be booked, on a full disk too: then the journal's reserve is spent."""
        try:
            return book()
        except DiskFullError:
            self._journal_reserve.release()
            return book()

    def load_ferry(self, folder: Path) -> Ferried:
        return self._ferry.load(folder, self._moment().wall)

    def take_ferry_receipts(self, path: Path) -> ReceiptsTaken:
        return self._ferry.take_receipts(path, self._moment().wall)

    def unresolved_intents(self) -> tuple[DoorIntent, ...]:
        with self.outbox.reading() as connection:
            return parcel_book.open_intents(connection)

    def sweep(self) -> None:
        """Removes attachment files without a row; on the store's own thread, before anything new is sealed."""
        with self.outbox.transaction() as connection:
            known = frozenset(
                connection.execute(select(attachments.c.digest).where(attachments.c.purged.is_(False))).scalars()
            )
        self._files.sweep(known)

    def close(self) -> None:
        self._opened.close()

    def drop_stale_drafts(self) -> None:
        """Those that were sealed just before a crash, those nobody came back for, and all of a revoked terminal."""
        if isinstance(self.standing(), Barred):
            self._drafts.drop_all()
        else:
            self._drafts.drop_where(self._sealed_among, self._moment())

    def _sealed_among(self, sub_ids: Collection[str]) -> Collection[str]:
        with self.outbox.reading() as connection:
            return sealed_items.sealed_among(connection, sub_ids)

    def _holder(self, id_number: str) -> str:
        return parcel_book.holder_of(self._sealer.identity.pickup_key, id_number)

    def _moment(self) -> Moment:
        with self.outbox.reading() as connection:
            return read_moment(connection, self._sealer.clock)
