"""Cards and codes that are not read at once, drafts of before, and the company's licence."""

import asyncio

import pytest

from devices.code_scanner import NoCode
from devices.errors import UnavailableError
from devices.id_card_reader import CardOutcome, CardTrouble, CardUnreadable, NoCard, ReaderUnavailable
from flows import pages as pg
from flows.session.drafts import UnusableDraftError, resumed
from flows.session.state import Application
from tests.flows.session.branch import CHEN, LI, LICENCE_CODE, WANG, Reader
from tests.flows.session.rig import Rig, running
from tests.flows.session.visits import ADDRESS_CHANGE, NO_RECORD, answer_no_record, start, to_review


@pytest.mark.parametrize(
    ("outcome", "title"),
    [
        (CardUnreadable(CardTrouble.REPLACE_CARD), "没读出来"),
        (CardUnreadable(CardTrouble.REJECTED), "这张卡读不了"),
        (ReaderUnavailable(), "设备现在连不上"),
    ],
)
def test_a_card_that_is_not_read_says_what_to_do_and_the_reader_goes_on(outcome: CardOutcome, title: str) -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await start(rig, NO_RECORD)
            rig.reader.outcomes.put_nowait(outcome)
            await rig.wait(0)
            trouble = rig.page(pg.PresentPage).trouble
            assert trouble
            assert trouble.title == title
            rig.reader.put(LI)
            await rig.wait(2)
            rig.page(pg.QuestionPage)

    asyncio.run(visit())


def test_no_card_yet_is_no_trouble() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await start(rig, NO_RECORD)
            rig.reader.outcomes.put_nowait(NoCard())
            await rig.wait(2)
            assert rig.page(pg.PresentPage).trouble is None

    asyncio.run(visit())


def test_a_reader_that_raises_is_not_available_and_not_hammered() -> None:
    class Unplugged(Reader):
        reads = 0

        async def read_card(self, *, deadline_s: float) -> CardOutcome:
            Unplugged.reads += 1
            raise UnavailableError("unplugged")

    async def visit() -> None:
        async with running(Rig(reader=Unplugged())) as rig:
            await start(rig, NO_RECORD)
            await rig.wait(10)
            assert rig.page(pg.PresentPage).trouble
            assert Unplugged.reads <= 11

    asyncio.run(visit())


@pytest.mark.row("F01")
def test_a_draft_is_taken_up_again_after_the_same_card() -> None:
    async def visit() -> None:
        first = Rig()
        async with running(first):
            await to_review(first)
        sub_id = next(iter(first.store.drafts))
        second = Rig(store=first.store)
        async with running(second):
            await start(second, NO_RECORD)
            second.reader.put(LI)
            await second.wait(0)
            second.page(pg.MessagePage)
            await second.press("primary")
            second.page(pg.ReviewPage)
            assert second.session.application
            assert second.session.application.sub_id == sub_id

    asyncio.run(visit())


def test_a_draft_of_another_person_is_not_offered() -> None:
    async def visit() -> None:
        first = Rig()
        async with running(first):
            await to_review(first)
        second = Rig(store=first.store)
        async with running(second):
            await start(second, NO_RECORD)
            second.reader.put(WANG)
            await second.wait(0)
            second.page(pg.QuestionPage)

    asyncio.run(visit())


def test_a_draft_can_be_left_for_a_fresh_start() -> None:
    async def visit() -> None:
        first = Rig()
        async with running(first):
            await to_review(first)
        second = Rig(store=first.store)
        async with running(second):
            await start(second, NO_RECORD)
            second.reader.put(LI)
            await second.wait(0)
            await second.press("row:anew")
            assert second.page(pg.QuestionPage).ask == "q.mobile"
            await answer_no_record(second)
            second.page(pg.ReviewPage)

    asyncio.run(visit())


@pytest.mark.parametrize("answers", [b"", b"{", b"[]", b'{"version": 99}', b'{"version": 1}'])
def test_a_damaged_draft_is_refused_whole(answers: bytes) -> None:
    with pytest.raises(UnusableDraftError):
        resumed(Application("x", "0" * 32), answers, {})


def test_a_licence_code_that_the_hall_rejects_is_asked_for_again() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await start(rig, ADDRESS_CHANGE)
            rig.reader.put(CHEN)
            await rig.wait(0)
            rig.scanner.outcomes.put_nowait(NoCode())
            await rig.wait(2)
            rig.scanner.show("nonsense")
            await rig.wait(2)
            page = rig.page(pg.PresentPage)
            assert page.picture == "code"
            assert page.trouble
            rig.scanner.show(LICENCE_CODE)
            await rig.wait(2)
            rig.page(pg.QuestionPage)

    asyncio.run(visit())
