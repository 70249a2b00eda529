"""Vendor mode: who gets in, what each may do, and that nothing personal is shown there."""

import asyncio
from datetime import timedelta

import pytest

from devices.status import DeviceClass, DeviceState, DeviceStatus, Supply, SupplyState
from flows import delays
from flows import pages as pg
from flows.events import PinTyped, VendorCornerHeld
from flows.session.end_stages import EndReason
from flows.staff import Carried, FerryOutcome, NotCarried
from offline_cache.submission import Barred, DoorIntent, DoorPurpose, Good
from tests.flows.session.branch import LI
from tests.flows.session.manual_clock import START
from tests.flows.session.rig import Rig, running
from tests.flows.session.test_journeys import log_in
from tests.flows.session.visits import NO_RECORD, start, to_camera
from tests.offline_cache.terminal import submission


def test_a_lock_is_never_said_to_be_over_before_it_is() -> None:
    async def visit() -> str:
        rig = Rig()
        rig.gate.left, rig.gate.locked_until = 0, START + timedelta(days=1, seconds=30)
        async with running(rig):
            await rig.post(VendorCornerHeld())
            for entry, key in [("number", "1"), *[("pin", "0")] * 6]:
                await rig.post(PinTyped(entry, key))
            await rig.press("primary")
            return rig.page(pg.StaffLoginPage).error

    assert "11-25 10:25" in asyncio.run(visit())


def test_a_wrong_pin_says_how_many_tries_are_left_and_then_locks() -> None:
    async def visit() -> None:
        rig = Rig()
        rig.gate.left = 1
        async with running(rig):
            await rig.post(VendorCornerHeld())
            for entry, key in [("number", "1"), ("number", "9"), ("number", "back"), *[("pin", "0")] * 4]:
                await rig.post(PinTyped(entry, key))
            page = rig.page(pg.StaffLoginPage)
            assert (page.number, page.pin_length) == ("1", 4)
            await rig.press("primary")
            assert "0" in rig.page(pg.StaffLoginPage).error
            for key in "000000":
                await rig.post(PinTyped("pin", key))
            await rig.press("primary")
            assert "10:24" in rig.page(pg.StaffLoginPage).error

    asyncio.run(visit())


def test_the_corner_does_nothing_while_a_customer_is_being_served() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await start(rig, NO_RECORD)
            rig.reader.put(LI)
            await rig.wait(0)
            await rig.post(VendorCornerHeld())
            rig.page(pg.QuestionPage)

    asyncio.run(visit())


@pytest.mark.parametrize(
    ("number", "actions"),
    [
        ("1001", ["deliver", "collect", "again", "close"]),
        ("2001", ["deliver"]),
        ("3001", ["deliver", "collect"]),
    ],
)
def test_each_role_may_do_its_own(number: str, actions: list[str]) -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await log_in(rig, number)
            page = rig.page(pg.VendorPage)
            assert [one.id for one in page.actions] == actions
            assert bool(page.rows) == (number == "1001")
            if number != "1001":
                await rig.press("close", "test:id_card_reader")
                rig.page(pg.VendorPage)
                assert rig.ended is None

    asyncio.run(visit())


def test_devices_are_seen_and_tested() -> None:
    async def visit() -> None:
        rig = Rig()
        low = DeviceStatus(
            DeviceClass.RECEIPT_PRINTER, DeviceState.ONLINE, supplies=(Supply("paper", SupplyState.LOW),)
        )
        rig.board.states[DeviceClass.RECEIPT_PRINTER] = low
        rig.board.states[DeviceClass.PICKUP_LOCKER] = DeviceStatus(DeviceClass.PICKUP_LOCKER, DeviceState.OFFLINE)
        async with running(rig):
            await log_in(rig, "1001")
            page = rig.page(pg.VendorPage)
            tones = {row.device: row.tone for row in page.rows}
            assert (tones["回执打印机"], tones["储物柜"], tones["身份证读卡器"]) == ("warn", "off", "ok")
            assert page.attention
            assert page.verdict.tone == "warn"
            await rig.press("test:id_card_reader")
            result = rig.page(pg.VendorPage).result
            assert result
            assert result.tone == "ok"

    asyncio.run(visit())


class Stick:
    def __init__(self, *outcomes: FerryOutcome) -> None:
        self.outcomes = list(outcomes)

    async def exchange(self) -> FerryOutcome:
        return self.outcomes.pop(0)


@pytest.mark.parametrize(
    ("outcome", "tone", "word"),
    [
        (Carried(2, 1), "ok", "写入 2 件，收到回执 1 件"),
        (Carried(2, 0, left_out=1), "warn", "1 件没有成"),
        (NotCarried("none"), "error", "没有找到优盘"),
        (NotCarried("several"), "error", "不止一个"),
        (NotCarried("full"), "error", "满了"),
        (NotCarried("broken"), "error", "出错"),
    ],
)
def test_what_the_line_does_not_take_goes_by_stick_and_staff_read_what_came_of_it(
    outcome: FerryOutcome, tone: str, word: str
) -> None:
    async def visit() -> None:
        rig = Rig(ferry=Stick(outcome))
        rig.store.online = False
        rig.store.sealed = [submission()]
        async with running(rig):
            await log_in(rig, "1001")
            assert "carry" in [one.id for one in rig.page(pg.VendorPage).actions]
            await rig.press("carry")
            result = rig.page(pg.VendorPage).result
            assert result
            assert result.tone == tone
            assert word in result.title + result.text

    asyncio.run(visit())


def test_where_nothing_waits_there_is_nothing_to_carry() -> None:
    async def visit() -> None:
        async with running(Rig(ferry=Stick())) as rig:
            await log_in(rig, "1001")
            assert "carry" not in [one.id for one in rig.page(pg.VendorPage).actions]
            await rig.press("carry")
            assert rig.page(pg.VendorPage).result is None

    asyncio.run(visit())


@pytest.mark.row("F24")
def test_a_door_with_an_unknown_end_is_resolved_by_looking() -> None:
    async def visit(way: str, kind: str) -> None:
        rig = Rig()
        intent = DoorIntent("9" * 32, 4, DoorPurpose.PICKUP, "7" * 32, "K071126112400001X")
        rig.store.intents = {intent.intent_id: intent}
        async with running(rig):
            await log_in(rig, "1001")
            await rig.press(f"door:{intent.intent_id}", way)
            assert [event.kind for event in rig.store.events] == [kind]
            assert not rig.store.intents
            assert not rig.locker.intents
            await rig.press("primary")
            rig.page(pg.VendorPage)

    asyncio.run(visit("row:happened", "picked-up"))
    asyncio.run(visit("row:not-happened", "door-uncertain"))


def test_closing_the_terminal_ends_with_that_reason() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await log_in(rig, "1001")
            await rig.press("close")
            await rig.wait(1)
            assert rig.ended is EndReason.CLOSED

    asyncio.run(visit())


def test_without_a_card_reader_the_terminal_is_out_of_service_and_back_when_it_is_there() -> None:
    async def visit() -> None:
        rig = Rig()
        rig.board.states[DeviceClass.ID_CARD_READER] = DeviceStatus(DeviceClass.ID_CARD_READER, DeviceState.OFFLINE)
        async with running(rig):
            await rig.wait(1)
            assert rig.page(pg.MessagePage).picture == "closed"
            await log_in(rig, "1001")
            assert rig.page(pg.VendorPage).verdict.tone == "error"
            await rig.press("back")
            await rig.wait(1)
        again = Rig()
        async with running(again):
            await again.wait(1)
            again.page(pg.HomePage)

    asyncio.run(visit())


def test_without_paper_services_say_why_not_and_the_locker_goes_on() -> None:
    async def visit() -> None:
        rig = Rig()
        out = DeviceStatus(
            DeviceClass.RECEIPT_PRINTER, DeviceState.ONLINE, supplies=(Supply("paper", SupplyState.OUT),)
        )
        rig.board.states[DeviceClass.RECEIPT_PRINTER] = out
        async with running(rig):
            await rig.wait(1)
            home = rig.page(pg.HomePage)
            assert all(row.cannot for row in home.hot)
            await rig.press(f"tile:{NO_RECORD}")
            rig.page(pg.HomePage)
            await rig.press("primary")
            rig.page(pg.PresentPage)

    asyncio.run(visit())


@pytest.mark.row("F13")
def test_without_room_on_the_disk_nobody_is_asked_to_type() -> None:
    async def visit() -> None:
        rig = Rig()
        rig.store.disk = "out_of_service"
        async with running(rig):
            assert rig.page(pg.MessagePage).picture == "closed"
            await rig.press(f"tile:{NO_RECORD}", "primary")
            assert rig.page(pg.MessagePage).picture == "closed"

    asyncio.run(visit())


@pytest.mark.row("F13")
def test_a_terminal_closes_when_the_disk_fills_and_opens_by_itself_when_there_is_room() -> None:
    async def visit() -> None:
        rig = Rig()
        async with running(rig):
            rig.page(pg.HomePage)
            rig.store.disk = "out_of_service"
            await rig.wait(delays.STANDING_POLL + 1)
            assert rig.page(pg.MessagePage).picture == "closed"
            rig.store.disk = "plenty"
            await rig.wait(delays.STANDING_POLL + 1)
            rig.page(pg.HomePage)

    asyncio.run(visit())


@pytest.mark.row("F19")
def test_a_revoked_terminal_closes_at_its_next_look_and_opens_when_it_is_reinstated() -> None:
    async def visit() -> None:
        rig = Rig()
        async with running(rig):
            rig.page(pg.HomePage)
            rig.store.standing_now = Barred("revoked")
            await rig.wait(delays.STANDING_POLL + 1)
            assert rig.page(pg.MessagePage).picture == "closed"
            rig.store.standing_now = Good()
            await rig.wait(delays.STANDING_POLL + 1)
            rig.page(pg.HomePage)

    asyncio.run(visit())


def test_without_room_for_pages_the_camera_stays_off() -> None:
    async def visit() -> None:
        rig = Rig()
        rig.store.disk = "no_pages"
        async with running(rig):
            await to_camera(rig)
            assert not rig.page(pg.CapturePage).camera_on
            assert not rig.camera.on

    asyncio.run(visit())
