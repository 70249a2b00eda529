"""The locker's promises on the simulated locker: another process, a real socket, real time."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

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


class TestSimulatedLocker(PickupLockerContract):
    @pytest.fixture(autouse=True)
    def child(self) -> Iterator[None]:
        with Child.start("pickup_locker", ["--cells", "12"]) as self._child:
            yield

    @contextmanager
    def rig(self) -> Iterator[Rig]:
        settings = DeviceSettings("board_8a80", self._child.url, {"boards": [{"address": 1, "channels": 12}]})
        yield Rig(create_device(DeviceClass.PICKUP_LOCKER, settings), SimulatedHand(self._child.control))
