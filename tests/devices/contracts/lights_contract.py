"""What all lights promise: the right one burns or blinks, the others do not, and nobody waits for them."""

import asyncio
from typing import Protocol

from devices.driver import LightsDriver
from devices.lights import Light, Slot
from devices.status import DeviceClass
from tests.devices.contracts.driver_contract import CableHand, DriverContract


class LampHand(CableHand, Protocol):
    def lit(self) -> set[Slot]: ...

    async def switched(self, slot: Slot, times: int) -> None:
        """Returns once the light has gone on or off so often."""
        ...


class LightsContract(DriverContract[LightsDriver, LampHand]):
    device = DeviceClass.LIGHTS

    def test_a_light_burns_until_it_is_put_out(self) -> None:
        async def scene(lights: LightsDriver, hand: LampHand) -> None:
            assert await lights.show(Slot.RECEIPT, Light.STEADY)
            assert await lights.show(Slot.CARD, Light.STEADY)
            assert hand.lit() == {Slot.RECEIPT, Slot.CARD}
            assert await lights.show(Slot.RECEIPT, Light.OFF)
            assert hand.lit() == {Slot.CARD}
            await lights.all_off()
            assert hand.lit() == set()

        self.play(scene)

    def test_a_light_blinks_until_it_is_told_otherwise(self) -> None:
        async def scene(lights: LightsDriver, hand: LampHand) -> None:
            assert await lights.show(Slot.LOCKER, Light.BLINKING)
            await hand.switched(Slot.LOCKER, 3)
            await lights.show(Slot.LOCKER, Light.OFF)
            assert hand.lit() == set()

        self.play(scene)

    def test_closing_leaves_it_dark(self) -> None:
        async def scene(lights: LightsDriver, hand: LampHand) -> None:
            await lights.show(Slot.CARD, Light.BLINKING)
            await hand.switched(Slot.CARD, 1)
            await lights.close()
            assert hand.lit() == set()

        self.play(scene)

    def test_a_dead_board_is_no_light_and_no_error(self) -> None:
        async def scene(lights: LightsDriver, hand: LampHand) -> None:
            hand.unplug()
            assert not await lights.show(Slot.CARD, Light.STEADY)
            await lights.all_off()

        self.play(scene)

    def test_the_last_word_about_a_light_counts(self) -> None:
        async def scene(lights: LightsDriver, hand: LampHand) -> None:
            await lights.show(Slot.CARD, Light.BLINKING)
            await asyncio.sleep(0)
            await lights.show(Slot.CARD, Light.STEADY)
            assert hand.lit() == {Slot.CARD}

        self.play(scene)
