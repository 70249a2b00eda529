"""Goodbye, timeout, walking away: the same end, with nothing of the customer left."""

import asyncio

import pytest

from devices.receipt_printer import NotPrinted, NotPrintedReason
from flows import delays
from flows import pages as pg
from flows.events import Touched
from flows.session.end_stages import Departing, EndReason
from tests.flows.session.branch import LI, WANG
from tests.flows.session.rig import Rig, running
from tests.flows.session.visits import NO_RECORD, hand_in, start, to_camera, to_number, to_review


def test_leaving_with_answers_asks_first_and_staying_keeps_them() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await to_review(rig)
            await rig.press("leave")
            assert [way.id for way in rig.page(pg.MessagePage).ways] == ["row:leave", "row:keep"]
            await rig.press("primary")
            rig.page(pg.ReviewPage)
            await rig.press("leave", "back")
            rig.page(pg.ReviewPage)

    asyncio.run(visit())


def test_leaving_destroys_the_draft_unless_the_customer_keeps_it() -> None:
    async def visit(way: str) -> Rig:
        async with running(Rig()) as rig:
            await to_review(rig)
            assert len(rig.store.drafts) == 1
            rig.reader.lying = False
            await rig.press("leave", way)
            await rig.wait(1)
            assert rig.ended is EndReason.LEFT
        return rig

    assert asyncio.run(visit("row:leave")).store.drafts == {}
    assert len(asyncio.run(visit("row:keep")).store.drafts) == 1


def test_a_card_left_behind_is_called_out_then_staff_are_called_then_the_session_ends() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await to_number(rig)
            await rig.wait(1)
            await rig.press("primary")
            assert rig.page(pg.MessagePage).picture == "card"
            assert rig.session.card is None
            await rig.wait(delays.CARD_LEFT_ALERT + 2)
            assert rig.calls == [True]
            rig.reader.lying = False
            await rig.wait(2)
            assert rig.ended is EndReason.FINISHED

    asyncio.run(visit())


def test_taking_the_card_back_does_not_end_the_session() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await start(rig, NO_RECORD)
            rig.reader.put(LI)
            await rig.wait(0)
            rig.reader.lying = False
            await rig.wait(5)
            rig.page(pg.QuestionPage)

    asyncio.run(visit())


@pytest.mark.parametrize(("elder", "before", "sheet"), [(False, 90, 30), (True, 180, 60)])
def test_nobody_there_shows_the_sheet_and_then_ends_the_session(elder: bool, before: int, sheet: int) -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            if elder:
                await rig.prefer("size")
            await rig.press(f"tile:{NO_RECORD}")
            await rig.wait(before - 1)
            assert rig.snapshot.idle is None
            await rig.wait(2)
            assert rig.snapshot.idle is not None
            assert rig.snapshot.idle.seconds in (sheet, sheet - 1)
            await rig.post(Touched())
            assert rig.snapshot.idle is None
            await rig.wait(before + sheet + 2)
            assert rig.ended is EndReason.TIMEOUT

    asyncio.run(visit())


@pytest.mark.row("F01")
def test_a_timeout_destroys_the_draft() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await to_review(rig)
            rig.reader.lying = False
            await rig.wait(delays.IDLE + delays.IDLE_SHEET + 2)
            assert rig.ended is EndReason.TIMEOUT
            assert rig.store.drafts == {}

    asyncio.run(visit())


def test_the_untouched_home_page_never_times_out() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await rig.wait(400)
            rig.page(pg.HomePage)
            assert rig.snapshot.in_session is False

    asyncio.run(visit())


def test_time_stands_still_while_staff_are_on_their_way() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await to_review(rig)
            await rig.press("staff")
            await rig.wait(600)
            rig.page(pg.ReviewPage)
            assert rig.calls == [True]
            await rig.press("staff")
            await rig.wait(delays.IDLE + 1)
            assert rig.snapshot.idle is not None

    asyncio.run(visit())


def test_time_stands_still_while_a_door_is_open_and_leaving_waits_for_it() -> None:
    async def visit() -> None:
        from tests.flows.session.test_doors import at_open_door

        async with running(Rig()) as rig:
            await at_open_door(rig)
            await rig.wait(50)
            await rig.press("leave")
            rig.page(pg.LockerPage)
            rig.reader.lying = False
            rig.locker.shut_all()
            await rig.wait(1)
            assert [event.kind for event in rig.store.events] == ["picked-up"]
            assert rig.ended is EndReason.LEFT

    asyncio.run(visit())


def test_leaving_while_the_slip_prints_waits_for_the_printer() -> None:
    async def visit() -> None:
        rig = Rig()
        rig.store.online = False
        async with running(rig):
            await to_review(rig)
            await hand_in(rig)
            await rig.press("primary")
            rig.page(pg.DonePage)
            rig.reader.lying = False
            await rig.wait(6)
            assert len(rig.receipts.printed) == 1
            assert rig.ended is EndReason.FINISHED

    asyncio.run(visit())


def test_paper_out_keeps_the_number_and_offers_one_more_print() -> None:
    async def visit() -> None:
        rig = Rig()
        rig.receipts.ends = [NotPrinted(NotPrintedReason.PAPER_OUT)]
        async with running(rig):
            await to_number(rig)
            await rig.wait(1)
            done = rig.page(pg.DonePage)
            assert done.receipt_trouble
            assert done.number == "K0711 2611 2400 001X"
            await rig.press("second")
            assert rig.receipts.printed[0].reprint
            assert rig.page(pg.DonePage).second is None

    asyncio.run(visit())


def test_nothing_of_the_customer_is_left_in_the_session_after_leaving() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await to_review(rig)
            await rig.press("leave", "row:leave")
            left = repr([rig.session.card, rig.session.application, rig.session.trail, rig.session.stage])
            assert left == repr([None, None, (), rig.session.stage])
            assert isinstance(rig.session.stage, Departing)
            assert WANG.name not in str(rig.snapshot)
            assert LI.name not in str(rig.snapshot)

    asyncio.run(visit())


def test_time_stands_still_while_pages_are_taken() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await to_camera(rig)
            await rig.wait(600)
            assert rig.page(pg.CapturePage).camera_on
            assert rig.snapshot.frame.camera_notice
            rig.camera.lay()
            await rig.wait(0)
            assert not rig.page(pg.CapturePage).camera_on
            assert not rig.snapshot.frame.camera_notice
            assert not rig.camera.on

    asyncio.run(visit())
