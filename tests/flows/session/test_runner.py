"""The runner: one activity at a time, stale ends ignored, faults of ours told and over."""

import asyncio
import logging

import pytest

from devices.errors import FaultError
from devices.id_card_reader import CardOutcome, CardRead
from devices.receipt_printer import PrintOutcome, ReceiptDocument
from flows import pages as pg
from flows.session.end_stages import EndReason
from offline_cache.submission import Backlog, Draft, NotSealed, Sealed, StoreFailure, Submission
from tests.flows.session.branch import LI, Reader, ReceiptPrinter
from tests.flows.session.memory_store import MemoryStore
from tests.flows.session.rig import Rig, running
from tests.flows.session.visits import NO_RECORD, hand_in, start, to_number, to_review


class Stubborn(Reader):
    """Hands its card over although nobody waits for it any more."""

    async def read_card(self, *, deadline_s: float) -> CardOutcome:
        try:
            return await super().read_card(deadline_s=deadline_s)
        except asyncio.CancelledError:
            return CardRead(LI)


def test_a_card_read_after_the_customer_went_back_changes_nothing() -> None:
    async def visit() -> None:
        async with running(Rig(reader=Stubborn())) as rig:
            await start(rig, NO_RECORD)
            await rig.press("back")
            rig.page(pg.NoticePage)
            assert rig.session.card is None

    asyncio.run(visit())


def test_a_fault_of_ours_is_apologised_for_and_nothing_of_the_customer_stays(caplog: pytest.LogCaptureFixture) -> None:
    class Faulty(MemoryStore):
        async def find_draft(self, holder: str) -> Draft | None:
            raise RuntimeError("a fault of ours")

    async def visit() -> None:
        async with running(Rig(store=Faulty())) as rig:
            await start(rig, NO_RECORD)
            rig.reader.put(LI)
            await rig.wait(0)
            assert rig.page(pg.MessagePage).picture == "sorry"
            assert rig.session.card is None
            rig.reader.lying = False
            await rig.wait(12)
            assert rig.ended is EndReason.CRASH

    with caplog.at_level(logging.CRITICAL, logger="flows.runner"):
        asyncio.run(visit())


def test_a_crash_leaves_the_draft_for_the_same_card(caplog: pytest.LogCaptureFixture) -> None:
    class Faulty(MemoryStore):
        async def seal(self, submission: Submission) -> Sealed | NotSealed:
            raise RuntimeError("a fault of ours")

    async def visit() -> None:
        async with running(Rig(store=Faulty())) as rig:
            await to_review(rig)
            await rig.press("primary")
            await rig.sign()
            await rig.press("primary")
            rig.reader.lying = False
            await rig.wait(12)
            assert rig.ended is EndReason.CRASH
            assert len(rig.store.drafts) == 1

    with caplog.at_level(logging.CRITICAL, logger="flows.runner"):
        asyncio.run(visit())


def test_a_printer_that_raises_leaves_the_slip_uncertain_and_the_number_valid() -> None:
    class Dying(ReceiptPrinter):
        async def print_receipt(self, document: ReceiptDocument) -> PrintOutcome:
            raise FaultError("dead")

    async def visit() -> None:
        async with running(Rig(receipts=Dying())) as rig:
            await to_number(rig)
            await rig.wait(3)
            done = rig.page(pg.DonePage)
            assert done.receipt_trouble
            assert done.number

    asyncio.run(visit())


@pytest.mark.row("F13")
def test_nothing_is_promised_while_the_store_is_full() -> None:
    async def visit() -> None:
        rig = Rig()
        rig.store.refusals = [NotSealed(StoreFailure.DISK_FULL)]
        async with running(rig):
            await to_review(rig)
            await rig.press("primary")
            await rig.sign()
            await rig.press("primary")
            refusal = rig.page(pg.RefusalPage)
            assert "K0711" not in str(refusal)
            assert rig.receipts.printed == []
            await rig.press("primary")
            rig.page(pg.DonePage)

    asyncio.run(visit())


def test_the_number_is_shown_only_after_sealing() -> None:
    class Slow(MemoryStore):
        gate = asyncio.Event()

        async def seal(self, submission: Submission) -> Sealed | NotSealed:
            await self.gate.wait()
            return await super().seal(submission)

    async def visit() -> None:
        store = Slow()
        async with running(Rig(store=store)) as rig:
            await to_review(rig)
            await rig.press("primary")
            await rig.sign()
            await rig.press("primary")
            rig.page(pg.WorkingPage)
            await rig.press("back", "leave", "primary")
            rig.page(pg.WorkingPage)
            assert not any(isinstance(one.page, pg.DonePage) for one in rig.shown)
            store.gate.set()
            await rig.wait(0)
            assert any(isinstance(one.page, pg.DonePage) for one in rig.shown)
            assert len(rig.receipts.printed) == 1

    asyncio.run(visit())


def test_a_draft_is_saved_after_each_answer_and_gone_once_sealed() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await to_review(rig)
            assert rig.store.saves >= 4
            assert await rig.store.backlog() == Backlog(0, None, 0, 0)
            await hand_in(rig)
            assert rig.store.drafts == {}

    asyncio.run(visit())


def test_the_same_screen_is_not_shown_twice_in_a_row() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await rig.wait(30)
            await to_review(rig)
            assert all(one != other for one, other in zip(rig.shown, rig.shown[1:], strict=False))

    asyncio.run(visit())
