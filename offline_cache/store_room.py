"""drafts.db, outbox.db and the sealed attachments as the terminal process uses them: blocking, for one thread."""

import contextlib
import secrets
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from offline_cache import parcel_book, sealed_items
from offline_cache.attachments import AttachmentFolder
from offline_cache.audit import append_audit
from offline_cache.case_progress import progress_of
from offline_cache.crashpoints import crashpoint
from offline_cache.databases import open_database
from offline_cache.delays import CODE_LOCK, DRAFT_LIFE
from offline_cache.keys import KeyName, KeyStore
from offline_cache.schema import DRAFTS, OUTBOX, attachments, drafts, items
from offline_cache.sealed_items import Sealer
from offline_cache.storage_errors import DiskFullError, StorageIoError
from offline_cache.submission import (
    Backlog,
    CaseProgress,
    CodeCheck,
    Delivery,
    DoorIntent,
    Draft,
    NotSealed,
    Parcel,
    Sealed,
    StoreFailure,
    Submission,
)
from offline_cache.wire import LockerEvent

NO_FLOW: Final = "0" * 64
"""flow digest of what no flow made (door events)"""


class StoreRoom:
    """Raises StorageError or KeyStoreError when it cannot be opened: then the terminal may not serve."""

    def __init__(self, folder: Path, keys: KeyStore, sealer: Sealer) -> None:
        self._sealer = sealer
        self._epoch = sealer.identity.epoch
        self._drafts = open_database(folder / "drafts.db", keys.key(KeyName.DRAFTS), DRAFTS)
        try:
            self.outbox = open_database(folder / "outbox.db", keys.key(KeyName.OUTBOX), OUTBOX)
        except BaseException:
            self._drafts.close()
            raise
        self._files = AttachmentFolder(folder / "attachments")
        with self.outbox.transaction() as connection:
            sealed_items.open_chain(connection, self._epoch, sealer.clock.now())
        self._drop_stale_drafts()

    def save_draft(self, sub_id: str, holder: str, answers: bytes) -> None:
        values = {"holder": holder, "answers": answers, "saved_at": self._sealer.clock.now().isoformat()}
        with self._drafts.transaction() as connection:
            connection.execute(
                upsert(drafts)
                .values(sub_id=sub_id, **values)
                .on_conflict_do_update(index_elements=["sub_id"], set_=values)
            )

    def find_draft(self, holder: str) -> Draft | None:
        self._drop_stale_drafts()
        with self._drafts.transaction() as connection:
            found = select(drafts).where(drafts.c.holder == holder).order_by(drafts.c.saved_at.desc())
            row = connection.execute(found).first()
        return None if row is None else Draft(row.sub_id, datetime.fromisoformat(row.saved_at), row.answers)

    def drop_draft(self, sub_id: str) -> None:
        with self._drafts.transaction() as connection:
            gone = connection.execute(delete(drafts).where(drafts.c.sub_id == sub_id)).rowcount
        if gone:
            self._drafts.truncate_log()

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
        with self.outbox.transaction() as connection:
            before = sealed_items.find_sealed(connection, submission.sub_id)
        if before is not None:
            return before
        pages = sealed_items.seal_attachments(submission.attachments)
        self._files.write([page.data for page in pages])
        with self.outbox.transaction() as connection:
            sealed = sealed_items.add_item(connection, self._sealer, submission, pages)
            crashpoint("sealed.before_commit")
        crashpoint("sealed.committed")
        return sealed

    def delivery(self, sub_id: str) -> Delivery:
        with self.outbox.transaction() as connection:
            return sealed_items.delivery_of(connection, sub_id)

    def progress(self, number: str) -> CaseProgress | None:
        with self.outbox.transaction() as connection:
            return progress_of(connection, number)

    def backlog(self) -> Backlog:
        with self.outbox.transaction() as connection:
            return sealed_items.count_backlog(connection, self._sealer.clock.now().date())

    def parcels_for(self, id_number: str) -> tuple[Parcel, ...]:
        holder = parcel_book.holder_of(self._sealer.identity.pickup_key, id_number)
        with self.outbox.transaction() as connection:
            return parcel_book.parcels_of(connection, holder)

    def parcel_by_label(self, label: str) -> Parcel | None:
        with self.outbox.transaction() as connection:
            return parcel_book.parcel_labelled(connection, label)

    def check_code(self, parcel_id: str, code: str) -> CodeCheck:
        now = self._sealer.clock.now()
        with self.outbox.transaction() as connection:
            barred = parcel_book.count_try(connection, parcel_id, now, now + timedelta(seconds=CODE_LOCK))
        crashpoint("code.try_counted")
        if barred is not None:
            return barred
        with self.outbox.transaction() as connection:
            answer = parcel_book.judge_code(connection, self._sealer.identity.pickup_key, parcel_id, code)
            append_audit(connection, self._epoch, now, f"code-{answer.value}", parcel=parcel_id)
        return answer

    def occupied_cells(self) -> frozenset[int]:
        with self.outbox.transaction() as connection:
            return parcel_book.cells_in_use(connection)

    def deposits(self) -> tuple[Parcel, ...]:
        with self.outbox.transaction() as connection:
            return parcel_book.deposits_waiting(connection)

    def deposit_allowed(self, number: str) -> bool:
        with self.outbox.transaction() as connection:
            return parcel_book.deposit_expected(connection, number)

    def record_intent(self, intent: DoorIntent) -> None:
        now = self._sealer.clock.now()
        with self.outbox.transaction() as connection:
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
        crashpoint("door.intent_committed")

    def record_door(self, intent_id: str, event: LockerEvent) -> Sealed | NotSealed:
        try:
            return self._record_door(intent_id, event)
        except DiskFullError as error:
            return NotSealed(StoreFailure.DISK_FULL, str(error))
        except StorageIoError as error:
            return NotSealed(StoreFailure.IO_ERROR, str(error))

    def _record_door(self, intent_id: str, event: LockerEvent) -> Sealed:
        now = self._sealer.clock.now()
        with self.outbox.transaction() as connection:
            intent = parcel_book.intent_of(connection, intent_id)
            submission = Submission(
                sub_id=secrets.token_hex(16),
                item_code="locker",
                flow_digest=NO_FLOW,
                body=event,
                number=event.number or intent.number or "",
            )
            sealed = sealed_items.add_item(connection, self._sealer, submission, ())
            parcel_book.end_intent(connection, intent_id, event, submission.sub_id, now)
            append_audit(connection, self._epoch, now, f"door-{event.kind}", intent=intent_id, cell=event.cell)
            crashpoint("door.before_commit")
        crashpoint("door.committed")
        return sealed

    def unresolved_intents(self) -> tuple[DoorIntent, ...]:
        with self.outbox.transaction() as connection:
            return parcel_book.open_intents(connection)

    def sweep(self) -> None:
        """Removes attachment files without a row; on the store's own thread, before anything new is sealed."""
        with self.outbox.transaction() as connection:
            known = frozenset(
                connection.execute(select(attachments.c.digest).where(attachments.c.purged.is_(False))).scalars()
            )
        self._files.sweep(known)

    def close(self) -> None:
        self._drafts.close()
        self.outbox.close()

    def _drop_stale_drafts(self) -> None:
        """Drafts that were sealed just before a crash, and those nobody came back for."""
        oldest = self._sealer.clock.now() - timedelta(seconds=DRAFT_LIFE)
        with self._drafts.transaction() as connection:
            kept = connection.execute(select(drafts.c.sub_id, drafts.c.saved_at)).all()
        with self.outbox.transaction() as connection:
            sealed = frozenset(
                connection.execute(
                    select(items.c.sub_id).where(items.c.sub_id.in_([row.sub_id for row in kept]))
                ).scalars()
            )
        for row in kept:
            if row.sub_id in sealed or datetime.fromisoformat(row.saved_at) < oldest:
                self.drop_draft(row.sub_id)
