"""Plausible mistakes in this room's code. Each must be caught by the tests that guard against it."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from typing import Any

from sqlalchemy import Connection

from offline_cache.attachments import AttachmentFolder, PendingFiles, StoredFile
from offline_cache.attempts import Places
from offline_cache.crashpoints import crashpoint
from offline_cache.sealing import digest
from offline_cache.store_room import StoreRoom
from offline_cache.submission import CodeCheck, DoorIntent, Sealed, Submission, SubmissionState
from offline_cache.sync_ledger import NOWHERE, SyncLedger
from offline_cache.waiting_item import WaitingItem

Patch = Callable[[Any, str, object], None]
"""setattr, or pytest's, which takes it back"""


def number_before_commit(patch: Patch) -> None:
    """The number is given while the transaction is still open; the next call commits it."""
    honest = StoreRoom._seal
    pending: list[Submission] = []

    def seal(room: StoreRoom, submission: Submission) -> Sealed:
        while pending:
            honest(room, pending.pop())
        pending.append(submission)
        return Sealed(submission.sub_id, "K0042261009300018", room._moment().wall)

    patch(StoreRoom, "_seal", seal)


def row_before_file(patch: Patch) -> None:
    """The page files are written after the row that names them."""
    begin, seal = AttachmentFolder.begin, StoreRoom.seal
    late: list[list[bytes]] = []

    def put_off(folder: AttachmentFolder, makers: Sequence[Callable[[], bytes]]) -> PendingFiles:
        late.append([make() for make in makers])
        named: list[Future[StoredFile]] = [Future() for _ in late[-1]]
        for future, data in zip(named, late[-1], strict=True):
            future.set_result(StoredFile(digest(data), len(data)))
        return PendingFiles(folder._folder, named, [])

    def seal_then_write(room: StoreRoom, submission: Submission) -> object:
        outcome = seal(room, submission)
        while late:
            begin(room._files, [partial(bytes, data) for data in late.pop()]).wait()
        return outcome

    patch(AttachmentFolder, "begin", put_off)
    patch(StoreRoom, "seal", seal_then_write)


def draft_dropped_first(patch: Patch) -> None:
    """The draft is destroyed before its submission is durable."""
    honest = StoreRoom._seal

    def seal(room: StoreRoom, submission: Submission) -> Sealed:
        room.drop_draft(submission.sub_id)
        return honest(room, submission)

    patch(StoreRoom, "_seal", seal)


def no_sweep_at_start(patch: Patch) -> None:
    patch(StoreRoom, "sweep", lambda _room: None)


def draft_kept_after_sealing(patch: Patch) -> None:
    """Nobody looks at start whether a draft was sealed just before the crash."""
    patch(StoreRoom, "_sealed_among", lambda _room, _sub_ids: frozenset())


def intent_after_opening(patch: Patch) -> None:
    """The door is told to open, and the intent is noted only with the event."""
    late: list[DoorIntent] = []
    honest = StoreRoom._record_door

    def note(room: StoreRoom, intent: DoorIntent) -> None:
        late.append(intent)
        crashpoint("door.intent_committed")

    def record(room: StoreRoom, intent_id: str, event: object) -> object:
        while late:
            room._record_intent(late.pop())
        return honest(room, intent_id, event)  # type: ignore[arg-type]

    patch(StoreRoom, "record_intent", note)
    patch(StoreRoom, "_record_door", record)


def try_counted_after_judging(patch: Patch) -> None:
    """A code is judged first; whoever pulls the plug in between guesses for ever."""

    def check(room: StoreRoom, parcel_id: str, code: str) -> CodeCheck:
        crashpoint("code.try_counted")
        return CodeCheck.WRONG

    patch(StoreRoom, "check_code", check)


def sending_is_a_state(patch: Patch) -> None:
    """An item whose attempt began is taken for sent; after a crash nobody sends it."""
    honest = SyncLedger.take

    def take(ledger: SyncLedger, limit: int, after: Places = NOWHERE) -> tuple[WaitingItem, ...]:
        with ledger._outbox.reading() as connection:
            busy = connection.exec_driver_sql("SELECT max(seq) FROM item WHERE attempts > 0").scalar()
        return honest(ledger, limit, {**after, SubmissionState.SEALED: busy or 0})

    patch(SyncLedger, "take", take)


def inbox_cursor_first(patch: Patch) -> None:
    """The cursor is stored before the messages, in a transaction of its own."""
    honest = SyncLedger.apply_inbox

    def apply(ledger: SyncLedger, batch: Any) -> int:
        with ledger._outbox.transaction() as connection:
            _set_cursor(connection, batch.entries[-1].position)
        crashpoint("inbox.before_commit")
        return honest(ledger, batch)

    patch(SyncLedger, "apply_inbox", apply)


def _set_cursor(connection: Connection, position: int) -> None:
    connection.exec_driver_sql(f"INSERT OR REPLACE INTO inbox_cursor VALUES ('{'e' * 32}', {position})")


SEEDED: dict[str, Callable[[Patch], None]] = {
    bug.__name__: bug
    for bug in (
        number_before_commit,
        row_before_file,
        draft_dropped_first,
        no_sweep_at_start,
        draft_kept_after_sealing,
        intent_after_opening,
        try_counted_after_judging,
        sending_is_a_state,
        inbox_cursor_first,
    )
}
