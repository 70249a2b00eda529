"""What lies in the locker, who may take it, and which doors were opened: the books of the store."""

import base64
from pathlib import Path

import pytest

from offline_cache.sqlite_store import SqliteStore
from offline_cache.submission import (
    CodeCheck,
    DoorIntent,
    DoorPurpose,
)
from offline_cache.wire import (
    AssignmentEnded,
    LockerEvent,
)
from tests.offline_cache.opened_store import deliver, ledger, play, sealed_of
from tests.offline_cache.terminal import HALL_OPENING, Terminal, assignment, submission

PERSON = "310104195403120020"
PARCEL = "a" * 32


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path)


def event(kind: str, cell: int = 7, *, parcel: str | None = None, number: str | None = None) -> LockerEvent:
    return LockerEvent.model_validate(
        {"kind": kind, "cell": cell, "parcel_id": parcel, "number": number, "at": "2026-10-09T09:31:00+00:00"}
    )


async def put_in_cell(store: SqliteStore, terminal: Terminal) -> None:
    deliver(terminal, assignment(PARCEL))
    await store.record_intent(DoorIntent("i1", 7, DoorPurpose.DELIVERY, parcel_id=PARCEL))
    await store.record_door("i1", event("delivered", parcel=PARCEL))


def test_a_parcel_is_found_by_its_owner_once_it_is_in_a_cell(terminal: Terminal) -> None:
    async def scene(store: SqliteStore) -> None:
        deliver(terminal, assignment(PARCEL))
        assert await store.parcels_for(PERSON) == ()
        announced = await store.parcel_by_label(assignment(PARCEL).label)
        assert announced is not None
        assert announced.cell is None
        await store.record_intent(DoorIntent("i1", 7, DoorPurpose.DELIVERY, parcel_id=PARCEL))
        assert await store.occupied_cells() == {7}
        await store.record_door("i1", event("delivered", parcel=PARCEL))
        (parcel,) = await store.parcels_for(PERSON)
        assert (parcel.cell, parcel.number) == (7, assignment().number)
        assert await store.parcels_for("310104200002290022") == ()
        assert await store.parcel_by_label(assignment(PARCEL).label) is None
        await store.record_intent(DoorIntent("i2", 7, DoorPurpose.PICKUP, parcel_id=PARCEL))
        await store.record_door("i2", event("picked-up", parcel=PARCEL))
        assert await store.parcels_for(PERSON) == ()
        assert await store.occupied_cells() == frozenset()

    play(terminal, scene)


def test_the_right_code_opens_and_a_wrong_one_does_not(terminal: Terminal) -> None:
    async def scene(store: SqliteStore) -> None:
        await put_in_cell(store, terminal)
        assert await store.check_code(PARCEL, "00000000") is CodeCheck.WRONG
        assert await store.check_code(PARCEL, "24681357") is CodeCheck.RIGHT

    play(terminal, scene)


def test_five_wrong_codes_lock_for_fifteen_minutes_also_across_a_restart(terminal: Terminal) -> None:
    async def guess(store: SqliteStore) -> None:
        await put_in_cell(store, terminal)
        answers = [await store.check_code(PARCEL, f"{n:08}") for n in range(5)]
        assert answers == [CodeCheck.WRONG] * 4 + [CodeCheck.LOCKED]

    async def wait(store: SqliteStore) -> None:
        assert await store.check_code(PARCEL, "24681357") is CodeCheck.LOCKED
        terminal.clock.advance(minutes=14, seconds=59)
        assert await store.check_code(PARCEL, "24681357") is CodeCheck.LOCKED
        terminal.clock.advance(seconds=2)
        assert await store.check_code(PARCEL, "24681357") is CodeCheck.RIGHT

    play(terminal, guess)
    play(terminal, wait)


def test_a_result_not_picked_up_in_time_may_be_had_until_staff_take_it_out(terminal: Terminal) -> None:
    async def scene(store: SqliteStore) -> None:
        await put_in_cell(store, terminal)
        assert await store.to_collect() == ()
        terminal.clock.advance(days=8)
        (overdue,) = await store.to_collect()
        assert (overdue.parcel_id, overdue.cell) == (PARCEL, 7)
        assert await store.check_code(PARCEL, "24681357") is CodeCheck.RIGHT
        await store.record_intent(DoorIntent("i9", 7, DoorPurpose.COLLECTION, parcel_id=PARCEL))
        await store.record_door("i9", event("collected", parcel=PARCEL))
        assert await store.to_collect() == ()
        assert await store.parcels_for(PERSON) == ()
        assert await store.occupied_cells() == frozenset()

    play(terminal, scene)


def test_an_ended_assignment_leaves_its_cell_to_staff(terminal: Terminal) -> None:
    async def scene(store: SqliteStore) -> None:
        await put_in_cell(store, terminal)
        deliver(terminal, AssignmentEnded(parcel_id=PARCEL))
        assert await store.parcels_for(PERSON) == ()
        assert await store.occupied_cells() == {7}
        assert [(one.parcel_id, one.cell) for one in await store.to_collect()] == [(PARCEL, 7)]
        await store.record_intent(DoorIntent("i9", 7, DoorPurpose.COLLECTION, parcel_id=PARCEL))
        await store.record_door("i9", event("collected", parcel=PARCEL))
        assert await store.occupied_cells() == frozenset()

    play(terminal, scene)


def test_an_original_goes_in_once_and_waits_for_staff(terminal: Terminal) -> None:
    async def scene(store: SqliteStore) -> None:
        plain = sealed_of(await store.seal(submission("b" * 32)))
        sealed = sealed_of(await store.seal(submission(original=True)))
        assert not await store.deposit_allowed(plain.number)
        assert not await store.deposit_allowed("K0042261009399990")
        assert await store.deposit_allowed(sealed.number)
        await store.record_intent(DoorIntent("i1", 3, DoorPurpose.DEPOSIT, number=sealed.number))
        await store.record_door("i1", event("deposited", 3, number=sealed.number))
        assert not await store.deposit_allowed(sealed.number)
        (waiting,) = await store.to_collect()
        assert (waiting.number, waiting.cell) == (sealed.number, 3)
        await store.record_intent(DoorIntent("i2", 3, DoorPurpose.COLLECTION, number=sealed.number))
        await store.record_door("i2", event("collected", 3, number=sealed.number))
        assert await store.to_collect() == ()

    play(terminal, scene)


@pytest.mark.row("F24")
def test_an_intent_without_outcome_is_still_unresolved_after_a_restart(terminal: Terminal) -> None:
    intent = DoorIntent("i1", 7, DoorPurpose.PICKUP, parcel_id=PARCEL, number="K1")

    async def before(store: SqliteStore) -> None:
        await store.record_intent(intent)

    async def after(store: SqliteStore) -> None:
        assert await store.unresolved_intents() == (intent,)
        assert await store.occupied_cells() == {7}
        await store.record_door("i1", event("door-uncertain"))
        assert await store.unresolved_intents() == ()
        assert await store.occupied_cells() == {7}
        with pytest.raises(KeyError):
            await store.record_door("i1", event("picked-up"))

    play(terminal, before)
    play(terminal, after)


def test_a_door_event_is_sealed_for_the_hall_with_the_books(terminal: Terminal) -> None:
    async def scene(store: SqliteStore) -> None:
        await store.record_intent(DoorIntent("i1", 7, DoorPurpose.DELIVERY, parcel_id=PARCEL, number="K1"))
        sealed = sealed_of(await store.record_door("i1", event("delivered", parcel=PARCEL)))
        book = ledger(terminal)
        (item, *_) = book.take(1)
        assert item.sub_id == sealed.sub_id
        plain = HALL_OPENING.open_body(item.envelope.header.encode(), base64.b64decode(item.envelope.body))
        assert LockerEvent.model_validate_json(plain).kind == "delivered"
        assert await store.occupied_cells() == {7}, "content nobody announced must not be opened for the next customer"
        book.close()

    play(terminal, scene)
