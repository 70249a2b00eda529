"""What staff keep an eye on, and what a card finds again."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select, text

from offline_cache.databases import open_database
from offline_cache.keys import KeyName
from offline_cache.schema import DRAFTS, OUTBOX, case_holders
from offline_cache.sqlite_store import SqliteStore
from offline_cache.submission import DoorIntent, DoorPurpose, Sealed, Submission
from offline_cache.wire import LockerEvent
from tests.offline_cache.opened_store import play
from tests.offline_cache.terminal import Terminal, submission

WANG, LI = "310104195403120020", "320100199005060012"


def handed_in(n: int, id_number: str) -> Submission:
    return replace(submission(f"{n:032x}"), id_number=id_number)


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path)


def test_a_card_finds_its_own_cases_newest_first(terminal: Terminal) -> None:
    async def scene(store: SqliteStore) -> None:
        numbers = []
        for n, who in enumerate((WANG, LI, WANG), start=1):
            sealed = await store.seal(handed_in(n, who))
            assert isinstance(sealed, Sealed)
            numbers.append(sealed.number)
            terminal.clock.advance(minutes=1)
        found = await store.cases_of(WANG)
        assert [case.number for case in found] == [numbers[2], numbers[0]]
        assert await store.cases_of("310104199001010010") == ()

    play(terminal, scene)


def test_who_it_was_is_kept_as_a_keyed_hash_and_forgotten_in_time(terminal: Terminal) -> None:
    async def hand_in(store: SqliteStore) -> None:
        await store.seal(handed_in(1, WANG))

    async def much_later(store: SqliteStore) -> None:
        terminal.clock.advance(days=181)
        assert await store.cases_of(WANG) == ()
        await store.seal(handed_in(2, LI))

    play(terminal, hand_in)
    room = terminal.room()
    with room.outbox.reading() as connection:
        (row,) = connection.execute(select(case_holders)).all()
    room.close()
    assert WANG not in str(row)
    play(terminal, much_later)
    room = terminal.room()
    with room.outbox.reading() as connection:
        assert connection.execute(select(case_holders.c.sub_id)).scalars().all() == [f"{2:032x}"]
    room.close()


def test_pages_of_a_draft_come_back_in_order_and_go_with_it(terminal: Terminal) -> None:
    async def save(store: SqliteStore) -> None:
        await store.save_draft("1" * 32, "holder", b"one", {"lease": (b"p1", b"p2")})
        await store.save_draft("1" * 32, "holder", b"two", {"lease": (b"p1", b"other"), "photo": (b"p3",)})

    async def find(store: SqliteStore) -> None:
        draft = await store.find_draft("holder")
        assert draft is not None
        assert draft.pages == {"lease": (b"p1", b"other"), "photo": (b"p3",)}
        await store.save_draft("1" * 32, "holder", b"three", {"lease": (b"p1",)})
        fewer = await store.find_draft("holder")
        assert fewer is not None
        assert fewer.pages == {"lease": (b"p1",)}
        await store.drop_draft("1" * 32)
        await store.save_draft("1" * 32, "holder", b"anew")
        anew = await store.find_draft("holder")
        assert anew is not None
        assert anew.pages == {}

    play(terminal, save)
    play(terminal, find)


def test_a_page_of_a_draft_cannot_be_read_on_the_disk(terminal: Terminal) -> None:
    canary = b"CANARY-PAGE-" * 50

    async def save(store: SqliteStore) -> None:
        await store.save_draft("1" * 32, "holder", b"one", {"lease": (canary,)})

    play(terminal, save)
    for path in terminal.data.rglob("*"):
        assert not path.is_file() or b"CANARY-PAGE" not in path.read_bytes(), path


def test_each_opening_of_a_cell_counts(terminal: Terminal) -> None:
    async def scene(store: SqliteStore) -> None:
        assert await store.cell_openings() == {}
        for n, cell in enumerate((3, 3, 5)):
            await store.record_intent(DoorIntent(f"{n:032x}", cell, DoorPurpose.DEPOSIT, None, "K1"))
        assert await store.cell_openings() == {3: 2, 5: 1}

    play(terminal, scene)


def test_a_held_cell_is_free_again_once_staff_release_it(terminal: Terminal) -> None:
    async def scene(store: SqliteStore) -> None:
        await store.record_intent(DoorIntent("1" * 32, 4, DoorPurpose.DEPOSIT, None, "K1"))
        event = LockerEvent(kind="door-uncertain", cell=4, number="K1", at="2026-10-09T10:00:00+00:00")
        await store.record_door("1" * 32, event)
        (held,) = await store.held_cells()
        assert (held.cell, held.reason) == (4, "door-uncertain")
        assert 4 in await store.occupied_cells()
        await store.release_cell(4)
        await store.release_cell(4)
        assert await store.held_cells() == ()
        assert 4 not in await store.occupied_cells()

    play(terminal, scene)
    room = terminal.room()
    with room.outbox.reading() as connection:
        lines = connection.execute(text("SELECT line FROM audit")).scalars().all()
    room.close()
    assert sum("cell-released" in line for line in lines) == 1


def test_a_call_for_staff_stays_until_it_is_answered_also_over_a_restart(terminal: Terminal) -> None:
    async def call(store: SqliteStore) -> None:
        await store.note_staff_call("proof")
        await store.note_staff_call("asked")

    async def answer(store: SqliteStore) -> None:
        assert [one.reason for one in await store.staff_calls()] == ["proof", "asked"]
        await store.answer_staff_calls()
        assert await store.staff_calls() == ()

    play(terminal, call)
    play(terminal, answer)


@pytest.mark.parametrize("name", ["outbox", "drafts"])
def test_a_database_of_the_version_before_gets_the_tables_that_came_since(terminal: Terminal, name: str) -> None:
    layout = OUTBOX if name == "outbox" else DRAFTS
    key = terminal.keys.key(KeyName.OUTBOX if name == "outbox" else KeyName.DRAFTS)
    terminal.room().close()
    old = open_database(terminal.data / f"{name}.db", key, layout)
    with old.transaction() as connection:
        for table in ("case_holder", "staff_call") if name == "outbox" else ("draft_page",):
            connection.execute(text(f"DROP TABLE {table}"))
        connection.execute(text("UPDATE schema_version SET version = 1"))
    old.close()
    room = terminal.room()
    assert room.branch.staff_calls() == ()
    room.save_draft("1" * 32, "holder", b"one", {"lease": (b"p",)})
    room.close()
