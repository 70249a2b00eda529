"""Pages of a paper that another answer made unnecessary stay with the customer."""

import asyncio

from devices.receipt_printer import ReceiptDocument
from flows import pages as pg
from flows.decision import FactRecord, Trust
from flows.session.papers import pages_for
from flows.session.stages import Reviewing
from flows.session.state import SCANNED, Application
from offline_cache.wire import SubmissionBody
from tests.flows.session.manual_clock import START
from tests.flows.session.rig import Rig, content, running
from tests.flows.session.test_receipt import words
from tests.flows.session.visits import ADDRESS_CHANGE, change_address, hand_in

LEASE = "premises_lease"


async def changed_from_lease_to_free(rig: Rig) -> None:
    """The lease lies under the camera; then it turns out that there is none."""
    await change_address(rig)
    assert rig.session.application
    assert LEASE in rig.session.application.pages
    await rig.press("edit:q.premises_proof")
    await rig.choose("q.premises_proof", "free")
    for _ in range(4):
        if isinstance(rig.snapshot.page, pg.CapturePage):
            rig.camera.lay(b"\xff\xd8consent\xff\xd9")
            await rig.wait(0)
            await rig.press("primary")
    assert isinstance(rig.session.stage, Reviewing)
    assert LEASE not in {need.id for need in rig.session.stage.ready.materials}


def test_a_paper_of_before_is_neither_shown_nor_sealed_nor_printed_on_the_slip() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await changed_from_lease_to_free(rig)
            edits = [row.edit.id for group in rig.page(pg.ReviewPage).groups for row in group.rows if row.edit]
            assert f"pages:{LEASE}" not in edits
            assert rig.session.application
            title = content().texts.text(rig.session.application.titles[LEASE], "zh")
            await hand_in(rig)
            sealed = rig.store.sealed[0]
            assert sealed.attachments
            assert LEASE not in {page.kind for page in sealed.attachments}
            assert isinstance(sealed.body, SubmissionBody)
            assert LEASE not in {entry.id for entry in sealed.body.materials}
            await rig.wait(1)
            slip: ReceiptDocument = rig.receipts.printed[0]
            assert title not in words(slip)

    asyncio.run(visit())


def test_who_changes_back_does_not_lay_the_paper_again() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await changed_from_lease_to_free(rig)
            await rig.press("edit:q.premises_proof")
            await rig.choose("q.premises_proof", "lease")
            rig.page(pg.ReviewPage)
            await hand_in(rig)
            assert LEASE in {page.kind for page in rig.store.sealed[0].attachments}

    asyncio.run(visit())


def test_pages_that_answer_a_question_go_out_as_long_as_the_answer_is_needed() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await change_address(rig)
            assert isinstance(rig.session.stage, Reviewing)
            ready = rig.session.stage.ready
            fact = ready.review[0]
            name = f"{SCANNED}q.photo"
            record = FactRecord(fact, name, "device.camera", Trust.C, START)
            pages = {"q.photo": (b"jpeg",), "q.other_photo": (b"jpeg",)}
            application = Application(ADDRESS_CHANGE, "1" * 32, facts={fact: record}, pages=pages)
            assert list(pages_for(application, ready)) == []
            shown = type(ready)(**{**vars(ready), "values": {fact: name}})
            assert list(pages_for(application, shown)) == ["q.photo"]

    asyncio.run(visit())
