"""What is wrong with a device reaches whom it concerns: the customer on the screen, the others in vendor mode."""

import asyncio

import pytest

from devices.faults import kinds, texts_of
from devices.id_card_reader import ReaderUnavailable
from devices.status import Actor, DeviceClass, DeviceState, DeviceStatus, Fault, Supply, SupplyState
from flows import pages as pg
from flows.events import Preferred
from tests.flows.session.rig import Rig, running
from tests.flows.session.test_journeys import log_in
from tests.flows.session.visits import NO_RECORD, start

READER = DeviceClass.ID_CARD_READER


def broken(kind: str, detail: str = "") -> DeviceStatus:
    return DeviceStatus(READER, DeviceState.OFFLINE, fault=Fault(kind, Actor.STAFF, detail))


def panel_of_a_customer(kind: str, language: str) -> str:
    """What the page says that waits for a card while the reader has this fault."""

    async def visit() -> str:
        rig = Rig()
        async with running(rig):
            if language == "en":
                await rig.post(Preferred("language"))
            await start(rig, NO_RECORD)
            rig.board.states[READER] = broken(kind)
            rig.reader.outcomes.put_nowait(ReaderUnavailable("x"))
            await rig.wait(1)
            trouble = rig.page(pg.PresentPage).trouble
            assert trouble is not None
            return trouble.text

    return asyncio.run(visit())


def note_of(number: str, status: DeviceStatus) -> str:
    """What vendor mode says about the reader to whoever has this number."""

    async def visit() -> str:
        rig = Rig()
        rig.board.states[READER] = status
        async with running(rig):
            await log_in(rig, number)
            [row] = [row for row in rig.page(pg.VendorPage).rows if row.device == "身份证读卡器"]
            return row.note

    return asyncio.run(visit())


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", ["unplugged", "out_of_service"])
def test_the_customer_reads_what_the_customer_can_do(kind: str, language: str) -> None:
    assert panel_of_a_customer(kind, language) == texts_of(kind, language).customer


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_staff_read_what_staff_can_do(kind: str) -> None:
    said = texts_of(kind, "zh").staff.replace("{detail}", "03, 07")
    assert note_of("1001", broken(kind, "03, 07")) == said


def test_staff_read_which_doors_are_meant_and_that_the_locker_needs_them() -> None:
    locker = DeviceStatus(READER, DeviceState.ONLINE, fault=Fault("door_jammed", Actor.STAFF, "03, 07"))

    async def visit() -> tuple[str, str, str]:
        rig = Rig()
        rig.board.states[READER] = locker
        async with running(rig):
            await log_in(rig, "1001")
            row = rig.page(pg.VendorPage).rows[0]
            return row.tone, row.state, row.note

    tone, state, note = asyncio.run(visit())
    assert (tone, state) == ("warn", "要有人处理")
    assert note.startswith("03, 07 号柜门卡住")


def test_the_engineer_reads_what_to_look_at_and_the_detail() -> None:
    said = note_of("4001", broken("no_answer", "board 2: no answer"))
    assert said == f"{texts_of('no_answer', 'zh').engineer} [board 2: no answer]"


@pytest.mark.parametrize(("supply", "said"), [("paper", "没纸"), ("toner", "墨粉"), ("battery", "电量")])
def test_a_low_supply_is_called_by_its_name(supply: str, said: str) -> None:
    async def visit() -> str:
        rig = Rig()
        low = DeviceStatus(DeviceClass.UPS, DeviceState.ONLINE, supplies=(Supply(supply, SupplyState.LOW),))
        rig.board.states[DeviceClass.UPS] = low
        async with running(rig):
            await log_in(rig, "1001")
            return " ".join(panel.title for panel in rig.page(pg.VendorPage).attention)

    assert said in asyncio.run(visit())
