"""A terminal that nobody stands at any more comes free by itself, wherever it was left."""

import asyncio

import pytest

from devices.document_camera import Guidance, NoPage
from devices.pickup_locker import CellNumber, OpenUncertain
from flows import delays
from flows import pages as pg
from flows.events import Touched
from flows.session.end_stages import EndReason
from tests.flows.session.rig import Rig, running
from tests.flows.session.test_doors import at_open_door
from tests.flows.session.test_surroundings import GONE, HERE, reports
from tests.flows.session.visits import to_camera, to_review

IDLE_END = delays.IDLE + delays.IDLE_SHEET + 2


async def saw_nothing(rig: Rig) -> None:
    """The camera has looked for its whole time."""
    await rig.wait(delays.PAGE_CAPTURE)
    rig.camera.outcomes.put_nowait(NoPage(Guidance.NO_PAGE))
    await rig.wait(delays.RETRY_PAUSE)


# ---- at the camera -------------------------------------------------------------------------------------------------


def test_a_camera_that_saw_no_page_and_felt_no_touch_does_not_hold_the_terminal() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await to_camera(rig)
            rig.reader.lying = False
            await saw_nothing(rig)
            assert rig.page(pg.CapturePage).camera_on
            assert rig.snapshot.idle is None
            await rig.wait(IDLE_END)
            assert rig.ended is EndReason.TIMEOUT
            assert rig.store.drafts == {}

    asyncio.run(visit())


def test_a_touch_at_the_camera_keeps_the_visit_and_a_page_gives_it_all_its_time_again() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await to_camera(rig)
            await saw_nothing(rig)
            await rig.wait(delays.IDLE + 1)
            assert rig.snapshot.idle is not None
            await rig.post(Touched())
            assert rig.snapshot.idle is None
            rig.camera.lay()
            await rig.wait(0)
            await rig.press("more")
            await rig.wait(delays.PAGE_CAPTURE - 1)
            assert rig.snapshot.idle is None

    asyncio.run(visit())


def test_who_is_seen_to_walk_away_from_the_camera_is_not_waited_for_so_long() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await reports(rig, HERE)
            await to_camera(rig)
            rig.reader.lying = False
            await reports(rig, GONE)
            await rig.wait(delays.AWAY_BUSY - 5)
            assert rig.snapshot.idle is None, "who takes papers out of a bag bends down"
            await rig.wait(5 + delays.AWAY + delays.IDLE_SHEET + 3)
            assert rig.ended is EndReason.TIMEOUT

    asyncio.run(visit())


# ---- after a call for staff ----------------------------------------------------------------------------------------


def test_a_call_for_staff_keeps_the_visit_open_only_for_its_time() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await to_review(rig)
            rig.reader.lying = False
            await rig.press("staff")
            await rig.wait(delays.STAFF_COMES - 1)
            assert rig.snapshot.idle is None
            await rig.wait(IDLE_END)
            assert rig.ended is EndReason.TIMEOUT
            assert rig.store.drafts == {}

    asyncio.run(visit())


def test_a_second_call_for_staff_has_its_own_time() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await to_review(rig)
            await rig.press("staff")
            await rig.wait(delays.STAFF_COMES - 10)
            await rig.press("staff", "staff")
            await rig.wait(delays.STAFF_COMES - 10)
            assert rig.snapshot.idle is None
            rig.page(pg.ReviewPage)

    asyncio.run(visit())


def test_who_calls_staff_and_walks_away_is_not_waited_for_so_long() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await reports(rig, HERE)
            await to_review(rig)
            rig.reader.lying = False
            await rig.press("staff")
            await reports(rig, GONE)
            await rig.wait(delays.AWAY_BUSY + delays.AWAY + delays.IDLE_SHEET + 5)
            assert rig.ended is EndReason.TIMEOUT

    asyncio.run(visit())


# ---- at a door of which nobody knows -------------------------------------------------------------------------------


@pytest.mark.row("F24")
def test_an_uncertain_door_holds_the_terminal_only_until_staff_should_have_come() -> None:
    async def visit() -> None:
        rig = Rig()
        rig.locker.ends = [OpenUncertain(CellNumber(4))]
        async with running(rig):
            await at_open_door(rig)
            rig.reader.lying = False
            await rig.wait(delays.STAFF_COMES + IDLE_END)
            assert rig.ended is EndReason.TIMEOUT
            assert len(rig.store.intents) == 1

    asyncio.run(visit())


@pytest.mark.parametrize("key", ["leave", "primary"])
@pytest.mark.row("F24")
def test_who_leaves_an_uncertain_door_is_let_go_at_once(key: str) -> None:
    async def visit() -> None:
        rig = Rig()
        rig.locker.ends = [OpenUncertain(CellNumber(4))]
        async with running(rig):
            await at_open_door(rig)
            rig.reader.lying = False
            await rig.press(key)
            await rig.wait(1)
            assert rig.ended is EndReason.LEFT
            assert len(rig.store.intents) == 1

    asyncio.run(visit())
