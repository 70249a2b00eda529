"""Open questions: the hall looks it up, the screen shows it, paper on wish. Bundles that print and hand in."""

import asyncio
from dataclasses import dataclass

from flows import pages as pg
from flows.decision import Ready
from flows.hall_facts import ProofDenied, ProofMade, ProofOutcome
from offline_cache.wire import ProofQuery, SubmissionBody
from tests.flows.session.branch import Hall
from tests.flows.session.rig import Rig, running
from tests.flows.session.test_bundles import MARRIAGE, PENSION, rig_with, to_check
from tests.flows.session.test_receipt import words
from tests.flows.session.visits import hand_in

STATION = "PH-P-084"


@dataclass
class Knowing(Hall):
    """Answers each look-up with lines; `stuck` never answers, `silent` knows nothing."""

    stuck: bool = False
    silent: bool = False

    async def make_proof(self, query: ProofQuery) -> ProofOutcome:
        if self.stuck:
            await asyncio.Event().wait()
        made = await super().make_proof(query)
        if self.silent:
            return ProofDenied("E120")
        return ProofMade("t", "c", b"%PDF", (("所属派出所", "测试派出所"),)) if isinstance(made, ProofMade) else made


async def ask(rig: Rig) -> None:
    await rig.press(f"tile:{STATION}", "primary")
    await rig.type("q.keyword", "木兰路")
    await rig.press("primary")


def test_an_open_question_is_answered_on_the_screen_without_a_card() -> None:
    async def visit() -> None:
        async with running(Rig(hall=Knowing())) as rig:
            await ask(rig)
            page = rig.page(pg.MessagePage)
            assert page.panel is not None
            assert "测试派出所" in page.panel.text
            assert "演示数据" in page.panel.title
            (query,) = rig.hall.proofs
            assert (query.keyword, query.subject_idno) == ("木兰路", "")
            await rig.press("row:print")
            assert "测试派出所" in words(rig.receipts.printed[0])
            assert rig.store.sealed == []

    asyncio.run(visit())


def test_with_the_hall_away_it_says_so_and_can_be_tried_again() -> None:
    async def visit() -> None:
        async with running(Rig(hall=Knowing(down=True))) as rig:
            await ask(rig)
            page = rig.page(pg.MessagePage)
            assert page.panel is not None
            assert page.panel.tone == "warn"
            rig.hall.down = False
            await rig.press("primary")
            found = rig.page(pg.MessagePage)
            assert found.panel is not None
            assert "测试派出所" in found.panel.text

    asyncio.run(visit())


def test_nobody_has_to_wait_for_a_slow_look_up() -> None:
    async def visit() -> None:
        async with running(Rig(hall=Knowing(stuck=True))) as rig:
            await ask(rig)
            rig.page(pg.WorkingPage)
            await rig.press("cancel")
            rig.page(pg.MessagePage)

    asyncio.run(visit())


def test_where_the_hall_knows_nothing_the_question_stays_on_the_screen() -> None:
    async def visit() -> None:
        async with running(Rig(hall=Knowing(silent=True))) as rig:
            await ask(rig)
            page = rig.page(pg.MessagePage)
            assert page.panel is not None
            assert "木兰路" in page.panel.text

    asyncio.run(visit())


def both() -> Ready:
    """One paper now, one case for the hall, one signature over it."""
    return Ready(items=(PENSION, MARRIAGE), form={}, materials=(), proofs=(PENSION,), review=("person.name",))


def test_a_bundle_that_prints_and_hands_in_does_both_under_one_signature() -> None:
    async def visit() -> None:
        async with running(rig_with(both())) as rig:
            await to_check(rig)
            await hand_in(rig)
            assert [query.item_code for query in rig.hall.proofs] == [PENSION]
            assert len(rig.documents.printed) == 1
            body = rig.store.sealed[0].body
            assert isinstance(body, SubmissionBody)
            assert body.members == (PENSION, MARRIAGE)
            assert body.declaration
            assert body.signature_ink

    asyncio.run(visit())


def test_a_paper_that_cannot_be_had_does_not_keep_the_case_from_the_hall() -> None:
    async def visit() -> None:
        async with running(rig_with(both(), hall=Hall(down=True))) as rig:
            await to_check(rig)
            await rig.press("primary")
            await rig.sign()
            await rig.press("primary", "row:skip")
            rig.page(pg.DonePage)
            body = rig.store.sealed[0].body
            assert isinstance(body, SubmissionBody)
            assert body.members == (MARRIAGE,)
            assert body.signature_ink

    asyncio.run(visit())
