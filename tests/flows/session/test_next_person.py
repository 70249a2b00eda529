"""Whoever chooses the next service at a terminal that somebody left stands there as nobody."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeAlias

import pytest

from flows import delays
from flows import pages as pg
from flows.session.browsing_stages import BrowsingStage
from flows.session.end_stages import EndReason
from tests.flows.session.branch import LI, WANG
from tests.flows.session.rig import Rig, running
from tests.flows.session.visits import NO_RECORD, PROOF, answer_no_record, hand_in, start, to_review

Way: TypeAlias = Callable[[Rig], Awaitable[None]]


async def at_home_after_a_refusal(rig: Rig) -> None:
    """Li could not get his proof, and chose something else."""
    rig.hall.down = True
    await start(rig, PROOF)
    rig.reader.put(LI)
    await rig.wait(0)
    await rig.press("primary", "row:other")
    rig.hall.down = False
    rig.page(pg.HomePage)


async def at_home_without_a_parcel(rig: Rig) -> None:
    await rig.press("primary")
    rig.reader.put(LI)
    await rig.wait(0)
    await rig.press("primary")
    rig.page(pg.HomePage)


async def at_home_by_going_back(rig: Rig) -> None:
    await to_review(rig)
    for _ in range(12):
        if isinstance(rig.snapshot.page, pg.HomePage):
            return
        await rig.press("back")
    raise AssertionError(rig.snapshot.page)


WAYS_HOME = pytest.mark.parametrize(
    "way", [at_home_after_a_refusal, at_home_without_a_parcel, at_home_by_going_back], ids=lambda way: way.__name__
)


@WAYS_HOME
def test_the_next_person_is_asked_for_a_card_and_acts_in_no_name_but_their_own(way: Way) -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await way(rig)
            await start(rig, NO_RECORD)
            assert rig.page(pg.PresentPage).picture == "card"
            rig.reader.put(WANG)
            await rig.wait(0)
            await answer_no_record(rig)
            await hand_in(rig)
            assert rig.store.sealed[-1].id_number == WANG.id_number

    asyncio.run(visit())


@WAYS_HOME
def test_the_home_page_knows_nothing_of_who_was_there_and_the_process_still_ends(way: Way) -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await way(rig)
            assert rig.session.card is None
            assert rig.session.application is None
            assert rig.session.trail == ()
            assert rig.snapshot.in_session, "what the last customer said is in this process"
            assert LI.name not in str(rig.snapshot)
            rig.reader.lying = False
            await rig.wait(delays.IDLE + delays.IDLE_SHEET + 2)
            assert rig.ended is EndReason.TIMEOUT

    asyncio.run(visit())


def test_the_same_customer_lays_the_card_anew_and_goes_on() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await at_home_after_a_refusal(rig)
            await start(rig, NO_RECORD)
            rig.reader.put(LI)
            await rig.wait(0)
            await answer_no_record(rig)
            rig.page(pg.ReviewPage)

    asyncio.run(visit())


def test_no_page_where_a_service_is_chosen_knows_the_card() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await rig.press("search", "back", "row:all")
            await to_review_from_here(rig)
            while not isinstance(rig.session.stage, BrowsingStage):
                await rig.press("back")
            assert isinstance(rig.page(pg.ServicePage), pg.ServicePage)
            assert rig.session.card is None
            await rig.press("primary", "primary")
            assert rig.page(pg.PresentPage).picture == "card"

    asyncio.run(visit())


async def to_review_from_here(rig: Rig) -> None:
    await start(rig, NO_RECORD)
    rig.reader.put(LI)
    await rig.wait(0)
    await answer_no_record(rig)


def test_who_looked_at_the_locker_leaves_no_list_of_cases_behind() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await rig.press("pickup", "row:pickup")
            rig.reader.put(LI)
            await rig.wait(0)
            await rig.press("back", "row:progress")
            assert rig.page(pg.PresentPage).picture == "card"

    asyncio.run(visit())
