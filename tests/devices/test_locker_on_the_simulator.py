"""The locker's promises on the simulated locker: another process, a real socket, real time."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from devices.pickup_locker import CellNumber, DoorState, Opened
from devices.registry import create_device
from devices.settings import DeviceSettings
from devices.simulated.child import Child
from devices.simulated.control import DeviceControl
from devices.status import DeviceClass
from tests.devices.contracts.pickup_locker_contract import PickupLockerContract, Rig


class SimulatedHand:
    def __init__(self, control: DeviceControl) -> None:
        self._control = control

    def close(self, cell: int) -> None:
        self._control.do("close", cell=cell)

    def block(self, cell: int) -> None:
        self._control.do("block", cell=cell, on=True)

    def sensor(self, cell: int, reads: str) -> None:
        self._control.do("sensor", cell=cell, reads=reads)

    def silent(self) -> None:
        self._control.do("silent", on=True)

    def pulses(self, cell: int) -> int:
        events = self._control.state()["events"]
        return sum(event["cell"] == cell and event["event"] == "pulse" for event in events)


FAMILIES = {
    "wkly": ("board_wkly", ["--family", "wkly"], {"boards": [{"address": 0, "channels": 12}]}),
    "cu48": ("board_cu48", ["--family", "cu48"], {"boards": [{"address": 0, "channels": 12}]}),
    "cu60": ("board_cu60", ["--family", "cu60"], {"boards": [{"address": 0, "channels": 12}]}),
    "cu16 that sulks": (
        "board_cu16",
        ["--family", "cu16", "--sulks"],
        {"boards": [{"address": 0, "channels": 12}]},
    ),
    "modbus": ("relay_modbus", ["--family", "modbus"], {"boards": [{"address": 1, "channels": 8}]}),
    "8a with an echo": ("board_8a80", ["--echo"], {"boards": [{"address": 1, "channels": 12}], "echo": True}),
    "8a the other way": (
        "board_8a80",
        ["--closed-level", "0", "--lowest-first", "--reports"],
        {"boards": [{"address": 1, "channels": 12}], "closed_level": 0, "byte_order": "lowest_first"},
    ),
}


@pytest.mark.parametrize("name", FAMILIES)
def test_every_family_opens_one_door_and_sees_it_close(name: str) -> None:
    driver, arguments, options = FAMILIES[name]
    with Child.start("pickup_locker", ["--cells", "12", *arguments]) as child:
        locker = create_device(DeviceClass.PICKUP_LOCKER, DeviceSettings(driver, child.url, options))

        async def scene() -> None:
            await locker.connect()
            assert await locker.open_cell(CellNumber(7), intent_id="a") == Opened(CellNumber(7))
            assert [await locker.door(CellNumber(cell)) for cell in (6, 7)] == [DoorState.CLOSED, DoorState.OPEN]
            child.control.do("close", cell=7)
            assert await locker.wait_until_closed(CellNumber(7), deadline_s=5)
            await locker.close()

        asyncio.run(scene())
        assert SimulatedHand(child.control).pulses(7) == 1


OPTIONS = {"boards": [{"address": 1, "channels": 12}], "opens_within_s": 0.6}


class TestSimulatedLocker(PickupLockerContract):
    @pytest.fixture(autouse=True)
    def child(self) -> Iterator[None]:
        with Child.start("pickup_locker", ["--cells", "12"]) as self._child:
            yield

    @contextmanager
    def rig(self) -> Iterator[Rig]:
        settings = DeviceSettings("board_8a80", self._child.url, OPTIONS)
        yield Rig(create_device(DeviceClass.PICKUP_LOCKER, settings), SimulatedHand(self._child.control))
