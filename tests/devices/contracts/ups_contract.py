"""What every power supply promises: line, battery, low battery; and silence is never 'on line'."""

from typing import Protocol

from devices.driver import UpsDriver
from devices.status import Actor, DeviceClass, Supply, SupplyState
from devices.ups import PowerState, UpsUnavailable, power_in
from tests.devices.contracts.driver_contract import CableHand, DriverContract


class PowerHand(CableHand, Protocol):
    def power(self, *, battery: bool, percent: int) -> None: ...

    def lose_supply(self) -> None:
        """The server is there, its supply is not."""
        ...


class UpsContract(DriverContract[UpsDriver, PowerHand]):
    device = DeviceClass.UPS

    def test_the_line_is_well(self) -> None:
        async def scene(ups: UpsDriver, hand: PowerHand) -> None:
            power = await ups.power()
            assert power == PowerState(on_battery=False, battery_low=False, charge=100)
            assert (await ups.status()).fault is None

        self.play(scene)

    def test_a_failing_line_and_an_emptying_battery_are_told(self) -> None:
        async def scene(ups: UpsDriver, hand: PowerHand) -> None:
            for percent, low, kind in ((80, False, "ups_on_battery"), (10, True, "ups_battery_low")):
                hand.power(battery=True, percent=percent)
                power = await ups.power()
                assert power == PowerState(on_battery=True, battery_low=low, charge=percent)
                status = await ups.status()
                assert status.usable
                assert status.fault is not None
                assert (status.fault.kind, status.fault.actor) == (kind, Actor.STAFF)
                assert power_in(status) == power
            state = SupplyState.LOW if low else SupplyState.FULL
            assert status.supplies == (Supply("battery", state, level=percent, low_at=20),)
            hand.power(battery=False, percent=10)
            assert await ups.power() == PowerState(on_battery=False, battery_low=False, charge=10)
            assert power_in(await ups.status()) == PowerState(on_battery=False, battery_low=False, charge=10)

        self.play(scene)

    def test_a_server_that_lost_its_supply_knows_nothing(self) -> None:
        async def scene(ups: UpsDriver, hand: PowerHand) -> None:
            hand.lose_supply()
            assert isinstance(await ups.power(), UpsUnavailable)
            status = await ups.status()
            assert not status.usable
            assert isinstance(power_in(status), UpsUnavailable)

        self.play(scene)

    def test_without_a_cable_nothing_is_known(self) -> None:
        async def scene(ups: UpsDriver, hand: PowerHand) -> None:
            hand.unplug()
            assert isinstance(await ups.power(), UpsUnavailable)

        self.play(scene)
