"""A test that has never failed proves little: each mistake is made once, and the guard must shout."""

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from sqlalchemy import Executable
from sqlalchemy.exc import IntegrityError

from offline_cache.attachments import AttachmentDamagedError
from offline_cache.databases import Database, open_database
from offline_cache.schema import attachments, items
from offline_cache.sealing import SigningKey
from tests.offline_cache import (
    test_crashes,
    test_databases,
    test_hall_intake,
    test_hall_time,
    test_kept_drafts,
    test_long_offline,
    test_sync,
    test_sync_kills,
    test_sync_ledger,
)
from tests.offline_cache import test_sync_on_a_full_disk as full_disk
from tests.offline_cache.branch import Branch
from tests.offline_cache.seeded_bugs import SEEDED
from tests.offline_cache.seeded_sync_bugs import (
    SEEDED_IN_SYNC,
    any_signature_counts,
    clock_believed,
    database_made_anew,
)
from tests.offline_cache.terminal import Terminal, submission
from tests.offline_cache.traced import needs_strace, play_traced

CAUGHT_BY_SEALING = {
    "number_before_commit": ("sealed.draft_dropped", 1),
    "row_before_file": ("sealed.committed", 2),
    "draft_dropped_first": ("sealed.before_commit", 1),
}
CAUGHT_BY_A_BRANCH: dict[str, Callable[[Branch], None]] = {
    "crash_forgotten": test_long_offline.test_sealing_goes_on_while_sync_crashes_in_a_loop,
    "full_disk_blamed": lambda branch: full_disk.test_a_disk_that_fills_at_any_write_stops_sync_until_there_is_room(
        branch, 5
    ),
    "outcomes_let_go_early": full_disk.test_receipts_that_found_no_room_are_kept_until_there_is_some,
    "poison_blocks": test_sync.test_a_poison_item_is_parked_and_the_next_is_sent_in_the_same_round,
    "resend_ignored": test_sync_ledger.test_a_hall_back_from_a_backup_gets_again_what_it_lost,
    "revocation_forgotten": test_sync_ledger.test_a_revoked_terminal_destroys_its_drafts,
    "page_not_checked": test_sync.test_a_damaged_page_parks_its_item_only,
    "no_jitter": test_long_offline.test_terminals_that_lost_the_hall_together_do_not_come_back_together,
}
CAUGHT_BY_REOPENING = {
    "no_sweep_at_start": ("attachments.folder_synced", 1),
    "draft_kept_after_sealing": ("sealed.committed", 1),
}


@pytest.mark.parametrize("bug", CAUGHT_BY_SEALING)
def test_the_kill_while_sealing_catches(tmp_path: Path, bug: str) -> None:
    test_crashes.play_killed("seal", tmp_path, *CAUGHT_BY_SEALING[bug], bug=bug)
    with pytest.raises(Exception, match=r"promise|shown|gone|row without file|draft|No such file|attachment"):
        test_crashes.check_sealed(tmp_path)


@pytest.mark.parametrize("bug", CAUGHT_BY_REOPENING)
def test_the_look_after_a_kill_catches(tmp_path: Path, bug: str, monkeypatch: pytest.MonkeyPatch) -> None:
    test_crashes.play_killed("seal", tmp_path, *CAUGHT_BY_REOPENING[bug])
    SEEDED[bug](monkeypatch.setattr)
    with pytest.raises(AssertionError, match=r"file without row|outlived"):
        test_crashes.check_sealed(tmp_path)


def test_the_door_scene_catches_intent_after_opening(tmp_path: Path) -> None:
    test_crashes.play_killed("door", tmp_path, "scene.door_open", 1, bug="intent_after_opening")
    with pytest.raises(AssertionError, match="neither done nor unknown"):
        test_crashes.check_doors(tmp_path)


def test_pulling_the_plug_catches_try_counted_after_judging(tmp_path: Path) -> None:
    with pytest.raises(AssertionError):
        test_crashes.guess_with_the_plug_pulled(tmp_path, bug="try_counted_after_judging")


def test_the_kill_of_sync_catches_sending_is_a_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    SEEDED["sending_is_a_state"](monkeypatch.setattr)
    branch = Branch(tmp_path)
    with pytest.raises(AssertionError):
        test_sync_kills.kill_and_recover(branch, "sync.attempt_committed")
    branch.close()


def test_the_kill_of_the_inbox_catches_inbox_cursor_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    SEEDED["inbox_cursor_first"](monkeypatch.setattr)
    branch = Branch(tmp_path)
    with pytest.raises(AssertionError):
        test_sync_kills.kill_the_inbox(branch, "inbox.before_commit")
    branch.close()


@pytest.mark.parametrize("bug", CAUGHT_BY_A_BRANCH)
def test_a_branch_and_its_hall_catch(tmp_path: Path, bug: str, monkeypatch: pytest.MonkeyPatch) -> None:
    SEEDED_IN_SYNC[bug](monkeypatch.setattr)
    branch = Branch(tmp_path)
    with pytest.raises((AssertionError, BaseExceptionGroup)):
        CAUGHT_BY_A_BRANCH[bug](branch)
    branch.close()


def test_the_captive_portals_catch_any_signature_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    any_signature_counts(monkeypatch.setattr)
    forged = httpx.Response(200, json=test_hall_intake.receipt(SigningKey.generate()))
    with pytest.raises(AssertionError):
        test_hall_intake.test_whatever_is_not_the_hall_s_signed_word_is_as_good_as_offline(forged)


def test_the_jumping_clock_catches_clock_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock_believed(monkeypatch.setattr)
    terminal = Terminal(tmp_path)
    room, ledger = terminal.room(), terminal.ledger()
    with pytest.raises(AssertionError):
        test_hall_time.test_no_result_is_overdue_and_no_pickup_code_dies_of_a_jump(
            room, ledger, terminal, "ten years on"
        )
    ledger.close()
    room.close()


def test_the_lost_database_catches_database_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database_made_anew(monkeypatch.setattr)
    path = tmp_path / "notes.db"
    database = open_database(path, test_databases.KEY, test_databases.LAYOUT)
    with pytest.raises(pytest.fail.Exception, match="DID NOT RAISE"):
        test_databases.test_a_lost_database_is_not_silently_made_anew(path, database, "deleted")


@pytest.mark.parametrize("bug", ["draft_in_plain", "draft_for_any_card", "draft_kept_for_ever"])
def test_the_kept_draft_catches(tmp_path: Path, bug: str, monkeypatch: pytest.MonkeyPatch) -> None:
    test_crashes.play_killed("pages", tmp_path, "scene.field_saved", 2, bug=bug)
    SEEDED_IN_SYNC[bug](monkeypatch.setattr)
    with pytest.raises(AssertionError):
        test_kept_drafts.check_pages(tmp_path, 2)


def test_the_kill_while_typing_catches_draft_saved_late(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=r"field|gone"):
        test_kept_drafts.type_and_be_killed(tmp_path, 2, bug="draft_saved_late")


FAILING: dict[str, tuple[str, Callable[[Path], None]]] = {
    "write_error_ignored": ("write:error=ENOSPC:+2", test_crashes.check_sealed),
    "io_error_forgotten": ("fsync:error=EIO:+12", test_crashes.check_nothing_after_the_error),
}


@needs_strace
@pytest.mark.parametrize("bug", FAILING)
def test_the_failing_disk_catches(tmp_path: Path, bug: str) -> None:
    injection = test_crashes.injected(test_crashes.calls_of_opening(tmp_path / "opening"), FAILING[bug][0])
    folder = tmp_path / "played"
    folder.mkdir()
    play_traced(folder, injection, bug=bug)
    with pytest.raises((AssertionError, AttachmentDamagedError)):
        FAILING[bug][1](folder)


@pytest.mark.row("I4")
def test_the_schema_catches_an_erased_payload_without_receipt(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    room = terminal.room()
    room.seal(submission(pages=1))
    attempts = (
        items.update().values(body=None),
        items.update().values(state="receipted"),
        items.update().values(state="purged", body=None, receipt="{}", receipt_signature="", case_number=""),
        items.delete(),
        items.update().values(header="{}"),
        items.update().values(body=b"other"),
        attachments.update().values(purged=True),
    )
    for attempt in attempts:
        with pytest.raises(IntegrityError):
            _execute(room.outbox, attempt)
    room.close()


def _execute(database: Database, statement: Executable) -> None:
    with database.transaction() as connection:
        connection.execute(statement)
