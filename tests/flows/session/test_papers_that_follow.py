"""容缺: a secondary paper that is not at hand is promised, in the words of the law, and shown wherever it counts."""

from __future__ import annotations

import asyncio

from devices.receipt_printer import Text
from flows import pages as pg
from flows.session.drafts import resumed, write_draft
from flows.session.state import Application
from offline_cache.wire import MaterialEntry, SubmissionBody
from tests.flows.session.branch import LI
from tests.flows.session.rig import Rig, running
from tests.flows.session.visits import start, to_camera

PERMIT = "PH-P-035"
DUE = "2026年12月4日"
"""eight working days after 24 November 2026"""
FINDS = {
    "person.mobile": "13900000034",
    "resid.registered_on": "2025-01-01",
    "sscard.portrait_ok": True,
}


async def to_the_lease(rig: Rig) -> pg.CapturePage:
    """A first residence permit up to the lease, which is secondary."""
    rig.hall.people = {LI.id_number: FINDS}  # type: ignore[dict-item]
    await start(rig, PERMIT)
    rig.reader.put(LI)
    await rig.wait(0)
    await rig.choose("q.mobile", "yes")
    await rig.choose("q.resid_condition", "home")
    return rig.page(pg.CapturePage)


async def to_review(rig: Rig) -> pg.ReviewPage:
    for _ in range(4):
        page = rig.snapshot.page
        if isinstance(page, pg.QuestionPage):
            await rig.choose(page.ask, page.choices[0].id)
    return rig.page(pg.ReviewPage)


def _row(page: pg.ReviewPage) -> pg.ReviewRow:
    [row] = [row for group in page.groups for row in group.rows if row.edit and row.edit.id == "pages:residence_lease"]
    return row


def test_the_page_says_by_when_the_paper_may_come_instead() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            page = await to_the_lease(rig)
            assert page.later is not None
            assert (page.later.id, page.later.text) == ("later", "没带，以后再交")
            assert DUE in page.heading.sentence
            assert page.later.text in rig.snapshot.script

    asyncio.run(visit())


def test_a_promise_stands_in_review_signature_slip_and_payload() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await to_the_lease(rig)
            await rig.press("later")
            review = await to_review(rig)
            assert DUE in str(_row(review).value)
            await rig.press("primary")
            signed = "\n".join(rig.page(pg.SignPage).clauses)
            for part in ("自愿", DUE, "窗口", "补齐以前，不发结果", "到期没补，这次申请就终止"):
                assert part in signed
            await rig.sign()
            await rig.press("primary")
            await rig.wait(1)
            later = [row for row in rig.page(pg.DonePage).timeline if DUE in row.when]
            assert len(later) == 1
            slip = "\n".join(part.text for part in rig.receipts.printed[0].parts if isinstance(part, Text))
            assert f"{DUE} 前补交" in slip
            assert "到期没交，这次申请终止" in slip
            body = rig.store.sealed[0].body
            assert isinstance(body, SubmissionBody)
            assert MaterialEntry(id="residence_lease", source="later", due="2026-12-04") in body.materials
            assert DUE in body.declaration

    asyncio.run(visit())


def test_a_promise_can_be_taken_back_in_review_by_bringing_the_paper() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await to_the_lease(rig)
            await rig.press("later")
            await to_review(rig)
            await rig.press("pages:residence_lease")
            rig.page(pg.CapturePage)
            rig.camera.lay()
            await rig.wait(0)
            assert rig.page(pg.CapturePage).later is None
            await rig.press("primary")
            review = await to_review(rig)
            assert _row(review).value == "1 页"
            await rig.press("primary")
            assert not any("补" in clause for clause in rig.page(pg.SignPage).clauses)

    asyncio.run(visit())


def test_a_paper_that_the_decision_rests_on_cannot_be_promised() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await to_camera(rig)
            assert rig.page(pg.CapturePage).later is None
            await rig.press("later")
            rig.page(pg.CapturePage)

    asyncio.run(visit())


def test_a_draft_keeps_the_promise() -> None:
    kept = Application(PERMIT, "a" * 32, had=frozenset({"later:residence_lease"}), answers=1)
    again = resumed(Application(PERMIT, "a" * 32), write_draft(kept), {})
    assert again.had == kept.had
