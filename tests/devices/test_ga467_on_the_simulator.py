"""The same promises on the simulated reader: another process, a real socket, real time."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from devices.registry import create_device
from devices.settings import DeviceSettings
from devices.simulated.child import Child
from devices.simulated.control import DeviceControl
from devices.status import DeviceClass
from tests.devices.contracts.id_card_reader_contract import IdCardReaderContract, Rig


class SimulatedHand:
    def __init__(self, control: DeviceControl) -> None:
        self._control = control

    def insert(self, card: str) -> None:
        self._control.do("insert", card=card)

    def remove(self) -> None:
        self._control.do("remove")

    def behave(self, behaviour: str, times: int = 0) -> None:
        self._control.do("behave", **{"as": behaviour, "times": times})


@pytest.fixture(scope="class")
def simulator(request: pytest.FixtureRequest) -> Iterator[Child]:
    with Child.start("id_card_reader") as child:
        request.cls.child = child
        yield child


@pytest.mark.usefixtures("simulator")
class TestSimulatedReader(IdCardReaderContract):
    child: Child

    @contextmanager
    def rig(self) -> Iterator[Rig]:
        hand = SimulatedHand(self.child.control)
        hand.behave("normal")
        hand.remove()
        settings = DeviceSettings(driver="ga467", port=self.child.url)
        yield Rig(create_device(DeviceClass.ID_CARD_READER, settings), hand)
