"""A month without the hall, and a hall that comes and goes."""

import asyncio
import random
import shutil
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from offline_cache.disk_space import DiskLevel, DiskUsage
from offline_cache.hall_queries import Unreachable
from offline_cache.submission import SubmissionState
from offline_cache.sync import Drained
from tests.offline_cache.branch import Branch
from tests.offline_cache.fake_hall import Fault

DAYS = 30
A_DAY = 4


@pytest.fixture
def branch(tmp_path: Path) -> Branch:
    return Branch(tmp_path)


@pytest.mark.row("F23")
def test_thirty_days_offline_are_all_delivered_when_the_line_is_back(branch: Branch) -> None:
    ids = []
    for day in range(DAYS):
        ids += branch.seal(*range(day * A_DAY, (day + 1) * A_DAY), pages=day % 3)
        branch.hall.weather = [Fault.REQUEST_LOST]
        assert isinstance(branch.round(), Unreachable)
        branch.terminal.clock.advance(days=1)
    backlog = branch.room.backlog()
    assert backlog.waiting == DAYS * A_DAY
    assert backlog.oldest is not None
    assert branch.terminal.clock.now() - backlog.oldest == timedelta(days=DAYS)
    assert branch.round() == Drained()
    assert sorted(branch.hall.cases()) == sorted(ids)
    branch.terminal.clock.advance(hours=1, seconds=1)
    branch.round()
    assert list((branch.terminal.data / "attachments").iterdir()) == []
    branch.close()


@pytest.mark.row("F23")
def test_only_a_watermark_stops_taking_and_nothing_unsent_is_deleted_for_room(branch: Branch) -> None:
    free = 50
    disk = branch.terminal.disk
    branch.room.close()
    branch.terminal.disk = type(disk)(disk.journal, disk.session, lambda _folder: DiskUsage(100, free), 1)
    branch.room = branch.terminal.room()
    branch.seal(1, pages=2)
    levels = []
    for left in (50, 19, 9, 4):
        free = left
        branch.terminal.clock.advance(days=10)
        levels.append(branch.room.prepare_session())
    assert levels == [DiskLevel.PLENTY, DiskLevel.LOW, DiskLevel.NO_PAGES, DiskLevel.OUT_OF_SERVICE]
    assert branch.state(f"{1:032x}") is SubmissionState.SEALED
    assert len(list((branch.terminal.data / "attachments").iterdir())) == 2
    branch.close()


@pytest.mark.row("F09")
def test_a_hall_that_fails_over_for_half_a_minute_costs_nothing(branch: Branch) -> None:
    ids = branch.seal(*range(6), pages=1)
    rng = random.Random(24)
    trouble = rng.choices([Fault.REQUEST_LOST, Fault.ANSWER_LOST, Fault.BUSY], k=12)
    branch.hall.weather = [Fault.NONE] * 4 + trouble
    rounds = 0
    while branch.round() != Drained():
        rounds += 1
    assert rounds == len(trouble), "each trouble ends a round, and none is asked twice in it"
    assert sorted(branch.hall.cases()) == sorted(ids)
    branch.close()


@pytest.mark.row("F22")
def test_terminals_that_lost_the_hall_together_do_not_come_back_together(branch: Branch) -> None:
    """14,000 terminals, third failure (ceiling 20 s): no second gets more than twice its share."""
    waits = []
    for seed in range(14_000):
        branch.sync._rng = random.Random(seed)
        waits.append(branch.sync.backoff(3))
    per_second = Counter(int(wait) for wait in waits)
    assert max(per_second.values()) < 2 * 14_000 / 20
    branch.close()


@pytest.mark.row("F18")
def test_a_submission_of_a_flow_the_hall_no_longer_knows_keeps_all_its_bytes(branch: Branch) -> None:
    (unknown,) = branch.seal(1, pages=2)
    branch.hall.poison = {unknown}
    branch.round()
    assert branch.state(unknown) is SubmissionState.REJECTED
    assert len(branch.hall.opaque) == 1
    branch.terminal.clock.advance(days=60)
    branch.round()
    assert len(list((branch.terminal.data / "attachments").iterdir())) == 2
    branch.hall.poison = set()
    branch.ledger.requeue(unknown)
    branch.round()
    assert branch.state(unknown) is SubmissionState.RECEIPTED
    branch.close()


@pytest.mark.row("F26")
def test_sealing_goes_on_while_sync_crashes_in_a_loop(branch: Branch) -> None:
    for crash in range(8):
        branch.seal(crash)
        branch.ledger.take(16)
        branch.restart()
        branch.ledger.recover()
    parked = branch.room.backlog().quarantined
    assert parked >= 1, "the item that is always there when it crashes"
    assert branch.round() == Drained()
    assert len(branch.hall.cases()) == 8 - parked
    branch.close()


@pytest.mark.row("F20")
@pytest.mark.row("F07")
def test_a_cloned_disk_forks_the_chain_and_is_told_apart(branch: Branch) -> None:
    """Both go on from the same head: same sequence number, other header."""
    branch.seal(1)
    branch.round()
    shutil.copytree(branch.terminal.home, branch.terminal.home.with_name("clone"))
    clone = Branch(branch.terminal.home.with_name("clone"))
    clone.hall = branch.hall
    clone.restart()
    (mine,) = branch.seal(2)
    (other,) = clone.seal(3)
    branch.round()
    clone.round()
    headers = [header for header, _ in branch.hall.held.values()]
    assert {mine, other} <= set(branch.hall.held)
    assert [header.seq for header in headers] == [1, 2, 2]
    assert headers[1].previous == headers[2].previous, "the fork, for the hall to see"
    branch.close()
    clone.close()


@pytest.mark.row("I11")
@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="open files cannot be counted here")
def test_days_of_work_leave_no_open_file_and_no_endless_log(branch: Branch) -> None:
    def open_files() -> int:
        return len(list(Path("/proc/self/fd").iterdir()))

    def a_day(day: int) -> None:
        branch.seal(*range(day * 10, day * 10 + 10), pages=1)
        branch.restart()
        branch.ledger.recover()
        assert branch.round() == Drained()
        branch.terminal.clock.advance(hours=24)
        branch.round()

    a_day(0)
    before = open_files()
    for day in range(1, 15):
        a_day(day)
    assert open_files() <= before
    assert (branch.terminal.data / "outbox.db-wal").stat().st_size < 8 * 2**20
    assert list((branch.terminal.data / "attachments").iterdir()) == []
    branch.close()


def test_a_branch_that_never_rests_greets_in_time_too(branch: Branch) -> None:
    """A new submission every 20 s, a greeting every 60: the hall must not take it for silent."""
    seconds = 0.0
    branch.sync._ticks = lambda: seconds
    for number in range(10):
        seconds = number * 20.0
        branch.seal(number)
        assert branch.round() == Drained()
    assert len(branch.hall.greetings) == 4
    branch.close()


def test_a_long_poll_that_fails_backs_off(branch: Branch) -> None:
    branch.hall.weather = [Fault.REQUEST_LOST]
    assert isinstance(asyncio.run(branch.sync.listen()), Unreachable)
    branch.close()
