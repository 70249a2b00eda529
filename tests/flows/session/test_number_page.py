"""On the page with the number nothing vanishes silently: neither the slip nor the rating."""

import asyncio

import pytest

from devices.receipt_printer import NotPrinted, NotPrintedReason, Printed, PrintOutcome, Uncertain
from flows import pages as pg
from flows.session.end_stages import EndReason
from tests.flows.session.rig import Rig, running
from tests.flows.session.test_journeys import ratings
from tests.flows.session.visits import change_address, hand_in, to_number, to_review

PAPER_OUT = NotPrinted(NotPrintedReason.PAPER_OUT)


async def said_goodbye_while_printing(rig: Rig) -> None:
    rig.receipts.held = asyncio.Event()
    await to_review(rig)
    await hand_in(rig)
    await rig.wait(1)
    await rig.press("primary")
    rig.page(pg.DonePage)
    rig.reader.lying = False
    rig.receipts.held.set()
    await rig.wait(1)


@pytest.mark.parametrize("outcome", [PAPER_OUT, Uncertain()])
def test_who_said_goodbye_and_gets_no_slip_hears_of_it_and_may_have_it_printed_again(outcome: PrintOutcome) -> None:
    async def visit() -> None:
        rig = Rig()
        rig.receipts.ends = [outcome]
        async with running(rig):
            await said_goodbye_while_printing(rig)
            assert rig.ended is None
            done = rig.page(pg.DonePage)
            assert done.receipt_trouble
            assert done.second
            await rig.press("second")
            assert len(rig.receipts.printed) == 1
            await rig.press("primary")
            await rig.wait(1)
            assert rig.ended is EndReason.FINISHED

    asyncio.run(visit())


def test_who_said_goodbye_and_gets_the_slip_is_let_go() -> None:
    async def visit() -> None:
        rig = Rig()
        rig.receipts.ends = [Printed()]
        async with running(rig):
            await said_goodbye_while_printing(rig)
            assert rig.ended is EndReason.FINISHED

    asyncio.run(visit())


def test_an_original_that_follows_a_bad_rating_does_not_swallow_it() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await change_address(rig)
            await hand_in(rig)
            await rig.wait(1)
            await rig.press("rate:1", "second")
            assert [(one.stars, one.reasons) for one in ratings(rig)] == [(1, ())]
            assert rig.page(pg.PresentPage).picture == "voucher"
            await rig.press("back")
            assert rig.page(pg.DonePage).ratings == ()
            await rig.press("second")
            rig.page(pg.PresentPage)
            assert len(ratings(rig)) == 1

    asyncio.run(visit())


def test_an_original_without_a_slip_does_not_swallow_a_bad_rating_either() -> None:
    async def visit() -> None:
        rig = Rig()
        rig.receipts.ends = [PAPER_OUT]
        async with running(rig):
            await change_address(rig)
            await hand_in(rig)
            await rig.wait(1)
            await rig.press("rate:2", "second")
            assert [one.stars for one in ratings(rig)] == [2]
            rig.page(pg.LockerPage)

    asyncio.run(visit())


def test_a_reason_that_was_given_goes_with_the_rating_before_the_original() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await change_address(rig)
            await hand_in(rig)
            await rig.wait(1)
            await rig.press("rate:1", "reason:slow", "second")
            assert [(one.stars, one.reasons) for one in ratings(rig)] == [(1, ("slow",))]
            rig.page(pg.PresentPage)

    asyncio.run(visit())


def test_a_good_rating_does_not_keep_anybody() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await to_number(rig)
            await rig.wait(1)
            rig.reader.lying = False
            await rig.press("rate:5", "primary")
            await rig.wait(1)
            assert rig.ended is EndReason.FINISHED
            assert [one.stars for one in ratings(rig)] == [5]

    asyncio.run(visit())
