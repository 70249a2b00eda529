"""A card finds what was handed in with it; staff see calls, held cells and spread the wear."""

import asyncio

from devices.id_card_reader import IdCard
from devices.receipt_printer import NotPrinted, NotPrintedReason
from flows import pages as pg
from flows.events import PinTyped, VendorCornerHeld
from offline_cache.submission import CaseProgress, Delivery, SubmissionState
from offline_cache.wire import CaseState
from tests.flows.session.branch import CHEN, LI, WANG
from tests.flows.session.manual_clock import START
from tests.flows.session.rig import Rig, running
from tests.flows.session.test_receipt import words
from tests.flows.session.visits import start, to_camera, to_number

AT = "2026-11-26T09:00:00+08:00"


async def ask_by_card(rig: Rig) -> None:
    await rig.press("pickup", "row:progress")
    rig.reader.put(LI)
    await rig.wait(0)


def test_the_only_case_of_a_card_is_shown_at_once() -> None:
    async def visit() -> None:
        rig = Rig()
        async with running(rig):
            await to_number(rig)
        again = Rig(store=rig.store)
        async with running(again):
            await ask_by_card(again)
            page = again.page(pg.MessagePage)
            assert page.timeline
            assert page.timeline[1].state is pg.NodeState.NOW

    asyncio.run(visit())


def test_several_cases_are_a_list_and_none_is_said() -> None:
    async def visit() -> None:
        rig = Rig()
        async with running(rig):
            await to_number(rig)
        second = Rig(store=rig.store)
        second.store.sealed.append(rig.store.sealed[0])
        async with running(second):
            await ask_by_card(second)
            page = second.page(pg.ListPage)
            assert len(page.rows) == 2
            await second.press(page.rows[0].id)
            second.page(pg.MessagePage)
            await second.press("back")
            second.page(pg.ListPage)
        stranger = Rig(store=rig.store)
        async with running(stranger):
            await stranger.press("pickup", "row:progress")
            stranger.reader.put(WANG)
            await stranger.wait(0)
            page = stranger.page(pg.ListPage)
            assert page.rows == ()
            assert page.empty is not None

    asyncio.run(visit())


def test_after_a_crash_the_same_card_goes_on_without_scanning_again() -> None:
    async def visit() -> None:
        first = Rig()
        async with running(first):
            await to_camera(first)
            first.camera.lay(b"page one")
            await first.wait(0)
        second = Rig(store=first.store)
        async with running(second):
            await second.press("tile:PH-L-002", "primary", "primary")
            second.reader.put(CHEN)
            await second.wait(0)
            await second.press("primary")
            page = second.page(pg.CapturePage)
            assert page.taken == 1
            assert not page.camera_on
            await second.press("primary", "primary")
            await second.choose("q.old_licence", "now")
            second.page(pg.ReviewPage)
            await second.press("primary")
            await second.sign()
            await second.press("primary")
            (submission,) = second.store.sealed
            assert [one.data for one in submission.attachments] == [b"page one"]

    asyncio.run(visit())


def test_a_call_is_noted_with_where_in_the_visit_and_staff_answer_it() -> None:
    async def visit() -> None:
        rig = Rig()
        async with running(rig):
            await rig.press("staff")
            assert [one.reason for one in rig.store.calls] == ["asked"]
            await rig.press("staff")
            await enter(rig)
            page = rig.page(pg.VendorPage)
            assert any("1" in panel.title for panel in page.attention)
            await rig.press("answered")
            assert rig.store.calls == []
            assert not rig.page(pg.VendorPage).attention

    asyncio.run(visit())


def test_staff_release_a_held_cell_once_they_have_looked() -> None:
    async def visit() -> None:
        rig = Rig()
        rig.store.held = {3}
        async with running(rig):
            await enter(rig)
            await rig.press("release:3")
            rig.page(pg.MessagePage)
            assert rig.store.held == {3}
            await rig.press("row:empty")
            rig.page(pg.VendorPage)
            assert rig.store.held == set()

    asyncio.run(visit())


async def enter(rig: Rig) -> None:
    await rig.post(VendorCornerHeld())
    for key in "1001":
        await rig.post(PinTyped("number", key))
    for key in rig.gate.pin:
        await rig.post(PinTyped("pin", key))
    await rig.press("primary")


def test_large_type_is_offered_to_who_is_sixty_and_imposed_on_nobody() -> None:
    async def offered(card: IdCard) -> bool:
        rig = Rig()
        async with running(rig):
            await start(rig, "312000218000")
            rig.reader.put(card)
            await rig.wait(0)
            assert not rig.snapshot.frame.preferences.elder
            before = any(key.offered for key in rig.snapshot.frame.keys)
            await rig.prefer("size")
            assert not any(key.offered for key in rig.snapshot.frame.keys)
            return before

    assert asyncio.run(offered(WANG))
    assert not asyncio.run(offered(LI))


async def come_back() -> Rig:
    """The same terminal for another visit, after something was handed in."""
    rig = Rig()
    async with running(rig):
        await to_number(rig)
    return Rig(store=rig.store)


def test_who_has_no_slip_has_it_printed_again_with_the_number_and_nothing_of_what_was_handed_in() -> None:
    async def visit() -> None:
        again = await come_back()
        async with running(again):
            await ask_by_card(again)
            await again.press("row:print")
            (slip,) = again.receipts.printed
            said = words(slip)
            assert slip.reprint
            assert "补打" in said
            assert "有无违法犯罪记录证明开具" in said
            assert LI.name not in said
            way = next(way for way in again.page(pg.MessagePage).ways if way.id == "row:print")
            assert way.cannot, "it is out: nothing more to touch"
            await again.press("row:print")
            assert len(again.receipts.printed) == 1

    asyncio.run(visit())


def test_a_slip_that_did_not_come_out_is_printed_at_the_next_try_and_nobody_leaves_in_between() -> None:
    async def visit() -> None:
        again = await come_back()
        again.receipts.ends = [NotPrinted(NotPrintedReason.PAPER_OUT)]
        again.receipts.held = asyncio.Event()
        async with running(again):
            await ask_by_card(again)
            await again.press("row:print", "primary", "row:ticket")
            again.page(pg.WorkingPage)
            again.receipts.held.set()
            await again.wait(1)
            way = next(way for way in again.page(pg.MessagePage).ways if way.id == "row:print")
            assert "没打出来" in way.note
            await again.press("row:print")
            await again.wait(1)
            assert len(again.receipts.printed) == 1

    asyncio.run(visit())


def test_what_the_hall_has_told_is_printed_in_its_own_words_and_is_no_receipt() -> None:
    async def visit() -> None:
        again = await come_back()
        sealed = again.store.sealed[0]
        number = "K071126112400001X"
        told = CaseState(
            sub_id=sealed.sub_id, number=number, case_number="HALL-0001", state="APPROVED", at=AT, text_zh="已通过"
        )
        delivered = Delivery(SubmissionState.RECEIPTED, "HALL-0001")
        again.store.cases[number] = CaseProgress(number, sealed.item_code, START, delivered, told)
        async with running(again):
            await ask_by_card(again)
            await again.press("row:print")
        (slip,) = again.receipts.printed
        said = words(slip)
        assert "大厅答复 已通过" in said
        assert "收件凭证" not in said
        assert not slip.reprint

    asyncio.run(visit())
