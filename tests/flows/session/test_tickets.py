"""办不成事: whoever cannot get it done here leaves a ticket, sealed like everything else, and takes a number away."""

from __future__ import annotations

import asyncio

from devices.receipt_printer import Text
from flows import pages as pg
from offline_cache.submission import CaseProgress, Delivery, NotSealed, StoreFailure, SubmissionState
from offline_cache.wire import TicketBody
from tests.flows.session.branch import CHEN, LICENCE_CODE, WANG
from tests.flows.session.manual_clock import START
from tests.flows.session.rig import Rig, running
from tests.flows.session.visits import ADDRESS_CHANGE, PROOF, start


async def _refused(rig: Rig) -> None:
    """A company that is not active any more cannot change its address."""
    rig.hall.company = {**rig.hall.company, "company.status": "revoked"}
    await start(rig, ADDRESS_CHANGE)
    rig.reader.put(CHEN)
    await rig.wait(0)
    rig.scanner.show(LICENCE_CODE)
    await rig.wait(0)
    if isinstance(rig.snapshot.page, pg.QuestionPage):
        await rig.choose("q.mobile", "yes")
    assert "row:ticket" in _ways(rig.page(pg.RefusalPage))


def _ways(page: pg.RefusalPage | pg.MessagePage) -> list[str]:
    return [way.id for way in page.ways]


def _ticket(rig: Rig) -> TicketBody:
    [one] = rig.store.sealed
    assert isinstance(one.body, TicketBody)
    return one.body


def test_a_refusal_leaves_a_ticket_with_its_reason_and_nobody_s_name() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await _refused(rig)
            await rig.press("row:ticket")
            asked = rig.page(pg.MessagePage)
            assert asked.panel is not None
            assert asked.panel.title == "登记显示这家公司不是存续状态，现在不能变更。"
            await rig.press("row:no-call")
            left = rig.page(pg.MessagePage)
            assert left.panel is not None
            assert left.panel.title.startswith("编号 K")
            body = _ticket(rig)
            assert (body.about, body.mobile, body.said) == ("refused", None, asked.panel.title)
            assert rig.store.sealed[0].item_code == ADDRESS_CHANGE
            assert rig.store.sealed[0].id_number is None
            assert CHEN.name not in body.model_dump_json()

    asyncio.run(visit())


def test_a_telephone_number_goes_along_only_when_the_customer_wants_to_be_called() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await _proof_without_hall(rig)
            await rig.press("row:ticket")
            assert _ways(rig.page(pg.MessagePage)) == ["row:no-call", "row:staff"]
            await rig.press("row:call")
            assert rig.store.sealed == []
        async with running(Rig()) as rig:
            await _known_number(rig)
            await rig.press("row:ticket")
            assert _ways(rig.page(pg.MessagePage)) == ["row:call", "row:no-call", "row:staff"]
            shown = rig.page(pg.MessagePage).ways[0].note
            assert "137＊＊＊＊0056" in shown
            await rig.press("row:call")
            assert _ticket(rig).mobile == "13700000056"

    asyncio.run(visit())


async def _proof_without_hall(rig: Rig) -> None:
    rig.hall.down = True
    await start(rig, PROOF)
    rig.reader.put(WANG)
    await rig.wait(0)
    await rig.press("primary")
    rig.page(pg.RefusalPage)


async def _known_number(rig: Rig) -> None:
    """Half a year of residence is missing; the hall knows a telephone number too."""
    found = {"person.mobile": "13700000056", "resid.registered_on": "2026-11-01"}
    rig.hall.people = {CHEN.id_number: found}
    await start(rig, "PH-P-035")
    rig.reader.put(CHEN)
    await rig.wait(0)
    rig.page(pg.RefusalPage)


def test_the_number_can_be_printed_and_taken_away() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await _proof_without_hall(rig)
            await rig.press("row:ticket", "row:no-call")
            number = rig.page(pg.MessagePage).panel
            assert number is not None
            await rig.press("row:print")
            slip = [part.text for part in rig.receipts.printed[0].parts if isinstance(part, Text)]
            assert number.title in slip
            await rig.press("row:other")
            rig.page(pg.HomePage)

    asyncio.run(visit())


def test_a_ticket_that_cannot_be_stored_is_not_called_left() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await _proof_without_hall(rig)
            rig.store.refusals = [NotSealed(StoreFailure.DISK_FULL)]
            await rig.press("row:ticket", "row:no-call")
            page = rig.page(pg.MessagePage)
            assert page.panel is not None
            assert page.panel.tone == "error"
            await rig.press("row:no-call")
            left = rig.page(pg.MessagePage).panel
            assert left is not None
            assert left.tone == "ok"

    asyncio.run(visit())


def test_a_case_that_does_not_move_goes_along_with_its_number() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            number = "K071126112400001X"
            rig.store.cases[number] = CaseProgress(number, PROOF, START, Delivery(SubmissionState.SEALED))
            await rig.press("pickup", "row:progress", "voucher")
            rig.scanner.show(number)
            await rig.wait(0)
            await rig.press("row:ticket", "row:no-call")
            body = _ticket(rig)
            assert (body.about, body.case) == ("case", number)
            assert body.said

    asyncio.run(visit())


def test_who_thinks_better_of_it_goes_back_to_the_reason() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await _refused(rig)
            await rig.press("row:ticket", "back")
            rig.page(pg.RefusalPage)
            assert rig.store.sealed == []

    asyncio.run(visit())
