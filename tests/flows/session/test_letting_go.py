"""Who leaves is let go as soon as nothing is in the way; nothing goes on in the name of somebody who is not there."""

import asyncio

import pytest

from devices.pickup_locker import CellNumber, OpenOutcome, OpenUncertain
from devices.receipt_printer import PrintOutcome
from flows import delays
from flows import pages as pg
from flows.decision import Ask, AskKind
from flows.events import PinTyped, VendorCornerHeld
from flows.hall_facts import ProofDenied, ProofOutcome
from flows.session.asking import CONFIRM_YES
from flows.session.end_stages import EndReason
from flows.session.stages import Asking, MakingProof, Notice, PrintingProof, PutCard, Reviewing, Signing
from flows.staff import GateOutcome
from offline_cache.submission import NotSealed, StoreFailure
from offline_cache.wire import ProofQuery, SubmissionBody
from tests.flows.session.branch import WANG, DocumentPrinter, Gate, Hall, Locker
from tests.flows.session.player import LIMIT
from tests.flows.session.rig import Rig, running
from tests.flows.session.test_doors import at_open_door
from tests.flows.session.visits import to_review

# ---- at the locker -------------------------------------------------------------------------------------------------


class SlowLocker(Locker):
    """Opens when it is let, and never knows whether it did."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = asyncio.Event()

    async def open_cell(self, cell: CellNumber, *, intent_id: str) -> OpenOutcome:
        await self.gate.wait()
        return OpenUncertain(cell)


@pytest.mark.row("F24")
def test_who_left_while_a_door_was_opening_is_let_go_when_nobody_knows_whether_it_did() -> None:
    async def visit() -> None:
        locker = SlowLocker()
        async with running(Rig(locker=locker)) as rig:
            await at_open_door(rig)
            rig.reader.lying = False
            await rig.press("leave")
            locker.gate.set()
            await rig.wait(1)
            assert rig.ended is EndReason.LEFT
            assert len(rig.store.intents) == 1

    asyncio.run(visit())


# ---- papers --------------------------------------------------------------------------------------------------------


class SlowPrinter(DocumentPrinter):
    def __init__(self, *ends: PrintOutcome) -> None:
        super().__init__(ends=list(ends))
        self.gate = asyncio.Event()

    async def print_pdf(self, pdf: bytes, *, title: str) -> PrintOutcome:
        await self.gate.wait()
        return await super().print_pdf(pdf, title=title)


async def to_the_papers(rig: Rig) -> None:
    """Three proofs in one go, up to the first."""
    await rig.press("scenario:B02", "primary")
    for _ in range(LIMIT):
        match rig.session.stage:
            case Asking(question=question):
                await answer(rig, question.ask)
            case PutCard():
                rig.reader.put(WANG)
                await rig.wait(0)
            case Signing(strokes=()):
                await rig.sign()
            case Notice() | Reviewing() | Signing():
                await rig.press("primary")
            case _:
                return


async def answer(rig: Rig, ask: Ask) -> None:
    """The first options, three where several may be chosen."""
    if ask.kind is AskKind.CONFIRM:
        await rig.choose(ask.id, CONFIRM_YES)
    elif ask.kind is AskKind.MULTI:
        await rig.choose(ask.id, *[option.id for option in ask.options if not option.cannot][:3])
        await rig.press("primary")
    else:
        await rig.choose(ask.id, ask.options[0].id)


def members(rig: Rig) -> tuple[str, ...]:
    body = rig.store.sealed[0].body
    assert isinstance(body, SubmissionBody)
    return body.members or (body.item_code,)


def test_for_who_has_left_no_further_paper_is_printed_and_the_first_is_recorded() -> None:
    async def visit() -> None:
        printer = SlowPrinter()
        async with running(Rig(documents=printer)) as rig:
            await to_the_papers(rig)
            assert isinstance(rig.session.stage, PrintingProof)
            rig.reader.lying = False
            await rig.press("leave")
            printer.gate.set()
            await rig.wait(delays.DELIVERY_WAIT + 2)
            assert len(printer.printed) == 1
            assert len(members(rig)) == 1
            assert rig.ended is not None

    asyncio.run(visit())


class OneProof(Hall):
    """Makes the first paper; then it takes long, or has none."""

    def __init__(self, *, silent: bool) -> None:
        super().__init__()
        self.silent = silent

    async def make_proof(self, query: ProofQuery) -> ProofOutcome:
        if not self.proofs:
            return await super().make_proof(query)
        if self.silent:
            await asyncio.Event().wait()
        return ProofDenied()


@pytest.mark.parametrize(("silent", "way"), [(True, "leave"), (False, "leave"), (False, "row:end")])
def test_who_leaves_between_two_papers_leaves_a_record_of_the_first(silent: bool, way: str) -> None:
    async def visit() -> None:
        async with running(Rig(hall=OneProof(silent=silent))) as rig:
            await to_the_papers(rig)
            assert isinstance(rig.session.stage, MakingProof) is silent
            rig.reader.lying = False
            await rig.press(way)
            await rig.wait(delays.DELIVERY_WAIT + 2)
            assert len(rig.documents.printed) == 1
            assert len(members(rig)) == 1
            assert rig.ended is not None

    asyncio.run(visit())


def test_who_walks_away_between_two_papers_leaves_a_record_of_the_first() -> None:
    async def visit() -> None:
        async with running(Rig(hall=OneProof(silent=False))) as rig:
            await to_the_papers(rig)
            assert {"row:other", "row:ticket"}.isdisjoint(way.id for way in rig.page(pg.RefusalPage).ways)
            rig.reader.lying = False
            await rig.wait(delays.IDLE + delays.IDLE_SHEET + delays.DELIVERY_WAIT + 3)
            assert rig.ended is EndReason.TIMEOUT
            assert len(members(rig)) == 1

    asyncio.run(visit())


# ---- what could not be stored --------------------------------------------------------------------------------------


@pytest.mark.parametrize("failure", StoreFailure)
def test_who_could_not_hand_in_may_call_staff_or_go(failure: StoreFailure) -> None:
    async def visit() -> None:
        rig = Rig()
        rig.store.refusals = [NotSealed(failure)]
        async with running(rig):
            await to_review(rig)
            await rig.press("primary")
            await rig.sign()
            await rig.press("primary")
            assert [way.id for way in rig.page(pg.RefusalPage).ways] == ["row:staff", "row:end"]
            await rig.press("row:staff")
            assert rig.calls == [True]
            rig.reader.lying = False
            await rig.press("row:end")
            await rig.wait(1)
            assert rig.ended is EndReason.LEFT
            assert rig.store.drafts == {}

    asyncio.run(visit())


def test_a_seal_that_failed_does_not_hold_the_terminal() -> None:
    async def visit() -> None:
        rig = Rig()
        rig.store.refusals = [NotSealed(StoreFailure.DISK_FULL)]
        async with running(rig):
            await to_review(rig)
            await rig.press("primary")
            await rig.sign()
            await rig.press("primary")
            rig.reader.lying = False
            await rig.wait(delays.IDLE + 1)
            assert rig.snapshot.idle is not None
            await rig.wait(delays.IDLE_SHEET + 2)
            assert rig.ended is EndReason.TIMEOUT

    asyncio.run(visit())


# ---- staff ---------------------------------------------------------------------------------------------------------


class SlowGate(Gate):
    def __init__(self) -> None:
        super().__init__()
        self.gate = asyncio.Event()

    async def check(self, number: str, pin: str) -> GateOutcome:
        await self.gate.wait()
        return await super().check(number, pin)


@pytest.mark.parametrize("pin", ["135790", "000000"])
def test_who_leaves_while_the_pin_is_checked_opens_no_vendor_mode(pin: str) -> None:
    async def visit() -> None:
        gate = SlowGate()
        async with running(Rig(gate=gate)) as rig:
            await rig.post(VendorCornerHeld())
            for key in "1001":
                await rig.post(PinTyped("number", key))
            for key in pin:
                await rig.post(PinTyped("pin", key))
            await rig.press("primary", "leave")
            gate.gate.set()
            await rig.wait(1)
            assert not any(isinstance(shown.page, pg.VendorPage) for shown in rig.shown)
            assert rig.ended is EndReason.LEFT

    asyncio.run(visit())
