"""What a round brings to the hall, in any weather."""

import asyncio
import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offline_cache.attempts import PAGES_AT_ONCE
from offline_cache.hall_outcomes import Busy
from offline_cache.hall_queries import Unreachable
from offline_cache.submission import SubmissionState
from offline_cache.sync import Drained, Sync, SyncStatus
from offline_cache.sync_pace import SyncPace
from offline_cache.wire import SubmissionEnvelope
from tests.offline_cache.branch import Branch
from tests.offline_cache.fake_hall import FakeHall, Fault


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
    assert branch.ledger.requeue("f" * 32) == ()
    assert branch.ledger.requeue(item) == (item,)
    assert branch.ledger.requeue(item) == ()
    branch.round()
    assert branch.state(item) is SubmissionState.RECEIPTED


def test_staff_may_have_everything_that_is_parked_tried_again(branch: Branch) -> None:
    first, second, good = branch.seal(1, 2, 3)
    branch.hall.too_large, branch.hall.poison = {first}, {second}
    branch.round()
    branch.hall.too_large, branch.hall.poison = set(), set()
    assert sorted(branch.ledger.requeue()) == [first, second]
    branch.round()
    assert all(branch.state(item) is SubmissionState.RECEIPTED for item in (first, second, good))


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
