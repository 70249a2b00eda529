"""The same promises on the simulated reader: another process, a real socket, real time."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from devices.driver import IdCardReaderDriver
from devices.id_card_reader import CardOutcome, CardRead
from devices.registry import create_device
from devices.settings import DeviceSettings
from devices.simulated.child import Child
from devices.status import DeviceClass
from tests.devices.contracts.id_card_reader_contract import IdCardReaderContract
from tests.devices.hurried_clock import HURRIED
from tests.devices.simulated.hand import OnSimulator, SimulatedHand, simulator


class SimulatedCardHand(SimulatedHand):
    def insert(self, card: str) -> None:
        self.control.do("insert", card=card)

    def remove(self) -> None:
        self.control.do("remove")

    def behave(self, behaviour: str, times: int = 0) -> None:
        self.control.do("behave", **{"as": behaviour, "times": times})


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


id_card_reader = simulator("id_card_reader")


@pytest.mark.usefixtures("id_card_reader")
class TestSimulatedReader(OnSimulator, IdCardReaderContract):
    @contextmanager
    def rig(self) -> Iterator[tuple[IdCardReaderDriver, SimulatedCardHand]]:
        hand = SimulatedCardHand(self.simulator.control)
        hand.plug()
        hand.behave("normal")
        hand.remove()
        settings = DeviceSettings(driver="ga467", port=self.simulator.url)
        yield create_device(DeviceClass.ID_CARD_READER, settings, HURRIED), hand
