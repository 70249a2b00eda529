"""Power, presence, lights, and what staff, customers and engineers are told of a device."""

import asyncio
from dataclasses import replace

import pytest

from devices.id_card_reader import ReaderUnavailable
from devices.lights import Light, Slot
from devices.receipt_printer import NotPrinted, NotPrintedReason
from devices.status import Actor, Capabilities, DeviceClass, DeviceState, DeviceStatus, Fault, MediaState
from devices.ups import PowerAdvice
from flows import delays
from flows import pages as pg
from flows.events import PinTyped, VendorCornerHeld
from flows.session.end_stages import EndReason
from tests.flows.session.branch import LI, Lamps
from tests.flows.session.rig import Rig, running
from tests.flows.session.visits import NO_RECORD, start, to_camera, to_number, to_review

UPS, SENSOR = DeviceClass.UPS, DeviceClass.PRESENCE_SENSOR
LINE = DeviceStatus(UPS, DeviceState.ONLINE)
BATTERY = replace(LINE, fault=Fault("ups_on_battery", Actor.STAFF))
LOW = replace(LINE, fault=Fault("ups_battery_low", Actor.STAFF))
HERE = DeviceStatus(SENSOR, DeviceState.ONLINE, MediaState.PRESENT)
GONE = replace(HERE, media=MediaState.NOT_PRESENT)
SILENT = DeviceStatus(SENSOR, DeviceState.OFFLINE, fault=Fault("no_answer", Actor.STAFF))


async def reports(rig: Rig, status: DeviceStatus) -> None:
    rig.board.states[status.device] = status
    await rig.wait(delays.TICK)


def closed(rig: Rig) -> bool:
    page = rig.snapshot.page
    return isinstance(page, pg.MessagePage) and page.picture == "closed"


# ---- power ---------------------------------------------------------------------------------------------------------


def test_a_short_failure_of_the_line_changes_nothing() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await reports(rig, LINE)
            await reports(rig, BATTERY)
            await rig.wait(20)
            assert not closed(rig)
            await reports(rig, LINE)
            await rig.wait(60)
            assert not closed(rig)
            assert rig.advice == []

    asyncio.run(visit())


def test_on_battery_the_customer_finishes_and_nobody_new_is_taken() -> None:
    async def visit() -> None:
        rig = Rig()
        async with running(rig):
            await reports(rig, LINE)
            await to_review(rig)
            await reports(rig, BATTERY)
            await rig.wait(40)
            assert rig.advice == [PowerAdvice.FINISH_CUSTOMER]
            rig.page(pg.ReviewPage)
        after = Rig()
        async with running(after):
            await reports(after, BATTERY)
            assert closed(after), "the next process begins on battery and does not wait to see how long"
            await after.press(f"tile:{NO_RECORD}")
            assert closed(after)
            await reports(after, LINE)
            after.page(pg.HomePage)

    asyncio.run(visit())


def test_a_low_battery_ends_the_session_and_keeps_what_was_typed() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await to_review(rig)
            rig.reader.lying = False
            await reports(rig, LOW)
            await rig.wait(2)
            assert rig.ended is EndReason.POWER
            assert len(rig.store.drafts) == 1
            assert rig.advice == [PowerAdvice.SHUT_DOWN]

    asyncio.run(visit())


def test_a_low_battery_lets_the_slip_come_out_first() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            rig.receipts.held = asyncio.Event()
            await to_number(rig)
            await rig.wait(delays.DELIVERY_WAIT)
            rig.reader.lying = False
            await reports(rig, LOW)
            await rig.wait(5)
            assert rig.ended is None
            rig.receipts.held.set()
            await rig.wait(2)
            assert rig.ended is EndReason.POWER

    asyncio.run(visit())


def test_a_silent_supply_is_not_a_failing_one() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await reports(rig, DeviceStatus(UPS, DeviceState.OFFLINE, fault=Fault("no_answer", Actor.STAFF)))
            await rig.wait(120)
            assert not closed(rig)

    asyncio.run(visit())


# ---- presence ------------------------------------------------------------------------------------------------------


def test_who_walks_away_sees_the_sheet_sooner_and_has_as_long_on_it() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await reports(rig, HERE)
            await start(rig, NO_RECORD)
            await reports(rig, GONE)
            await rig.wait(delays.AWAY - 2)
            assert rig.snapshot.idle is None
            await rig.wait(2)
            assert rig.snapshot.idle is not None
            await rig.wait(delays.IDLE_SHEET - 3)
            assert rig.ended is None
            await rig.wait(5)
            assert rig.ended is EndReason.TIMEOUT

    asyncio.run(visit())


def test_who_comes_back_finds_everything_as_it_was() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await start(rig, NO_RECORD)
            await reports(rig, GONE)
            await rig.wait(delays.AWAY + 2)
            assert rig.snapshot.idle is not None
            await reports(rig, HERE)
            assert rig.snapshot.idle is None
            await rig.wait(delays.IDLE_SHEET)
            assert rig.ended is None

    asyncio.run(visit())


@pytest.mark.parametrize("status", [SILENT, replace(GONE, state=DeviceState.OFFLINE)])
def test_a_sensor_that_is_silent_saw_nobody_leave(status: DeviceStatus) -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await start(rig, NO_RECORD)
            await reports(rig, status)
            await rig.wait(delays.IDLE - 10)
            assert rig.snapshot.idle is None

    asyncio.run(visit())


def test_a_touch_counts_more_than_the_sensor() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            await reports(rig, GONE)
            await start(rig, NO_RECORD)
            await rig.wait(delays.AWAY - 3)
            await rig.press("back")
            await rig.wait(delays.AWAY - 3)
            assert rig.snapshot.idle is None

    asyncio.run(visit())


# ---- lights and close watch ----------------------------------------------------------------------------------------


def test_the_light_at_the_slot_to_touch_blinks_and_no_other() -> None:
    async def visit() -> Lamps:
        lamps = Lamps()
        async with running(Rig(lamps=lamps)) as rig:
            assert lamps.blinking == set()
            await start(rig, NO_RECORD)
            assert lamps.blinking == {Slot.CARD}
            rig.reader.put(LI)
            await rig.wait(0)
            assert lamps.blinking == set()
        async with running(Rig(lamps=lamps)) as rig:
            await to_camera(rig)
            assert lamps.blinking == {Slot.CAMERA}
            assert (Slot.SCANNER, Light.BLINKING) in lamps.told
        return lamps

    assert asyncio.run(visit()).blinking == set(), "dark at the end"


def test_the_slip_in_the_slot_is_pointed_at_only_when_it_came_out() -> None:
    async def visit(*ends: NotPrinted) -> set[Slot]:
        lamps = Lamps()
        async with running(Rig(lamps=lamps)) as rig:
            rig.receipts.ends = [*ends]
            await to_number(rig)
            await rig.wait(delays.DELIVERY_WAIT + 1)
            return lamps.blinking

    assert asyncio.run(visit()) == {Slot.RECEIPT}
    assert asyncio.run(visit(NotPrinted(NotPrintedReason.PAPER_OUT))) == set()


def test_a_device_is_watched_closely_as_long_as_it_is_used() -> None:
    async def visit() -> None:
        async with running(Rig()) as rig:
            assert rig.used == []
            await start(rig, NO_RECORD)
            assert rig.in_use[DeviceClass.ID_CARD_READER] == 1
            await rig.press("back")
            assert rig.in_use[DeviceClass.ID_CARD_READER] == 0
        async with running(Rig()) as rig:
            await to_number(rig)
            await rig.wait(delays.DELIVERY_WAIT + 1)
            assert rig.used[-1] is DeviceClass.RECEIPT_PRINTER
            assert rig.in_use.total() == 0

    asyncio.run(visit())


# ---- words ---------------------------------------------------------------------------------------------------------


def test_a_customer_at_a_lost_reader_is_told_what_to_do() -> None:
    async def visit(language: str) -> str:
        rig = Rig()
        rig.board.states[DeviceClass.ID_CARD_READER] = DeviceStatus(DeviceClass.ID_CARD_READER, DeviceState.ONLINE)
        async with running(rig):
            if language == "en":
                await rig.prefer("language")
            await start(rig, NO_RECORD)
            lost = Fault("unplugged", Actor.STAFF, "/dev/ttyUSB0: no such device")
            rig.reader.outcomes.put_nowait(ReaderUnavailable("gone"))
            await reports(rig, DeviceStatus(DeviceClass.ID_CARD_READER, DeviceState.POWER_OFF, fault=lost))
            await rig.wait(2)
            trouble = rig.page(pg.PresentPage).trouble
            assert trouble is not None
            return trouble.text

    assert "柜台" in asyncio.run(visit("zh"))
    assert "counter" in asyncio.run(visit("en"))


@pytest.mark.parametrize(
    ("number", "said"), [("1001", "检查电源和数据线"), ("4001", "核对 kiosk.toml"), ("4001", "ttyUSB0")]
)
def test_staff_and_engineers_are_told_what_concerns_them(number: str, said: str) -> None:
    async def visit() -> str:
        rig = Rig()
        lost = Fault("unplugged", Actor.STAFF, "/dev/ttyUSB0")
        rig.board.states[DeviceClass.CODE_SCANNER] = DeviceStatus(
            DeviceClass.CODE_SCANNER, DeviceState.POWER_OFF, fault=lost
        )
        async with running(rig):
            return (await vendor_row(rig, number)).note

    assert said in asyncio.run(visit())


def test_the_vendor_page_tells_which_device_it_is() -> None:
    async def visit() -> str:
        rig = Rig()
        reader = DeviceClass.ID_CARD_READER
        which = Capabilities(serial="05.03-20180419-0000012345-0000000478")
        rig.board.states[reader] = DeviceStatus(reader, DeviceState.ONLINE, capabilities=which)
        async with running(rig):
            return (await vendor_row(rig, "1001")).note

    assert asyncio.run(visit()) == "05.03-20180419-0000012345-0000000478"


async def vendor_row(rig: Rig, number: str) -> pg.VendorRow:
    """The first device that has something said about it."""
    await rig.post(VendorCornerHeld())
    for entry, text in (("number", number), ("pin", "135790")):
        for key in text:
            await rig.post(PinTyped(entry, key))
    await rig.press("primary")
    await rig.wait(0)
    return next(row for row in rig.page(pg.VendorPage).rows if row.note)
