"""The same promises on the simulated reader: another process, a real socket, real time."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from devices.id_card_reader import CardOutcome, CardRead
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


@pytest.mark.parametrize("fingerprint", [0, 512, 1024])
def test_a_reader_asked_for_the_fingerprint_gives_the_same_card(fingerprint: int) -> None:
    with Child.start("id_card_reader") as child:
        settings = DeviceSettings("ga467", child.url, {"read_fingerprint": True})
        reader = create_device(DeviceClass.ID_CARD_READER, settings)
        child.control.do("insert", card="B", fingerprint=fingerprint)

        async def scene() -> CardOutcome:
            try:
                return await reader.read_card(deadline_s=5)
            finally:
                await reader.close()

        outcome = asyncio.run(scene())
    assert isinstance(outcome, CardRead)
    assert outcome.card.id_number == "320100199005060012"


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
