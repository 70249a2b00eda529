"""One door: intent first, opened once, watched, recorded; and what is said when it does not do as asked."""

import asyncio

import pytest

from devices.errors import ReplyError
from devices.pickup_locker import CellNumber, CellPlace, OpenFailed, OpenFailure, OpenOutcome, OpenUncertain
from devices.receipt_printer import NotPrinted, NotPrintedReason
from flows import delays
from flows import pages as pg
from flows.steps.doors import best_cell
from tests.flows.session.branch import CELLS, LI, Locker
from tests.flows.session.rig import Rig, running
from tests.flows.session.test_journeys import CODE, parcel
from tests.flows.session.visits import change_address, hand_in


async def at_open_door(rig: Rig) -> None:
    rig.store.parcels = [(LI.id_number, parcel())]
    rig.store.codes = {parcel().parcel_id: CODE}
    await rig.press("primary")
    rig.reader.put(LI)
    await rig.wait(0)
    await rig.type("code", CODE)


def test_a_jam_while_opening_keeps_the_pickup_intent() -> None:
    async def visit() -> None:
        rig = Rig()
        rig.locker.ends = [OpenFailed(CellNumber(4), OpenFailure.JAMMED)]
        async with running(rig):
            await at_open_door(rig)
            page = rig.page(pg.MessagePage)
            assert page.panel
            assert [intent.cell for intent in rig.store.intents.values()] == [4]
            await rig.press("primary")
            assert len(set(rig.locker.intents)) == 2
            rig.locker.shut_all()
            await rig.wait(0)
            assert len(rig.store.intents) == 1
            assert [event.kind for event in rig.store.events] == ["picked-up"]

    asyncio.run(visit())


def test_a_door_that_jams_twice_is_left_to_staff() -> None:
    async def visit() -> None:
        rig = Rig()
        rig.locker.ends = [OpenFailed(CellNumber(4), OpenFailure.JAMMED)] * 2
        async with running(rig):
            await at_open_door(rig)
            await rig.press("primary")
            rig.reader.lying = False
            await rig.press("primary")
            await rig.wait(1)
            assert len(rig.locker.intents) == 2
            assert rig.ended is not None

    asyncio.run(visit())


@pytest.mark.row("F24")
def test_an_uncertain_door_is_never_tried_again_and_staff_are_called() -> None:
    async def visit() -> None:
        rig = Rig()
        rig.locker.ends = [OpenUncertain(CellNumber(4))]
        async with running(rig):
            await at_open_door(rig)
            assert rig.page(pg.LockerPage).trouble
            assert rig.calls == [True]
            await rig.wait(300)
            assert len(rig.locker.intents) == 1
            assert len(rig.store.intents) == 1
            assert rig.store.events == []

    asyncio.run(visit())


def test_a_broken_locker_is_uncertain_not_shut() -> None:
    class Broken(Locker):
        async def open_cell(self, cell: CellNumber, *, intent_id: str) -> OpenOutcome:
            raise ReplyError("garbage")

    async def visit() -> None:
        rig = Rig(locker=Broken())
        async with running(rig):
            await at_open_door(rig)
            await rig.wait(2)
            assert rig.page(pg.LockerPage).trouble
            assert len(rig.store.intents) == 1

    asyncio.run(visit())


def test_a_door_left_open_is_spoken_of_and_then_staff_are_called() -> None:
    async def visit() -> None:
        rig = Rig()
        async with running(rig):
            rig.locker.still_open = True
            await at_open_door(rig)
            assert rig.page(pg.LockerPage).trouble
            assert rig.calls == []
            assert delays.DOOR_VOICE + delays.DOOR_VOICE == delays.DOOR_ALERT

    asyncio.run(visit())


def test_no_free_cell_keeps_the_application_and_says_so() -> None:
    async def visit() -> None:
        rig = Rig()
        rig.store.parcels = [("x", parcel(cell.cell)) for cell in CELLS]
        rig.receipts.ends = [NotPrinted(NotPrintedReason.PAPER_OUT)]
        async with running(rig):
            await change_address(rig)
            await hand_in(rig)
            await rig.wait(1)
            await rig.press("second")
            assert "柜子满了" in rig.page(pg.MessagePage).heading.title
            assert len(rig.store.sealed) == 1
            assert rig.locker.intents == []

    asyncio.run(visit())


def test_of_equal_cells_the_least_worn_is_taken() -> None:
    assert best_cell(CELLS, frozenset(), {1: 4, 2: 1}, "s") == 2
    assert best_cell(CELLS, frozenset({2}), {1: 4}, "s") == 1


@pytest.mark.parametrize(
    ("size", "occupied", "cell"),
    [("s", set(), 1), ("s", {1}, 2), ("s", {1, 2}, 3), ("m", set(), 3), ("m", {3, 4}, 5), ("l", {5}, None)],
)
def test_the_smallest_free_cell_that_fits_is_taken(size: str, occupied: set[int], cell: int | None) -> None:
    assert best_cell(CELLS, frozenset(occupied), {}, size) == cell


def test_a_locker_without_cells_has_none_free() -> None:
    none: tuple[CellPlace, ...] = ()
    assert best_cell(none, frozenset(), {}, "s") is None


def test_a_door_whose_sensor_never_says_closed_calls_staff_and_does_not_hold_the_terminal() -> None:
    async def visit() -> None:
        rig = Rig()
        rig.locker.stuck = rig.clock
        async with running(rig):
            await at_open_door(rig)
            await rig.wait(delays.DOOR_VOICE + 1)
            assert rig.page(pg.LockerPage).trouble
            assert rig.page(pg.LockerPage).primary is None
            await rig.wait(delays.DOOR_VOICE)
            assert rig.calls == [True]
            assert rig.page(pg.LockerPage).primary
            rig.reader.lying = False
            await rig.wait(delays.DOOR_GIVE_UP)
            assert rig.ended is not None
            assert len(rig.store.intents) == 1
            assert rig.store.events == []

    asyncio.run(visit())


def test_who_leaves_at_a_stuck_door_may_go_once_staff_were_called() -> None:
    async def visit() -> None:
        rig = Rig()
        rig.locker.stuck = rig.clock
        async with running(rig):
            await at_open_door(rig)
            rig.reader.lying = False
            await rig.press("leave")
            rig.page(pg.LockerPage)
            await rig.wait(delays.DOOR_ALERT + 2)
            assert rig.ended is not None

    asyncio.run(visit())
