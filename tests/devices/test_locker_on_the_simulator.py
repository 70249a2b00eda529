"""The locker's promises on the simulated locker, every family of boards: another process, a real socket, real time."""

import asyncio
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest

from devices.driver import PickupLockerDriver
from devices.pickup_locker import CellNumber, DoorState, Opened
from devices.registry import create_device
from devices.settings import DeviceSettings
from devices.simulated.child import Child
from devices.status import DeviceClass
from tests.devices.contracts.pickup_locker_contract import PickupLockerContract
from tests.devices.hurried_clock import HURRIED
from tests.devices.simulated.hand import OnSimulator, SimulatedHand, simulator

CELLS = range(1, 13)


class SimulatedDoors(SimulatedHand):
    def close(self, cell: int) -> None:
        self.control.do("close", cell=cell)

    def block(self, cell: int) -> None:
        self.control.do("block", cell=cell, on=True)

    def sensor(self, cell: int, reads: str) -> None:
        self.control.do("sensor", cell=cell, reads=reads)

    def silent(self) -> None:
        self.control.do("silent", on=True)

    def pulses(self, cell: int) -> int:
        return self._pulses()[cell] - self.before[cell]

    def in_order(self) -> None:
        self.plug()
        self.control.do("silent", on=False)
        for cell in self.control.state()["cells"]:
            if cell["open"]:
                self.close(cell["cell"])
            if cell["blocked"]:
                self.control.do("block", cell=cell["cell"], on=False)
            if cell["sensor"] != "truth":
                self.sensor(cell["cell"], "truth")
        self.before = self._pulses()

    def _pulses(self) -> Counter[int]:
        events = self.control.state()["events"]
        return Counter(event["cell"] for event in events if event["event"] == "pulse")


class OnSimulatedDoors(OnSimulator, PickupLockerContract):
    driver = "board_8a80"
    boards: tuple[tuple[int, int], ...] = ((0, 12),)
    """address and channels of each"""

    @contextmanager
    def rig(self) -> Iterator[tuple[PickupLockerDriver, SimulatedDoors]]:
        hand = SimulatedDoors(self.simulator.control)
        hand.in_order()
        boards = [{"address": address, "channels": channels} for address, channels in self.boards]
        settings = DeviceSettings(self.driver, self.simulator.url, {"boards": boards, "opens_within_s": 1.0})
        yield create_device(DeviceClass.PICKUP_LOCKER, settings, HURRIED), hand


board_8a = simulator("pickup_locker", "--cells", "12")
board_wkly = simulator("pickup_locker", "--cells", "12", "--family", "wkly", "--reports")
board_cu48 = simulator("pickup_locker", "--cells", "12", "--family", "cu48")
board_cu60 = simulator("pickup_locker", "--cells", "12", "--family", "cu60")
board_cu16 = simulator("pickup_locker", "--cells", "12", "--family", "cu16", "--sulks")
board_modbus = simulator("pickup_locker", "--cells", "12", "--family", "modbus")


@pytest.mark.usefixtures("board_8a")
class TestBoard8A(OnSimulatedDoors):
    boards = ((1, 12),)


@pytest.mark.usefixtures("board_wkly")
class TestBoardWkly(OnSimulatedDoors):
    driver = "board_wkly"


@pytest.mark.usefixtures("board_cu48")
class TestBoardCu48(OnSimulatedDoors):
    driver = "board_cu48"


@pytest.mark.usefixtures("board_cu60")
class TestBoardCu60(OnSimulatedDoors):
    driver = "board_cu60"


@pytest.mark.usefixtures("board_cu16")
class TestBoardCu16ThatSulks(OnSimulatedDoors):
    driver = "board_cu16"


@pytest.mark.usefixtures("board_modbus")
class TestRelayModbus(OnSimulatedDoors):
    """Twelve cells are two such boards."""

    driver = "relay_modbus"
    boards = ((1, 8), (2, 4))


BOARDS = [{"address": 1, "channels": 12}]


@pytest.mark.parametrize(
    ("arguments", "options"),
    [
        (["--echo"], {"echo": True}),
        (["--closed-level", "0", "--lowest-first"], {"closed_level": 0, "byte_order": "lowest_first"}),
        (["--reports"], {}),
    ],
    ids=["the line echoes", "wired the other way", "it tells by itself"],
)
def test_a_board_with_habits_opens_one_door_and_sees_it_close(
    arguments: list[str], options: Mapping[str, object]
) -> None:
    with Child.start("pickup_locker", ["--cells", "12", *arguments]) as child:
        settings = DeviceSettings("board_8a80", child.url, {"boards": BOARDS, **options})
        locker, hand = create_device(DeviceClass.PICKUP_LOCKER, settings, HURRIED), SimulatedDoors(child.control)
        hand.in_order()

        async def scene() -> None:
            await locker.connect()
            assert await locker.open_cell(CellNumber(7), intent_id="a") == Opened(CellNumber(7))
            assert [await locker.door(CellNumber(cell)) for cell in (6, 7)] == [DoorState.CLOSED, DoorState.OPEN]
            hand.close(7)
            assert await locker.wait_until_closed(CellNumber(7), deadline_s=5)
            await locker.close()

        asyncio.run(scene())
        assert hand.pulses(7) == 1
