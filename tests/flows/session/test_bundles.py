"""Several items done as one: asked once, one voucher; an item that cannot be done does not take the others with it."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

from flows import pages as pg
from flows.decision import Answered, FactBook, MaterialNeed, NeedFacts, Next, Ready, Stop, Unanswered
from flows.engine_port import Engine
from flows.hall_facts import ProofDenied, ProofOutcome
from flows.terminal import Terminal
from offline_cache.wire import ProofQuery, SubmissionBody
from tests.flows.session.branch import WANG, Hall
from tests.flows.session.rig import PROFILE, Rig, content, running
from tests.flows.session.test_receipt import words
from tests.flows.session.visits import hand_in

BUNDLE = "B02"
PENSION, MARRIAGE = "PH-P-001", "PH-P-050"


@dataclass(frozen=True)
class Scripted:
    """An engine with one bundle: the card, then `ready`."""

    ready: Ready
    materials: tuple[MaterialNeed, ...] = ()
    script: Mapping[str, str] = field(default_factory=dict)

    def next(
        self,
        service: str,
        facts: FactBook,
        *,
        down: frozenset[str] = frozenset(),
        materials: frozenset[str] = frozenset(),
    ) -> Next:
        if "person.idno" not in facts:
            return NeedFacts(("idcard.chip",), ("person.idno", "person.name"))
        return self.ready

    def answer(self, service: str, ask: str, given: object, facts: FactBook, at: object) -> Answered | Unanswered:
        raise AssertionError(ask)

    def progress(self, service: str, facts: FactBook, *, down: frozenset[str] = frozenset()) -> tuple[int, int]:
        return 0, 0

    def digest(self) -> str:
        return "0" * 64

    def verdict(self, service: str, item: str, facts: FactBook) -> None:
        return None


def rig_with(ready: Ready, **parts: object) -> Rig:
    engine: Engine = Scripted(ready)
    loaded = content()
    return Rig(place=Terminal(PROFILE, engine, loaded.catalogue, loaded.texts), **parts)  # type: ignore[arg-type]


def proofs() -> Ready:
    return Ready(
        items=(PENSION, MARRIAGE), form={}, materials=(), outcome="proof", signature=False, review=("person.name",)
    )


async def to_check(rig: Rig) -> pg.ReviewPage:
    await rig.press(f"scenario:{BUNDLE}", "primary", "primary")
    rig.reader.put(WANG)
    await rig.wait(0)
    return rig.page(pg.ReviewPage)


def test_each_proof_of_a_bundle_is_printed_and_one_voucher_names_them() -> None:
    async def visit() -> None:
        async with running(rig_with(proofs())) as rig:
            page = await to_check(rig)
            assert len(page.groups[0].rows) == 2
            await rig.press("primary")
            await rig.wait(1)
            rig.page(pg.DonePage)
            assert [query.item_code for query in rig.hall.proofs] == [PENSION, MARRIAGE]
            assert len(rig.documents.printed) == 2
            assert len(rig.store.sealed) == 1
            body = rig.store.sealed[0].body
            assert isinstance(body, SubmissionBody)
            assert body.members == (PENSION, MARRIAGE)
            assert words(rig.receipts.printed[0]).count("V-2026-0001") == 2

    asyncio.run(visit())


def test_a_proof_that_cannot_be_had_is_left_out_and_the_printed_one_stays_printed_once() -> None:
    class NoMarriage(Hall):
        async def make_proof(self, query: ProofQuery) -> ProofOutcome:
            return ProofDenied() if query.item_code == MARRIAGE else await super().make_proof(query)

    async def visit() -> None:
        async with running(rig_with(proofs(), hall=NoMarriage())) as rig:
            await to_check(rig)
            await rig.press("primary")
            page = rig.page(pg.RefusalPage)
            assert page.ways[0].id == "row:skip"
            assert page.back.id == "leave"
            await rig.press("back", "primary", "row:skip")
            await rig.wait(1)
            rig.page(pg.DonePage)
            assert len(rig.documents.printed) == 1
            body = rig.store.sealed[0].body
            assert isinstance(body, SubmissionBody)
            assert body.members == (PENSION,)

    asyncio.run(visit())


def test_an_item_that_stops_is_named_with_its_reason_and_the_others_go_on() -> None:
    stop = Stop(MARRIAGE, "stop-company-not-active", "remedy-market-window")
    ready = Ready(items=(PENSION, "PH-P-052"), form={}, materials=(), dropped=(stop,), review=("person.name",))

    async def visit() -> None:
        async with running(rig_with(ready)) as rig:
            page = await to_check(rig)
            rows = page.groups[0].rows
            assert [isinstance(row.value, str) and "办不了" in row.value for row in rows] == [False, False, True]
            await hand_in(rig)
            await rig.wait(1)
            assert len(rig.receipts.printed) == 1
            assert len(rig.store.sealed) == 1

    asyncio.run(visit())


def test_the_product_page_of_a_bundle_names_what_is_in_it() -> None:
    async def visit() -> None:
        async with running(rig_with(proofs())) as rig:
            await rig.press(f"scenario:{BUNDLE}")
            page = rig.page(pg.ServicePage)
            assert any("一共" in fact.label for fact in page.facts)

    asyncio.run(visit())


def test_a_service_that_is_not_in_the_content_is_said_to_be_not_here() -> None:
    class Empty(Scripted):
        def next(self, service: str, facts: FactBook, **_: object) -> Next:
            raise KeyError(service)

    async def visit() -> None:
        loaded = content()
        rig = Rig(place=Terminal(PROFILE, Empty(proofs()), loaded.catalogue, loaded.texts))
        async with running(rig):
            assert all(row.cannot for row in rig.page(pg.HomePage).scenarios)
            await rig.press(f"tile:{PENSION}")
            rig.page(pg.HomePage)

    asyncio.run(visit())
