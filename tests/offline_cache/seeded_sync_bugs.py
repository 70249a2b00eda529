"""Plausible mistakes in what sync, clocks and the opening of the store do. See seeded_bugs."""

import contextlib
import secrets
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from offline_cache import attempts, databases, draft_box, greetings, hall_time, store_room, sync_ledger
from offline_cache.attachments import AttachmentFolder, StoredFile
from offline_cache.attempts import Outcomes
from offline_cache.clock import Clock
from offline_cache.databases import Database
from offline_cache.draft_box import DraftBox
from offline_cache.hall_intake import HttpHallIntake
from offline_cache.hall_queries import Unreachable
from offline_cache.hall_time import Moment
from offline_cache.item_sender import ItemSender
from offline_cache.store_room import StoreRoom
from offline_cache.sync import Sync
from offline_cache.sync_ledger import SyncLedger
from tests.offline_cache.seeded_bugs import Patch


def crash_forgotten(patch: Patch) -> None:
    """What was under way when sync crashed is simply tried again, for ever."""

    def recover(ledger: SyncLedger) -> tuple[str, ...]:
        with ledger._outbox.transaction() as connection:
            connection.exec_driver_sql("UPDATE item SET attempting = 0")
        return ()

    patch(SyncLedger, "recover", recover)


def full_disk_blamed(patch: Patch) -> None:
    """What a full disk cut short counts as a crash."""
    patch(SyncLedger, "resume", lambda ledger: ledger.recover())


def outcomes_let_go_early(patch: Patch) -> None:
    """Receipts are forgotten when they are handed to the database, not when it has them."""

    @contextlib.contextmanager
    def settling(ledger: SyncLedger) -> Iterator[Connection]:
        unsettled, ledger._unsettled = ledger._unsettled, Outcomes()
        with ledger._writing() as connection:
            attempts.write(connection, unsettled, ledger._identity.epoch, ledger._now(connection))
            yield connection

    patch(SyncLedger, "_settling", settling)


def poison_blocks(patch: Patch) -> None:
    """An item that cannot be sent ends the round."""
    patch(ItemSender, "_park", lambda _sender, item, _state, fault: Unreachable(f"{item.sub_id}: {fault}"))


def resend_ignored(patch: Patch) -> None:
    patch(greetings, "_resend", lambda *_: None)


def revocation_forgotten(patch: Patch) -> None:
    """It is known to sync alone, and only until it ends."""
    patch(greetings, "note_revoked", lambda *_: None)


def page_not_checked(patch: Patch) -> None:
    """What the disk gives is sent as it is."""
    patch(AttachmentFolder, "read", lambda folder, name: (folder._folder / name).read_bytes())


def no_jitter(patch: Patch) -> None:
    patch(Sync, "backoff", lambda _sync, failures: 5.0 * 2.0 ** (failures - 1))


def any_signature_counts(patch: Patch) -> None:
    patch(HttpHallIntake, "_signs", lambda _intake, _signed: True)


def clock_believed(patch: Patch) -> None:
    """The wall clock decides what is too old, whatever the hall said."""

    def read(_connection: Connection, clock: Clock) -> Moment:
        return Moment(clock.now(), "ntp", "", clock.monotonic_ns())

    def now(_connection: Connection, clock: Clock) -> datetime:
        return clock.now()

    patch(store_room, "read_moment", read)
    patch(store_room, "trusted_now", now)
    patch(hall_time, "read_moment", read)
    patch(sync_ledger, "trusted_now", now)


def database_made_anew(patch: Patch) -> None:
    """Nobody remembers that there was one."""
    patch(databases, "_mark_of", lambda path: path.with_suffix(f".{secrets.token_hex(4)}"))


def io_error_forgotten(patch: Patch) -> None:
    """Each transaction is a new chance."""
    patch(Database, "_remembered", lambda _database, error: error)
    patch(Database, "fail", lambda _database, _error: None)


def write_error_ignored(patch: Patch) -> None:
    """A page that found no room is taken for written."""
    honest = AttachmentFolder._write

    def write(folder: AttachmentFolder, make: Callable[[], bytes], named: Future[StoredFile]) -> None:
        try:
            honest(folder, make, named)
        except OSError:
            return

    patch(AttachmentFolder, "_write", write)


def draft_saved_late(patch: Patch) -> None:
    """A field is written with the next one."""
    honest = StoreRoom.save_draft
    late: list[tuple[Any, ...]] = []

    def save(room: StoreRoom, *draft: Any) -> None:
        while late:
            honest(room, *late.pop())
        late.append(draft)

    patch(StoreRoom, "save_draft", save)


def draft_in_plain(patch: Patch) -> None:
    """The database of the drafts is opened without a key."""
    honest = databases.open_database

    def opened(path: Path, _key: bytes | None, *rest: Any) -> Database:
        return honest(path, None, *rest)

    patch(draft_box, "open_database", opened)


def draft_for_any_card(patch: Patch) -> None:
    honest = DraftBox.find

    def find(box: DraftBox, _holder: str) -> object:
        with box._database.reading() as connection:
            holder = connection.exec_driver_sql("SELECT holder FROM draft").scalar()
        return honest(box, str(holder))

    patch(DraftBox, "find", find)


def draft_kept_for_ever(patch: Patch) -> None:
    patch(draft_box, "_old", lambda *_: False)


SEEDED_IN_SYNC: dict[str, Callable[[Patch], None]] = {
    bug.__name__: bug
    for bug in (
        crash_forgotten,
        full_disk_blamed,
        outcomes_let_go_early,
        poison_blocks,
        resend_ignored,
        revocation_forgotten,
        page_not_checked,
        no_jitter,
        any_signature_counts,
        clock_believed,
        database_made_anew,
        io_error_forgotten,
        write_error_ignored,
        draft_saved_late,
        draft_in_plain,
        draft_for_any_card,
        draft_kept_for_ever,
    )
}
