"""Sync that ends in the middle of something goes on where it was."""

import asyncio

import pytest

from offline_cache.crashpoints import on_crashpoint
from offline_cache.hall_outcomes import News
from offline_cache.submission import SubmissionState
from offline_cache.sync import Drained
from tests.offline_cache.branch import Branch
from tests.offline_cache.terminal import assignment


class Killed(BaseException):
    """Stands in for SIGKILL where the process may live on."""


@pytest.mark.parametrize(
    ("point", "passes"),
    [(point, passes) for point in ("sync.attempt_committed", "sync.answered") for passes in (1, 2, 3)]
    + [("sync.purged", 1)],
)
def test_a_kill_at_any_point_of_an_attempt_loses_and_doubles_nothing(branch: Branch, point: str, passes: int) -> None:
    kill_and_recover(branch, point, passes)


def kill_and_recover(branch: Branch, point: str, passes: int = 1) -> None:
    ids = branch.seal(1, 2, pages=1)
    seen: list[str] = []

    def kill(name: str) -> None:
        seen.append(name)
        if seen.count(point) == passes:
            raise Killed

    on_crashpoint(kill)
    try:
        with pytest.raises(BaseExceptionGroup) if point != "sync.purged" else pytest.raises(Killed):
            branch.round()
    finally:
        on_crashpoint(lambda _name: None)
    branch.restart()
    branch.ledger.recover()
    assert branch.round() == Drained()
    assert sorted(branch.hall.cases()) == ids
    assert all(branch.state(sub_id) is SubmissionState.RECEIPTED for sub_id in ids)


def test_an_item_that_crashes_the_process_five_times_is_parked(branch: Branch) -> None:
    bad, *innocent, good = branch.seal(*range(1, 8))
    assert len(branch.ledger.take(16)) == 7
    for _ in range(4):
        branch.restart()
        assert branch.ledger.recover() == ()
        (item,) = branch.ledger.take(16)
        assert item.sub_id == bad, "after a crash one at a time"
    branch.restart()
    assert branch.ledger.recover() == (bad,)
    assert branch.round() == Drained()
    assert branch.state(bad) is SubmissionState.QUARANTINED
    assert all(branch.state(sub_id) is SubmissionState.RECEIPTED for sub_id in (*innocent, good))


@pytest.mark.parametrize("point", ["inbox.before_commit", "inbox.committed"])
def test_a_kill_while_applying_the_inbox_applies_it_once(branch: Branch, point: str) -> None:
    kill_the_inbox(branch, point)


def kill_the_inbox(branch: Branch, point: str) -> None:
    branch.hall.messages = [assignment("a" * 32), assignment("b" * 32)]

    def kill(name: str) -> None:
        if name == point:
            raise Killed

    on_crashpoint(kill)
    try:
        with pytest.raises(Killed):
            asyncio.run(branch.sync.listen())
    finally:
        on_crashpoint(lambda _name: None)
    branch.restart()
    assert branch.ledger.cursor() == (0 if point == "inbox.before_commit" else 2)
    asyncio.run(branch.sync.listen())
    assert branch.ledger.cursor() == 2
    assert branch.room.parcel_by_label("L-aaaaaa") is not None
    assert branch.room.parcel_by_label("L-bbbbbb") is not None


def test_the_inbox_is_applied_once_and_in_order(branch: Branch) -> None:
    branch.hall.messages = [assignment("a" * 32)]
    assert isinstance(asyncio.run(branch.sync.listen()), News)
    branch.hall.messages.append(assignment("b" * 32))
    branch.restart()
    answer = asyncio.run(branch.sync.listen())
    assert isinstance(answer, News)
    assert [entry.position for entry in answer.batch.entries] == [2]
    assert branch.ledger.cursor() == 2
    branch.ledger.apply_inbox(answer.batch)
    assert branch.ledger.cursor() == 2
    assert branch.room.parcel_by_label("L-bbbbbb") is not None
