"""Questions: what moves on by itself, what is wrong with an answer, going back, changing an answer."""

import asyncio

from flows import pages as pg
from flows.events import Chose
from tests.flows.session.branch import CHEN, LI, LICENCE_CODE
from tests.flows.session.rig import Rig, running
from tests.flows.session.visits import ADDRESS_CHANGE, NO_RECORD, start, to_review


async def first_question(rig: Rig) -> None:
    await start(rig, NO_RECORD)
    rig.reader.put(LI)
    await rig.wait(0)
    rig.page(pg.QuestionPage)


def test_going_back_shows_the_answer_given_before() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await first_question(rig)
            await rig.choose("q.mobile", "yes")
            await rig.choose("q.period", "adult")
            assert rig.page(pg.QuestionPage).ask == "q.crime_kinds"
            await rig.press("back")
            page = rig.page(pg.QuestionPage)
            assert page.ask == "q.period"
            assert [choice.id for choice in page.choices if choice.chosen] == ["adult"]

    asyncio.run(visit())


def test_back_from_the_first_question_leads_to_the_notice_and_the_card_is_not_asked_for_again() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await first_question(rig)
            await rig.press("back")
            rig.page(pg.NoticePage)
            await rig.press("primary")
            rig.page(pg.QuestionPage)

    asyncio.run(visit())


def test_changing_an_answer_returns_to_the_check_page() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await to_review(rig)
            await rig.press("edit:q.purpose")
            page = rig.page(pg.QuestionPage)
            assert [choice.id for choice in page.choices if choice.chosen] == ["job"]
            await rig.choose("q.purpose", "visa")
            review = rig.page(pg.ReviewPage)
            assert "签证" in str(review.groups)

    asyncio.run(visit())


def test_not_changing_an_answer_after_all_keeps_it() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await to_review(rig)
            await rig.press("edit:q.purpose", "back")
            assert "入职" in str(rig.page(pg.ReviewPage).groups)

    asyncio.run(visit())


def test_a_number_from_the_hall_can_be_replaced_by_another() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await first_question(rig)
            await rig.choose("q.mobile", "other")
            assert rig.page(pg.QuestionPage).ask == "q.mobile_typed"
            await rig.type("q.mobile_typed", "1391")
            await rig.press("primary")
            assert "4" in rig.page(pg.QuestionPage).error
            await rig.type("q.mobile_typed", "13911112222")
            await rig.press("primary")
            assert rig.page(pg.QuestionPage).ask == "q.period"

    asyncio.run(visit())


def test_in_elder_mode_nothing_moves_on_by_itself() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await rig.prefer("size")
            await first_question(rig)
            assert rig.page(pg.QuestionPage).primary is None
            await rig.choose("q.mobile", "yes")
            assert rig.page(pg.QuestionPage).ask == "q.mobile"
            await rig.press("primary")
            assert rig.page(pg.QuestionPage).ask == "q.period"

    asyncio.run(visit())


def test_a_warning_is_taken_when_the_same_is_given_again() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await start(rig, ADDRESS_CHANGE)
            rig.reader.put(CHEN)
            await rig.wait(0)
            rig.scanner.show(LICENCE_CODE)
            await rig.wait(0)
            await rig.choose("q.mobile", "yes")
            await rig.type("q.resolved_on", "20260901")
            await rig.press("primary")
            page = rig.page(pg.QuestionPage)
            assert page.ask == "q.resolved_on"
            assert page.error
            await rig.press("primary")
            assert rig.page(pg.QuestionPage).ask == "q.new_district"

    asyncio.run(visit())


def test_the_reason_of_a_question_unfolds() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await first_question(rig)
            page = rig.page(pg.QuestionPage)
            assert page.reason
            assert page.help
            await rig.press("help")
            assert len(rig.page(pg.QuestionPage).reason) > len(page.reason)

    asyncio.run(visit())


def test_what_the_page_does_not_offer_changes_nothing() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await first_question(rig)
            before = rig.session.stage
            await rig.choose("q.mobile", "nonsense")
            await rig.choose("q.mobile")
            await rig.choose("q.period", "five")
            await rig.post(Chose("q.mobile", ("yes", "other")))
            await rig.press("second", "row:leave", "edit:q.mobile", "tile:PH-P-001")
            assert rig.session.stage == before

    asyncio.run(visit())


def test_the_language_changes_the_page_at_once_and_keeps_the_place() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await first_question(rig)
            await rig.prefer("language")
            page = rig.page(pg.QuestionPage)
            assert page.ask == "q.mobile"
            assert page.heading.progress
            assert page.heading.progress.text.startswith("Step 2")

    asyncio.run(visit())


def test_progress_counts_down_in_minutes() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await first_question(rig)
            progress = rig.page(pg.QuestionPage).heading.progress
            assert progress
            assert progress.text.startswith("第 2 步，共 5 步 · 大约还要 ")
            assert [node.value for node in progress.nodes] == ["done", "now", "later", "later", "later"]

    asyncio.run(visit())


def test_personal_values_are_covered_on_the_check_page() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await to_review(rig)
            rows = [row for group in rig.page(pg.ReviewPage).groups for row in group.rows]
            covered = [row.value for row in rows if isinstance(row.value, pg.Masked)]
            assert {(one.head, one.tail) for one in covered} >= {("李", ""), ("3201", "12"), ("139", "0034")}
            assert LI.id_number not in "".join(rig.snapshot.script)

    asyncio.run(visit())
