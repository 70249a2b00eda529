"""A clock that was set wrong, jumped or died neither destroys what waits nor brings it back."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offline_cache.hall_time import clock_offset, read_moment, time_floor, trusted_now
from offline_cache.store_room import StoreRoom
from offline_cache.submission import CodeCheck, DoorIntent, DoorPurpose
from offline_cache.sync_ledger import SyncLedger
from offline_cache.wire import HelloAnswer, InboxBatch, InboxEntry, LockerEvent, SubmissionHeader
from tests.offline_cache.terminal import Terminal, assignment, submission

START = datetime(2026, 10, 9, 9, 30, tzinfo=UTC)
JUMPS = {
    "1970": datetime(1970, 1, 1, tzinfo=UTC),
    "a day back": START - timedelta(days=1),
    "ten years on": START + timedelta(days=3652),
}


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path)


@pytest.fixture
def room(terminal: Terminal) -> Iterator[StoreRoom]:
    opened = terminal.room()
    yield opened
    opened.close()


@pytest.fixture
def ledger(terminal: Terminal, room: StoreRoom) -> Iterator[SyncLedger]:
    opened = terminal.ledger()
    yield opened
    opened.close()


def hear(ledger: SyncLedger, hall_time: datetime) -> None:
    ledger.note_greeting(HelloAnswer(hall_time=hall_time.isoformat(), poll_seconds=60))


def now(room: StoreRoom, terminal: Terminal) -> datetime:
    with room.outbox.reading() as connection:
        return trusted_now(connection, terminal.clock)


def quality(room: StoreRoom, terminal: Terminal) -> str:
    with room.outbox.reading() as connection:
        return read_moment(connection, terminal.clock).quality


def put_in_cell(room: StoreRoom, ledger: SyncLedger) -> None:
    """A result, whose code is 24681357."""
    entry = InboxEntry(position=1, message=assignment("a" * 32))
    ledger.apply_inbox(InboxBatch(terminal_id="SH-0042-3", entries=(entry,)))
    room.record_intent(DoorIntent("i1", 1, DoorPurpose.DELIVERY, parcel_id="a" * 32))
    room.record_door("i1", LockerEvent(kind="delivered", cell=1, parcel_id="a" * 32, at="2026-10-09T09:31:00+00:00"))


def close(first: datetime, second: datetime) -> bool:
    return abs(first - second) < timedelta(seconds=1)


def test_without_the_hall_the_clock_is_all_there_is(room: StoreRoom, terminal: Terminal) -> None:
    assert now(room, terminal) == START
    assert quality(room, terminal) == "rtc"


@pytest.mark.row("F16")
@pytest.mark.parametrize("jump", JUMPS)
def test_within_a_boot_time_counts_on_from_the_hall_s(
    room: StoreRoom, ledger: SyncLedger, terminal: Terminal, jump: str
) -> None:
    hear(ledger, START + timedelta(seconds=30))
    terminal.clock.advance(minutes=5)
    terminal.clock.jump(JUMPS[jump])
    assert close(now(room, terminal), START + timedelta(minutes=5, seconds=30))
    assert quality(room, terminal) == "hall"


@pytest.mark.row("F16")
@pytest.mark.parametrize("jump", JUMPS)
def test_after_a_boot_with_an_unbelievable_clock_time_goes_on_from_the_floor(
    room: StoreRoom, ledger: SyncLedger, terminal: Terminal, jump: str
) -> None:
    hear(ledger, START)
    terminal.clock.reboot()
    terminal.clock.jump(JUMPS[jump])
    assert close(now(room, terminal), START)
    assert quality(room, terminal) == "unknown"
    terminal.clock.ticks += 10 * 3600 * 10**9
    assert close(now(room, terminal), START + timedelta(hours=10))


@pytest.mark.row("F16")
def test_with_a_dead_battery_and_no_line_a_locked_code_is_asked_for_again(
    room: StoreRoom, ledger: SyncLedger, terminal: Terminal
) -> None:
    hear(ledger, START)
    put_in_cell(room, ledger)
    terminal.clock.reboot()
    terminal.clock.jump(JUMPS["1970"])
    for _ in range(5):
        room.check_code("a" * 32, "wrong")
    assert room.check_code("a" * 32, "24681357") is CodeCheck.LOCKED
    terminal.clock.ticks += 15 * 60 * 10**9
    assert room.check_code("a" * 32, "24681357") is CodeCheck.RIGHT


def test_after_a_boot_a_believable_clock_is_believed(room: StoreRoom, ledger: SyncLedger, terminal: Terminal) -> None:
    hear(ledger, START)
    terminal.clock.reboot(timedelta(days=30))
    assert now(room, terminal) == START + timedelta(days=30)
    assert quality(room, terminal) == "rtc"


@settings(deadline=None, max_examples=15)
@given(times=st.lists(st.integers(-(10**7), 10**7), min_size=1))
def test_the_floor_never_falls(tmp_path_factory: pytest.TempPathFactory, times: list[int]) -> None:
    terminal = Terminal(tmp_path_factory.mktemp("floor"))
    book = terminal.ledger()
    room = terminal.room()
    floors = []
    for seconds in times:
        hear(book, START + timedelta(seconds=seconds))
        with room.outbox.reading() as connection:
            floors.append(time_floor(connection))
    assert floors == sorted(floors, key=lambda floor: floor or START)
    book.close()
    room.close()


def test_the_offset_of_the_clock_is_known_to_staff(room: StoreRoom, ledger: SyncLedger, terminal: Terminal) -> None:
    hear(ledger, START - timedelta(minutes=11))
    with room.outbox.reading() as connection:
        assert clock_offset(connection, terminal.clock) == timedelta(minutes=11)


@pytest.mark.row("F16")
@pytest.mark.parametrize("jump", JUMPS)
def test_no_draft_dies_of_a_jump(room: StoreRoom, terminal: Terminal, jump: str) -> None:
    room.save_draft("1" * 32, "holder", b"answers")
    terminal.clock.jump(JUMPS[jump])
    assert room.find_draft("holder") is not None
    terminal.clock.advance(hours=2, seconds=1)
    assert room.find_draft("holder") is None


@pytest.mark.row("F16")
@pytest.mark.parametrize("jump", JUMPS)
def test_no_draft_dies_of_a_jump_over_a_boot(room: StoreRoom, terminal: Terminal, jump: str) -> None:
    room.save_draft("1" * 32, "holder", b"answers")
    terminal.clock.reboot()
    terminal.clock.jump(JUMPS[jump])
    assert room.find_draft("holder") is not None
    terminal.clock.advance(hours=2, seconds=1)
    assert room.find_draft("holder") is None


@pytest.mark.row("F16")
@pytest.mark.parametrize("jump", JUMPS)
def test_no_result_is_overdue_and_no_pickup_code_dies_of_a_jump(
    room: StoreRoom, ledger: SyncLedger, terminal: Terminal, jump: str
) -> None:
    hear(ledger, START)
    put_in_cell(room, ledger)
    terminal.clock.jump(JUMPS[jump])
    assert room.to_collect() == (), "nothing for staff to take out"
    assert room.check_code("a" * 32, "24681357") is CodeCheck.RIGHT


@pytest.mark.row("F16")
@pytest.mark.parametrize("jump", JUMPS)
def test_ids_and_order_do_not_hang_on_the_clock(
    room: StoreRoom, ledger: SyncLedger, terminal: Terminal, jump: str
) -> None:
    room.seal(submission("1" * 32))
    terminal.clock.jump(JUMPS[jump])
    room.seal(submission("2" * 32))
    first, second = ledger.take(2)
    headers = [SubmissionHeader.model_validate_json(item.envelope.header) for item in (first, second)]
    assert [header.seq for header in headers] == [1, 2]
    assert headers[1].previous == first.header_digest
    assert headers[1].monotonic_ns > headers[0].monotonic_ns
