"""Sync with each kind of write made to fail, by strace: what the outbox says afterwards is true, and it goes on."""

from pathlib import Path

import pytest

from offline_cache.submission import SubmissionState
from tests.offline_cache.crash_scenes import ERASE_AT_ONCE, EXIT_NO_ROOM, EXIT_STORAGE, sealed_for_sync
from tests.offline_cache.noted_hall import NotedHall
from tests.offline_cache.terminal import Terminal
from tests.offline_cache.traced import Ended, needs_strace, play_traced
from tests.offline_cache.whole_sync import run_until_sent

WITH_RECEIPT = {SubmissionState.RECEIPTED.value, SubmissionState.PURGED.value}

# Of pwrite64 the first eight make the index of the log, the ninth the log's head, the last eighteen are its checkpoint.
# Of fsync the second is the folder's, which SQLite does not insist on; the last three are the checkpoint's.
BROKEN = (
    *(f"pwrite64:error=EIO:when={number}" for number in (1, 9, 11, 30, 60)),
    *(f"fsync:error=EIO:when={number}" for number in (1, 3, 5, 7)),
    *(f"fsync:error=ENOSPC:when={number}" for number in (4, 6)),
)
FULL_FOR_A_WHILE = tuple(f"pwrite64:error=ENOSPC:when={when}" for when in ("9", "11", "20..22", "42..43", "60"))


def play(folder: Path, injection: str) -> Ended:
    ids = sealed_for_sync(folder)
    done = play_traced(folder, injection, scene="sync")
    assert "Traceback" not in done.stderr
    check_synced(folder, ids, blamed=done.returncode != 0)
    return done


def check_synced(folder: Path, ids: list[str], *, blamed: bool) -> None:
    """Nothing counts as receipted that the hall does not hold; a sync that comes after brings everything, once.

    `blamed`: the process ended with an attempt under way, which may be a strike, never more.
    """
    hall = NotedHall.of(folder)
    ledger = Terminal(folder).ledger()
    query = "SELECT sub_id, state, strikes, body IS NULL AS erased FROM item ORDER BY seq"
    try:
        with ledger._outbox.reading() as connection:
            before = connection.exec_driver_sql(query).all()
        assert [row.sub_id for row in before] == ids
        assert {row.sub_id for row in before if row.state in WITH_RECEIPT} <= set(hall.cases())
        assert not [row for row in before if row.erased and row.state != SubmissionState.PURGED.value]
        run_until_sent(ledger, hall, ERASE_AT_ONCE, when_full=lambda _: pytest.fail("full"))
        with ledger._outbox.reading() as connection:
            after = connection.exec_driver_sql(query).all()
        assert {row.state for row in after} <= WITH_RECEIPT
        assert max(row.strikes for row in after) <= blamed
        assert hall.cases() == ids
        assert ledger.cursor() == 1
    finally:
        ledger.close()


@needs_strace
@pytest.mark.row("F14")
@pytest.mark.parametrize("failure", BROKEN)
def test_the_first_error_of_the_disk_ends_sync_and_loses_nothing(tmp_path: Path, failure: str) -> None:
    done = play(tmp_path, failure)
    assert (done.returncode, done.hits) == (EXIT_STORAGE, 1), done.stderr


@needs_strace
@pytest.mark.row("F13")
@pytest.mark.parametrize("failure", FULL_FOR_A_WHILE)
def test_a_disk_that_is_full_for_a_while_neither_ends_sync_nor_counts_against_an_item(
    tmp_path: Path, failure: str
) -> None:
    done = play(tmp_path, failure)
    assert done.hits
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""


@needs_strace
@pytest.mark.row("F13")
def test_a_disk_that_stays_full_is_told_as_full_and_not_as_broken(tmp_path: Path) -> None:
    done = play(tmp_path, "pwrite64:error=ENOSPC:when=20+")
    assert done.returncode == EXIT_NO_ROOM, done.stderr
    assert done.hits >= 3


@needs_strace
@pytest.mark.parametrize("failure", ["pwrite64:error=EIO:when=85", "pwrite64:error=ENOSPC:when=85"])
def test_a_checkpoint_that_fails_at_the_end_is_made_good_by_the_next_start(tmp_path: Path, failure: str) -> None:
    assert play(tmp_path, failure).hits
