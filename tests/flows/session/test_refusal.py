"""A refusal says why, who said so and what can be done, and can be taken home on paper. Progress of a case likewise."""

import asyncio
from dataclasses import replace

import pytest

from devices.receipt_printer import NotPrinted, NotPrintedReason, PrintOutcome, ReceiptDocument
from flows import pages as pg
from flows.session.end_stages import EndReason
from offline_cache.submission import CaseProgress, Delivery, SubmissionState
from offline_cache.wire import CaseState
from tests.flows.session.branch import CHEN, COMPANY, LICENCE_CODE, WANG, Hall, ReceiptPrinter
from tests.flows.session.manual_clock import START
from tests.flows.session.rig import Rig, running
from tests.flows.session.test_receipt import words
from tests.flows.session.visits import ADDRESS_CHANGE, PROOF, start, to_number


async def refused(rig: Rig) -> None:
    """A company that has been struck off."""
    await start(rig, ADDRESS_CHANGE)
    rig.reader.put(CHEN)
    await rig.wait(0)
    rig.scanner.show(LICENCE_CODE)
    await rig.wait(0)


def struck_off() -> Rig:
    return Rig(hall=Hall(company={**COMPANY, "company.status": "cancelled"}))


def test_a_stop_says_the_reason_who_said_so_and_the_ways_on() -> None:
    async def visit() -> None:
        async with running(struck_off()) as rig:
            await refused(rig)
            page = rig.page(pg.RefusalPage)
            assert page.reason.title
            assert page.reason.text
            assert page.said_by
            assert page.fate
            assert [way.id for way in page.ways] == ["row:staff", "row:ticket", "row:other", "row:print", "row:end"]
            assert page.heading.progress
            assert pg.NodeState.REFUSED in page.heading.progress.nodes
            await rig.press("row:print")
            assert page.reason.title in words(rig.receipts.printed[0])
            assert rig.store.sealed == []
            await rig.press("row:other")
            rig.page(pg.HomePage)
            assert rig.session.card is None
            await rig.press("row:end")
            rig.reader.lying = False
            await rig.press("leave")
            await rig.wait(2)
            assert rig.ended is EndReason.LEFT

    asyncio.run(visit())


def test_a_note_that_was_not_printed_can_be_printed_again() -> None:
    async def visit() -> None:
        rig = Rig()
        rig.hall.down = True
        rig.receipts.ends = [NotPrinted(NotPrintedReason.PAPER_OUT)]
        async with running(rig):
            await start(rig, PROOF)
            rig.reader.put(WANG)
            await rig.wait(0)
            await rig.press("primary", "row:print")
            way = next(way for way in rig.page(pg.RefusalPage).ways if way.id == "row:print")
            assert "没打出来" in way.note
            await rig.press("row:print")
            assert len(rig.receipts.printed) == 1

    asyncio.run(visit())


def test_another_language_while_the_slip_prints_does_not_print_it_twice() -> None:
    class Slow(ReceiptPrinter):
        async def print_receipt(self, document: ReceiptDocument) -> PrintOutcome:
            await self.gate.wait()
            return await super().print_receipt(document)

        def __init__(self) -> None:
            super().__init__()
            self.gate = asyncio.Event()

    async def visit() -> None:
        printer = Slow()
        async with running(Rig(receipts=printer)) as rig:
            await to_number(rig)
            await rig.wait(1)
            await rig.prefer("language")
            await rig.prefer("language")
            await rig.prefer("language")
            printer.gate.set()
            await rig.wait(1)
            assert len(printer.printed) == 1

    asyncio.run(visit())


def case(state: str, text_zh: str = "") -> CaseProgress:
    told = CaseState(
        sub_id="1" * 32,
        number="K071126112400001X",
        case_number="C1",
        state=state,
        at="2026-11-25T09:00:00+08:00",
        text_zh=text_zh,
    )
    return CaseProgress("K071126112400001X", "312000218000", START, Delivery(SubmissionState.PURGED, "C1"), told)


@pytest.mark.parametrize(
    ("progress", "done", "now"),
    [
        (replace(case("RECEIVED"), latest=None, delivery=Delivery(SubmissionState.SEALED)), 0, pg.NodeState.WAITING),
        (case("RECEIVED"), 1, pg.NodeState.NOW),
        (case("CORRECTION", text_zh="请补 1 项"), 1, pg.NodeState.WAITING),
        (case("REFUSED"), 4, pg.NodeState.REFUSED),
        (case("IN_LOCKER"), 7, pg.NodeState.NOW),
        (case("DELIVERED"), 8, pg.NodeState.DONE),
    ],
)
def test_the_progress_of_a_case_stands_on_the_line(progress: CaseProgress, done: int, now: pg.NodeState) -> None:
    async def visit() -> None:
        rig = Rig()
        rig.store.cases = {progress.number: progress}
        async with running(rig):
            await rig.press("pickup", "row:progress", "voucher")
            rig.scanner.show("K999")
            await rig.wait(0)
            assert rig.page(pg.PresentPage).trouble
            rig.scanner.show(progress.number)
            await rig.wait(2)
            timeline = rig.page(pg.MessagePage).timeline
            assert [row.state for row in timeline[:done]] == [pg.NodeState.DONE] * done
            assert timeline[done].state is now
            assert all(row.state is pg.NodeState.LATER for row in timeline[done + 1 :])

    asyncio.run(visit())


@pytest.mark.parametrize("down", [False, True])
def test_a_phone_may_take_the_progress_along_where_the_hall_gives_an_address(down: bool) -> None:
    async def visit() -> None:
        progress = case("RECEIVED")
        rig = Rig()
        rig.hall.down = down
        rig.store.cases = {progress.number: progress}
        async with running(rig):
            await rig.press("pickup", "row:progress", "voucher")
            rig.scanner.show(progress.number)
            await rig.wait(2)
            page = rig.page(pg.MessagePage)
            assert page.timeline
            if down:
                assert page.phone is None
            else:
                assert page.phone
                assert page.phone.address.startswith("https://hall.example/progress/")
                assert progress.number not in page.phone.address

    asyncio.run(visit())
