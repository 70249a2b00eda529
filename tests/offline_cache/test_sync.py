import asyncio
import base64
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offline_cache.attempts import PAGES_AT_ONCE
from offline_cache.crashpoints import on_crashpoint
from offline_cache.hall_outcomes import Busy, News, Revoked
from offline_cache.hall_queries import Unreachable
from offline_cache.storage_errors import CorruptDatabaseError
from offline_cache.submission import Barred, Good, Sealed, SubmissionState
from offline_cache.sync import Drained, Round, Sync, SyncStatus
from offline_cache.sync_pace import SyncPace
from offline_cache.wire import SubmissionEnvelope
from tests.offline_cache.fake_hall import FakeHall, Fault
from tests.offline_cache.terminal import Terminal, assignment, submission


class Branch:
    """One terminal with its store, its sync and a hall in memory."""

    def __init__(self, folder: Path) -> None:
        self.terminal = Terminal(folder)
        self.room = self.terminal.room()
        self.hall = FakeHall()
        self.said: list[SyncStatus] = []
        self.pace = SyncPace(5.0, 900.0, 3600.0)
        self.start()

    def start(self) -> None:
        terminal = self.terminal
        self.ledger = terminal.ledger()
        self.sync = Sync(
            self.ledger,
            self.hall,
            version="0",
            pace=self.pace,
            rng=random.Random(7),
            free_bytes=lambda: 1,
            say=self.said.append,
        )

    def restart(self) -> None:
        """As after a kill: nothing of the process is left, the files are."""
        self.ledger.close()
        self.start()

    def seal(self, *numbers: int, pages: int = 0) -> list[str]:
        ids = [f"{number:032x}" for number in numbers]
        for sub_id in ids:
            assert isinstance(self.room.seal(submission(sub_id, pages=pages)), Sealed)
        return ids

    def round(self) -> Round:
        return asyncio.run(self.sync.round())

    def state(self, sub_id: str) -> SubmissionState:
        return self.room.delivery(sub_id).state

    def envelope(self, sub_id: str) -> SubmissionEnvelope:
        with self.room.outbox.reading() as connection:
            query = "SELECT header, signature, body FROM item WHERE sub_id = ?"
            header, signature, body = connection.exec_driver_sql(query, (sub_id,)).one()
        return SubmissionEnvelope(header=header, signature=signature, body=base64.b64encode(body).decode())

    def close(self) -> None:
        self.ledger.close()
        self.room.close()


@pytest.fixture
def branch(tmp_path: Path) -> Iterator[Branch]:
    place = Branch(tmp_path)
    yield place
    place.close()


def test_sealed_items_reach_the_hall_and_come_back_with_case_numbers(branch: Branch) -> None:
    ids = branch.seal(1, 2, 3, pages=2)
    assert branch.round() == Drained()
    assert branch.hall.cases() == ids
    deliveries = [branch.room.delivery(sub_id) for sub_id in ids]
    assert [delivery.state for delivery in deliveries] == [SubmissionState.RECEIPTED] * 3
    assert [delivery.case_number for delivery in deliveries] == [f"2610090000000000{n}" for n in (1, 2, 3)]
    assert branch.said[-1] == SyncStatus("up", delivered=3)
    assert branch.room.backlog().delivered_today == 3


def test_headers_go_before_photos(branch: Branch) -> None:
    first, second = branch.seal(1, 2, pages=1)
    branch.round()
    assert branch.hall.calls == [first, second, first, second]


def test_a_new_customer_does_not_wait_behind_a_long_queue_of_photos(branch: Branch) -> None:
    branch.seal(*range(1, 9), pages=2)
    for item in branch.ledger.take(16):
        branch.ledger.end_attempt(item.sub_id, SubmissionState.ANNOUNCED)
    heavy = branch.ledger.take(16)
    assert len(heavy) == PAGES_AT_ONCE
    (fresh,) = branch.seal(9)
    assert [item.sub_id for item in branch.ledger.take(16)] == [fresh]


@pytest.mark.row("F05")
@pytest.mark.parametrize("fault", [Fault.REQUEST_LOST, Fault.ANSWER_LOST])
@pytest.mark.parametrize("at", range(1, 6))
def test_a_lost_request_or_answer_anywhere_costs_a_round_and_nothing_else(
    branch: Branch, fault: Fault, at: int
) -> None:
    ids = branch.seal(1, 2, pages=1)
    branch.hall.weather = [Fault.NONE] * at + [fault]
    assert isinstance(branch.round(), Unreachable)
    assert branch.round() == Drained()
    assert branch.hall.cases() == ids
    assert all(branch.state(sub_id) is SubmissionState.RECEIPTED for sub_id in ids)


def test_an_unreachable_hall_ends_the_round_at_once(branch: Branch) -> None:
    branch.seal(1, 2, 3)
    branch.hall.weather = [Fault.NONE, Fault.REQUEST_LOST]
    assert isinstance(branch.round(), Unreachable)
    assert len(branch.hall.calls) == 1
    assert branch.said[-1].link == "down"
    assert branch.said[-1].waiting == 3


def test_a_busy_hall_ends_the_round_too(branch: Branch) -> None:
    branch.seal(1, 2)
    branch.hall.weather = [Fault.NONE, Fault.BUSY]
    assert isinstance(branch.round(), Busy)
    assert len(branch.hall.calls) == 1


@pytest.mark.row("F17")
@pytest.mark.row("I9")
def test_a_poison_item_is_parked_and_the_next_is_sent_in_the_same_round(branch: Branch) -> None:
    poison, large, good = branch.seal(1, 2, 3)
    branch.hall.poison = {poison}
    branch.hall.too_large = {large}
    branch.round()
    assert branch.state(poison) is SubmissionState.REJECTED
    assert branch.state(large) is SubmissionState.QUARANTINED
    assert branch.state(good) is SubmissionState.RECEIPTED
    assert branch.room.backlog().quarantined == 2
    assert branch.said[-1].quarantined == 2


@pytest.mark.row("F07")
def test_other_bytes_under_the_same_id_are_parked_and_kept(branch: Branch) -> None:
    first, second = branch.seal(1, 2)
    other = Branch(branch.terminal.home / "other")
    other.seal(5)
    other.seal(1)
    other.hall = branch.hall
    other.close()
    other.start()
    asyncio.run(other.sync.round())
    branch.round()
    assert branch.state(first) is SubmissionState.QUARANTINED
    assert branch.state(second) is SubmissionState.RECEIPTED
    other.ledger.close()


def test_an_unsigned_refusal_parks_an_item_only_at_the_fifth_time(branch: Branch) -> None:
    (item,) = branch.seal(1)
    branch.hall.unwanted = {item}
    for _ in range(4):
        branch.round()
        assert branch.state(item) is SubmissionState.SEALED
    branch.round()
    assert branch.state(item) is SubmissionState.QUARANTINED


def test_staff_may_have_a_parked_item_tried_again(branch: Branch) -> None:
    (item,) = branch.seal(1)
    branch.hall.too_large = {item}
    branch.round()
    branch.hall.too_large = set()
    branch.ledger.requeue(item)
    branch.round()
    assert branch.state(item) is SubmissionState.RECEIPTED


@pytest.mark.row("F12")
def test_a_damaged_page_parks_its_item_only(branch: Branch) -> None:
    damaged, good = branch.seal(1, 2, pages=1)
    (item,) = branch.ledger.take(1)
    branch.ledger.end_attempt(item.sub_id)
    path = branch.terminal.data / "attachments" / item.attachments[0]
    path.write_bytes(path.read_bytes()[:-1])
    branch.round()
    assert branch.state(damaged) is SubmissionState.QUARANTINED
    assert branch.state(good) is SubmissionState.RECEIPTED


@pytest.mark.row("F17")
def test_the_bytes_of_a_parked_item_reach_the_hall_once_and_unread(branch: Branch) -> None:
    poison, good = branch.seal(1, 2)
    branch.hall.too_large = {poison}
    branch.round()
    branch.round()
    assert branch.state(good) is SubmissionState.RECEIPTED
    assert [SubmissionEnvelope.model_validate_json(raw) for raw in branch.hall.opaque] == [branch.envelope(poison)]


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


@pytest.mark.row("I4")
def test_payloads_are_erased_after_the_retention_and_never_without_a_receipt(branch: Branch) -> None:
    (sent,) = branch.seal(1, pages=2)
    branch.round()
    (unsent,) = branch.seal(2, pages=2)
    branch.hall.weather = [Fault.REQUEST_LOST] * 50
    folder = branch.terminal.data / "attachments"
    assert len(list(folder.iterdir())) == 4
    branch.terminal.clock.advance(hours=1, seconds=1)
    branch.round()
    branch.hall.weather = []
    branch.ledger.purge(branch.pace.retention)
    assert branch.state(sent) is SubmissionState.PURGED
    assert branch.room.delivery(sent).case_number is not None
    assert branch.state(unsent) is SubmissionState.SEALED
    assert len(list(folder.iterdir())) == 2


@pytest.mark.row("F10")
def test_a_hall_back_from_a_backup_gets_again_what_it_lost(branch: Branch) -> None:
    kept, lost, purged = branch.seal(1, 2, 3, pages=1)
    branch.round()
    with branch.room.outbox.transaction() as connection:
        connection.exec_driver_sql(f"UPDATE item SET receipted_at = '2026-01-01T00:00:00' WHERE sub_id = '{purged}'")
    branch.ledger.purge(branch.pace.retention)
    for sub_id in (lost, purged):
        del branch.hall.held[sub_id]
    branch.hall.files.clear()
    branch.hall.lost = (2, 3)
    branch.restart()
    branch.round()
    assert branch.hall.cases() == [kept, lost]
    assert branch.state(lost) is SubmissionState.RECEIPTED
    assert branch.state(purged) is SubmissionState.PURGED
    with branch.room.outbox.reading() as connection:
        lines = connection.exec_driver_sql("SELECT line FROM audit").scalars().all()
    assert any('"event":"gap"' in line and '"seq":3' in line for line in lines)


@pytest.mark.row("F15")
def test_a_large_outbox_is_verified_beside_the_work(branch: Branch, monkeypatch: pytest.MonkeyPatch) -> None:
    branch.seal(*range(30))
    branch.close()
    path = branch.terminal.data / "outbox.db"
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)
    for module in ("databases", "sync_ledger"):
        monkeypatch.setattr(f"offline_cache.{module}.INLINE_CHECK_BYTES", 1000)
    ledger = branch.terminal.ledger()
    with pytest.raises(CorruptDatabaseError):
        ledger.verify_if_large()
    ledger.close()
    branch.room = branch.terminal.room()
    branch.start()


@pytest.mark.row("F19")
def test_a_revoked_terminal_keeps_what_it_sealed(branch: Branch) -> None:
    (item,) = branch.seal(1)
    branch.hall.revoked = True
    assert isinstance(branch.round(), Revoked)
    assert branch.said[-1].link == "revoked"
    assert branch.state(item) is SubmissionState.SEALED
    assert isinstance(branch.room.standing(), Barred)


@pytest.mark.row("F19")
def test_a_terminal_that_the_hall_welcomes_again_serves_again(branch: Branch) -> None:
    branch.round()
    branch.ledger.note_revoked("locked")
    assert isinstance(branch.room.standing(), Barred)
    branch.restart()
    branch.round()
    assert isinstance(branch.room.standing(), Barred), "a greeting from before, played again"
    branch.hall.time = "2026-10-09T09:31:00+00:00"
    branch.restart()
    assert branch.round() == Drained()
    assert isinstance(branch.room.standing(), Good)
    with branch.room.outbox.reading() as connection:
        assert '"event":"reinstated"' in connection.exec_driver_sql("SELECT line FROM audit").scalars().all()[-1]


@pytest.mark.row("F19")
def test_a_revoked_terminal_destroys_its_drafts(branch: Branch) -> None:
    branch.room.save_draft("d" * 32, "holder", b"answers")
    assert isinstance(branch.room.standing(), Good)
    branch.hall.revoked = True
    branch.round()
    assert branch.room.find_draft("holder") is None


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


def test_the_greeting_tells_backlog_and_chain_heads(branch: Branch) -> None:
    branch.seal(1, 2)
    branch.hall.weather = [Fault.NONE, Fault.REQUEST_LOST]
    branch.round()
    branch.round()
    first, second = branch.hall.greetings
    assert (first.waiting, first.last_seq, first.quarantined) == (2, 2, 0)
    assert first.chain_head == second.chain_head
    assert first.oldest_waiting is not None


@given(failures=st.integers(1, 2000))
def test_the_back_off_never_leaves_its_ceiling(failures: int) -> None:
    sync = Sync(
        None,  # type: ignore[arg-type]
        FakeHall(),
        version="0",
        pace=SyncPace(5.0, 900.0, 1.0),
        rng=random.Random(failures),
        free_bytes=lambda: 0,
    )
    assert 0 <= sync.backoff(failures) <= min(900.0, 5.0 * 2 ** min(failures - 1, 20))


def run_until(branch: Branch, done: Callable[[], bool], on_sleep: Callable[[float], None]) -> None:
    """Plays `Sync.run` with a clock that jumps: whoever sleeps wakes at once."""

    async def play() -> None:
        finished = asyncio.Event()

        async def sleep(seconds: float) -> None:
            on_sleep(seconds)
            if done():
                finished.set()
                await asyncio.Event().wait()
            await asyncio.sleep(0)

        branch.sync._sleep = sleep
        running = asyncio.create_task(branch.sync.run())
        await finished.wait()
        running.cancel()
        await asyncio.wait({running})

    asyncio.run(play())


def test_the_loop_keeps_trying_through_a_long_outage(branch: Branch) -> None:
    ids = branch.seal(1, 2, 3, pages=1)
    branch.hall.weather = [Fault.REQUEST_LOST] * 40
    pauses: list[float] = []
    run_until(branch, lambda: len(branch.hall.cases()) == 3, pauses.append)
    assert sorted(branch.hall.cases()) == ids
    assert max(pauses) <= 900.0


@settings(max_examples=25, deadline=None)
@given(
    weather=st.lists(st.sampled_from(list(Fault)), max_size=40),
    pages=st.lists(st.integers(0, 2), min_size=1, max_size=4),
    in_flight=st.integers(1, 3),
)
@pytest.mark.row("I1")
def test_in_any_weather_every_item_arrives_exactly_once(
    tmp_path_factory: pytest.TempPathFactory, weather: list[Fault], pages: list[int], in_flight: int
) -> None:
    branch = Branch(tmp_path_factory.mktemp("weather"))
    branch.hall.weather = list(weather)
    branch.hall.in_flight = in_flight
    ids = [branch.seal(number, pages=count)[0] for number, count in enumerate(pages)]
    for _ in range(len(weather) + 1):
        if branch.round() == Drained():
            break
    assert sorted(branch.hall.cases()) == sorted(ids)
    assert sorted(header.seq for header, _ in branch.hall.held.values()) == list(range(1, len(ids) + 1))
    branch.close()
