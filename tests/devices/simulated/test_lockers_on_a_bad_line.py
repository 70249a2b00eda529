"""Six families of locker boards on a line that misbehaves: a door is pulsed once, and known to be open."""

import asyncio

import pytest

from devices.clock import Clock
from devices.pickup_locker import CellNumber, DoorState, Opened, OpenFailed, OpenFailure
from devices.registry import create_device
from devices.settings import DeviceSettings
from devices.simulated.child import Child
from devices.simulated.control import DeviceControl
from devices.status import DeviceClass
from tests.devices.hurried_clock import HURRIED

DRIVERS = {
    "8a": ("board_8a80", 1),
    "wkly": ("board_wkly", 0),
    "cu48": ("board_cu48", 0),
    "cu60": ("board_cu60", 0),
    "cu16": ("board_cu16", 0),
    "modbus": ("relay_modbus", 1),
}
"""driver, and what its first board is called on the wire"""

SWIFT = ("drip", "split", "garbage", "twice", "disconnect")
SLOW = ("bad_checksum", "late")
"""these cost the driver a time-out each, so one family has to do"""


def pulses(control: DeviceControl, cell: int) -> int:
    return sum(event["cell"] == cell and event["event"] == "pulse" for event in control.state()["events"])


@pytest.mark.parametrize(("family", "faults"), [*((family, SWIFT) for family in DRIVERS), ("wkly", SLOW)])
def test_a_damaged_answer_neither_opens_twice_nor_hides_an_open_door(family: str, faults: tuple[str, ...]) -> None:
    driver, first = DRIVERS[family]
    boards = [{"address": first, "channels": 8}, {"address": first + 1, "channels": 8}]

    async def scene(child: Child) -> None:
        clock = Clock() if faults is SLOW else HURRIED
        locker = create_device(DeviceClass.PICKUP_LOCKER, DeviceSettings(driver, child.url, {"boards": boards}), clock)
        await locker.connect()
        for number, fault in enumerate(faults, start=1):
            cell = CellNumber(number)
            child.control.do("line", **{"as": fault, "times": 1, "at": 2})
            assert await locker.open_cell(cell, intent_id=fault) == Opened(cell)
            assert pulses(child.control, cell) == 1
            assert [await locker.door(cell), await locker.door(CellNumber(16))] == [DoorState.OPEN, DoorState.CLOSED]
        await locker.close()

    with Child.start("pickup_locker", ["--family", family, "--cells", "16", "--channels", "8"]) as child:
        asyncio.run(scene(child))


def test_a_dead_board_does_not_stop_the_others() -> None:
    boards = [{"address": 1, "channels": 8}, {"address": 2, "channels": 8}]

    async def scene(child: Child) -> None:
        settings = DeviceSettings("board_8a80", child.url, {"boards": boards, "answer_within_s": 0.4})
        locker = create_device(DeviceClass.PICKUP_LOCKER, settings)
        await locker.connect()
        child.control.do("dead", board=2)
        dead = await locker.open_cell(CellNumber(9), intent_id="dead")
        assert isinstance(dead, OpenFailed)
        assert dead.reason is OpenFailure.OFFLINE
        assert await locker.open_cell(CellNumber(8), intent_id="alive") == Opened(CellNumber(8))
        await locker.close()

    with Child.start("pickup_locker", ["--cells", "16", "--channels", "8"]) as child:
        asyncio.run(scene(child))
