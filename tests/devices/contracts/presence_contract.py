"""What every presence sensor promises: who stands at the terminal now, and never a guess."""

from typing import Protocol

from devices.driver import PresenceSensorDriver
from devices.presence_sensor import Presence, SensorUnavailable
from devices.status import DeviceClass, MediaState
from tests.devices.contracts.driver_contract import CableHand, DriverContract


class StandingHand(CableHand, Protocol):
    def stand(self, centimetres: int | None) -> None:
        """None: nobody is there. What the sensor says next is about this."""
        ...


class PresenceContract(DriverContract[PresenceSensorDriver, StandingHand]):
    device = DeviceClass.PRESENCE_SENSOR

    def test_somebody_comes_and_goes(self) -> None:
        async def scene(sensor: PresenceSensorDriver, hand: StandingHand) -> None:
            for centimetres, somebody in ((None, False), (80, True), (None, False)):
                hand.stand(centimetres)
                presence = await sensor.presence()
                assert isinstance(presence, Presence)
                assert presence.somebody is somebody
                media = MediaState.PRESENT if somebody else MediaState.NOT_PRESENT
                assert (await sensor.status()).media is media

        self.play(scene)

    def test_who_passes_far_away_is_not_at_the_terminal(self) -> None:
        async def scene(sensor: PresenceSensorDriver, hand: StandingHand) -> None:
            hand.stand(400)
            assert await sensor.presence() == Presence(somebody=False)

        self.play(scene)

    def test_a_pulled_cable_is_not_nobody(self) -> None:
        async def scene(sensor: PresenceSensorDriver, hand: StandingHand) -> None:
            hand.unplug()
            assert isinstance(await sensor.presence(), SensorUnavailable)
            assert (await sensor.status()).media is MediaState.UNKNOWN

        self.play(scene)
