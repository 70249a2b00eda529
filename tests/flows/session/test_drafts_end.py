"""What was typed is on the disk as long as the visit lasts; after that only where the customer or the power says so."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeAlias

import pytest

from flows import delays
from flows import pages as pg
from flows.events import Pressed, Touched
from flows.session.advance import advance
from flows.session.end_stages import ConfirmLeave, Dropping, EndReason
from tests.flows.session.branch import CHEN, LI
from tests.flows.session.memory_store import MemoryStore
from tests.flows.session.rig import Rig, running, terminal
from tests.flows.session.test_surroundings import LOW, reports
from tests.flows.session.visits import NO_RECORD, PROOF, answer_no_record, start, to_camera, to_review

Way: TypeAlias = Callable[[Rig], Awaitable[None]]


async def who_went_back_before_the_first_answer(rig: Rig) -> None:
    await start(rig, NO_RECORD)
    rig.reader.put(LI)
    await rig.wait(0)
    await rig.choose("q.mobile", "yes")
    await rig.press("back")


async def who_went_back_to_the_home_page(rig: Rig) -> None:
    await to_review(rig)
    for _ in range(12):
        await rig.press("back")
    rig.page(pg.HomePage)


async def who_began_something_else(rig: Rig) -> None:
    await who_went_back_to_the_home_page(rig)
    rig.hall.down = True
    await start(rig, PROOF)
    rig.reader.put(LI)
    await rig.wait(0)
    await rig.press("primary", "row:other")


async def who_only_laid_a_page(rig: Rig) -> None:
    await to_camera(rig)
    rig.camera.lay()
    await rig.wait(0)
    while not isinstance(rig.snapshot.page, pg.NoticePage):
        await rig.press("back")


async def who_handed_in_something_else(rig: Rig) -> None:
    await who_went_back_to_the_home_page(rig)
    await start(rig, PROOF)
    rig.reader.put(CHEN)
    await rig.wait(0)
    await rig.press("primary")
    rig.page(pg.DonePage)


WAYS = (
    who_went_back_before_the_first_answer,
    who_went_back_to_the_home_page,
    who_began_something_else,
    who_only_laid_a_page,
    who_handed_in_something_else,
)
ALL_WAYS = pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)


@ALL_WAYS
@pytest.mark.row("F01")
def test_leaving_destroys_every_draft_of_the_visit(way: Way) -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await way(rig)
            assert rig.store.drafts
            rig.reader.lying = False
            await rig.press("leave", "row:leave")
            await rig.wait(delays.DELIVERY_WAIT + 2)
            assert rig.ended is not None
            assert rig.store.drafts == {}

    asyncio.run(visit())


@ALL_WAYS
@pytest.mark.row("F01")
def test_a_timeout_destroys_every_draft_of_the_visit(way: Way) -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await way(rig)
            rig.reader.lying = False
            await rig.wait(delays.IDLE + delays.IDLE_SHEET + delays.DELIVERY_WAIT + 2)
            assert rig.ended is EndReason.TIMEOUT
            assert rig.store.drafts == {}

    asyncio.run(visit())


def test_a_low_battery_keeps_every_draft_of_the_visit() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await who_went_back_to_the_home_page(rig)
            rig.reader.lying = False
            await reports(rig, LOW)
            await rig.wait(2)
            assert rig.ended is EndReason.POWER
            assert len(rig.store.drafts) == 1

    asyncio.run(visit())


async def with_a_kept_draft() -> MemoryStore:
    async with running(Rig()) as rig:
        await to_review(rig)
        rig.reader.lying = False
        await rig.press("leave", "row:keep")
        await rig.wait(1)
    assert len(rig.store.drafts) == 1
    return rig.store


def test_who_begins_anew_has_the_old_draft_destroyed_at_once() -> None:
    async def visit() -> None:
        store = await with_a_kept_draft()
        async with running(Rig(store=store)) as rig:
            await start(rig, NO_RECORD)
            rig.reader.put(LI)
            await rig.wait(0)
            await rig.press("row:anew")
            rig.page(pg.QuestionPage)
            assert store.drafts == {}

    asyncio.run(visit())


def test_who_keeps_what_was_begun_anew_keeps_only_that() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await who_went_back_to_the_home_page(rig)
            (first,) = rig.store.drafts
            await start(rig, NO_RECORD)
            rig.reader.put(LI)
            await rig.wait(0)
            await rig.press("row:anew")
            await answer_no_record(rig)
            rig.reader.lying = False
            await rig.press("leave", "row:keep")
            await rig.wait(1)
            assert rig.ended is EndReason.LEFT
            assert len(rig.store.drafts) == 1
            assert first not in rig.store.drafts

    asyncio.run(visit())


def test_who_does_not_take_a_draft_up_leaves_it_for_another_try() -> None:
    async def visit() -> None:
        store = await with_a_kept_draft()
        async with running(Rig(store=store)) as rig:
            await start(rig, NO_RECORD)
            rig.reader.put(LI)
            await rig.wait(0)
            rig.page(pg.MessagePage)
            rig.reader.lying = False
            await rig.press("leave")
            await rig.wait(1)
            assert rig.ended is EndReason.LEFT
            assert len(store.drafts) == 1

    asyncio.run(visit())


def test_a_page_laid_before_any_answer_is_not_given_up_without_a_question() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await to_camera(rig)
            rig.camera.lay()
            await rig.wait(0)
            assert rig.session.application
            only_a_page = replace(rig.session, application=replace(rig.session.application, answers=0), drafts=())
            noted = advance(only_a_page, Touched(), terminal(), rig.now)
            asked = advance(noted, Pressed("leave"), terminal(), rig.now)
            assert isinstance(asked.stage, ConfirmLeave)
            gone = advance(asked, Pressed("row:leave"), terminal(), rig.now)
            assert gone.stage == Dropping(EndReason.LEFT, (rig.session.application.sub_id,))

    asyncio.run(visit())
