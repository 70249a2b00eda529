"""A test that has never failed proves little: each mistake is made once, and the guard must shout."""

from pathlib import Path

import pytest
from sqlalchemy import Executable
from sqlalchemy.exc import IntegrityError

from offline_cache.databases import Database
from offline_cache.schema import attachments, items
from tests.offline_cache import test_crashes, test_sync
from tests.offline_cache.seeded_bugs import SEEDED
from tests.offline_cache.terminal import Terminal, submission

CAUGHT_BY_SEALING = {
    "number_before_commit": ("sealed.draft_dropped", 1),
    "row_before_file": ("sealed.committed", 2),
    "draft_dropped_first": ("sealed.before_commit", 1),
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
    branch = test_sync.Branch(tmp_path)
    with pytest.raises(AssertionError):
        test_sync.kill_and_recover(branch, "sync.attempt_committed")
    branch.close()


def test_the_kill_of_the_inbox_catches_inbox_cursor_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    SEEDED["inbox_cursor_first"](monkeypatch.setattr)
    branch = test_sync.Branch(tmp_path)
    with pytest.raises(AssertionError):
        test_sync.kill_the_inbox(branch, "inbox.before_commit")
    branch.close()


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
