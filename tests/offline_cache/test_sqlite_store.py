import asyncio
import base64
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from offline_cache.numbers import is_number
from offline_cache.sealing import GENESIS, digest, envelope_statement, open_attachment, verify
from offline_cache.sqlite_store import SqliteStore, open_store
from offline_cache.submission import (
    CodeCheck,
    DoorIntent,
    DoorPurpose,
    Sealed,
    Submission,
    SubmissionState,
)
from offline_cache.sync_ledger import SyncLedger
from offline_cache.wire import (
    AssignmentEnded,
    InboxBatch,
    InboxEntry,
    InboxMessage,
    LockerEvent,
    RatingBody,
    SubmissionBody,
    SubmissionHeader,
)
from tests.offline_cache.terminal import HALL_OPENING, Terminal, assignment, submission

PERSON = "310104195403120020"
PARCEL = "a" * 32


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path)


@asynccontextmanager
async def opened(terminal: Terminal) -> AsyncIterator[SqliteStore]:
    store = await open_store(terminal.data, terminal.keys, terminal.sealer, terminal.disk)
    try:
        yield store
    finally:
        await store.close()


def play(terminal: Terminal, scene: Callable[[SqliteStore], Awaitable[None]]) -> None:
    async def run() -> None:
        async with opened(terminal) as store:
            await scene(store)

    asyncio.run(run())


def ledger(terminal: Terminal) -> SyncLedger:
    return terminal.ledger()


def deliver(terminal: Terminal, *messages: InboxMessage) -> None:
    """As the sync process does when the hall's inbox has news."""
    book = ledger(terminal)
    after = book.cursor()
    entries = tuple(InboxEntry(position=after + 1 + at, message=message) for at, message in enumerate(messages))
    book.apply_inbox(InboxBatch(terminal_id=terminal.identity.terminal_id, entries=entries))
    book.close()


def event(kind: str, cell: int = 7, *, parcel: str | None = None, number: str | None = None) -> LockerEvent:
    return LockerEvent.model_validate(
        {"kind": kind, "cell": cell, "parcel_id": parcel, "number": number, "at": "2026-10-09T09:31:00+00:00"}
    )


async def put_in_cell(store: SqliteStore, terminal: Terminal) -> None:
    deliver(terminal, assignment(PARCEL))
    await store.record_intent(DoorIntent("i1", 7, DoorPurpose.DELIVERY, parcel_id=PARCEL))
    await store.record_door("i1", event("delivered", parcel=PARCEL))


def sealed_of(outcome: object) -> Sealed:
    assert isinstance(outcome, Sealed)
    return outcome


def test_the_hall_opens_what_was_sealed_and_finds_every_page(terminal: Terminal) -> None:
    async def scene(store: SqliteStore) -> None:
        sealed = sealed_of(await store.seal(submission(pages=2)))
        book = ledger(terminal)
        (item, *_) = book.take(1)
        header = SubmissionHeader.model_validate_json(item.envelope.header)
        body = base64.b64decode(item.envelope.body)
        statement = envelope_statement(item.envelope.header.encode(), body)
        assert verify(terminal.identity.signing_key.public, statement, item.envelope.signature)
        plain = SubmissionBody.model_validate_json(HALL_OPENING.open_body(item.envelope.header.encode(), body))
        assert plain.facts["person.name"].value == "王玉兰"
        assert (header.seq, header.previous, header.number) == (1, GENESIS, sealed.number)
        keys = {entry.digest: base64.b64decode(entry.key) for entry in plain.attachment_keys}
        pages = [open_attachment(keys[name], book.read_attachment(name)) for name in item.attachments]
        assert pages == [page.data for page in submission(pages=2).attachments]
        assert plain.materials[0].id == "lease"
        assert plain.materials[0].attachments == item.attachments
        assert [entry.size for entry in header.attachments] == [len(book.read_attachment(n)) for n in item.attachments]
        book.close()

    play(terminal, scene)


def test_numbers_are_valid_count_up_and_begin_again_each_day(terminal: Terminal) -> None:
    async def scene(store: SqliteStore) -> None:
        numbers = [sealed_of(await store.seal(submission(f"{n:032x}"))).number for n in range(2)]
        terminal.clock.advance(days=1)
        numbers.append(sealed_of(await store.seal(submission(f"{9:032x}"))).number)
        assert all(is_number(number) for number in numbers)
        assert [number[:16] for number in numbers] == ["K004226100930001", "K004226100930002", "K004226101030001"]

    play(terminal, scene)


def test_each_header_names_the_one_before(terminal: Terminal) -> None:
    async def scene(store: SqliteStore) -> None:
        for n in range(3):
            await store.seal(submission(f"{n:032x}"))
        book = ledger(terminal)
        previous = GENESIS
        for seq in (1, 2, 3):
            (item,) = book.take(1)
            header = SubmissionHeader.model_validate_json(item.envelope.header)
            assert (header.seq, header.previous) == (seq, previous)
            previous = digest(item.envelope.header.encode())
        assert book.hello("0", 0).chain_head == previous
        book.close()

    play(terminal, scene)


def test_sealing_the_same_submission_again_gives_the_same_number(terminal: Terminal) -> None:
    async def scene(store: SqliteStore) -> None:
        first = await store.seal(submission())
        assert await store.seal(submission()) == first
        assert (await store.backlog()).waiting == 1

    play(terminal, scene)


def test_a_rating_goes_the_same_way_under_the_number_it_is_about(terminal: Terminal) -> None:
    async def scene(store: SqliteStore) -> None:
        first = sealed_of(await store.seal(submission()))
        rating = Submission(
            "d" * 32, "312000218000", "f" * 64, RatingBody(number=first.number, stars=4), number=first.number
        )
        assert sealed_of(await store.seal(rating)).number == first.number
        book = ledger(terminal)
        _, item = book.take(2)
        assert json.loads(item.envelope.header)["purpose"] == "rating"
        book.close()

    play(terminal, scene)


def test_a_sealed_submission_survives_the_process(terminal: Terminal) -> None:
    async def seal(store: SqliteStore) -> None:
        await store.seal(submission(pages=1))

    async def look(store: SqliteStore) -> None:
        assert (await store.delivery(submission().sub_id)).state is SubmissionState.SEALED
        assert (await store.backlog()).waiting == 1

    play(terminal, seal)
    play(terminal, look)


def test_an_unknown_submission_has_no_delivery(terminal: Terminal) -> None:
    async def scene(store: SqliteStore) -> None:
        with pytest.raises(KeyError):
            await store.delivery("9" * 32)

    play(terminal, scene)


def test_a_draft_is_found_by_its_holder_only(terminal: Terminal) -> None:
    async def scene(store: SqliteStore) -> None:
        await store.save_draft("1" * 32, "holder-a", b"one")
        await store.save_draft("1" * 32, "holder-a", b"two")
        draft = await store.find_draft("holder-a")
        assert draft is not None
        assert (draft.sub_id, draft.answers) == ("1" * 32, b"two")
        assert await store.find_draft("holder-b") is None
        await store.drop_draft("1" * 32)
        assert await store.find_draft("holder-a") is None

    play(terminal, scene)


@pytest.mark.row("F01")
def test_a_draft_is_there_after_a_crash_and_gone_after_two_hours(terminal: Terminal) -> None:
    async def save(store: SqliteStore) -> None:
        await store.save_draft("1" * 32, "holder", b"answers")

    async def find(store: SqliteStore) -> None:
        assert await store.find_draft("holder") is not None
        terminal.clock.advance(hours=2, seconds=1)
        assert await store.find_draft("holder") is None

    play(terminal, save)
    play(terminal, find)


def test_sealing_destroys_the_draft(terminal: Terminal) -> None:
    async def scene(store: SqliteStore) -> None:
        await store.save_draft(submission().sub_id, "holder", b"answers")
        await store.seal(submission())
        assert await store.find_draft("holder") is None

    play(terminal, scene)


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
