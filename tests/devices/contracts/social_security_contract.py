"""What every reader of social-security cards promises: the chip's free part, or why it could not be had."""

import asyncio
from typing import Protocol

from devices.driver import SocialSecurityCardDriver
from devices.social_security_card import ContactReaderUnavailable, NoSocialSecurityCard, SocialSecurityCardRead
from devices.status import DeviceClass
from tests.devices.contracts.driver_contract import CableHand, DriverContract


class ChipHand(CableHand, Protocol):
    def insert(self) -> None:
        """The card of synthetic person B."""
        ...

    def remove(self) -> None: ...


class SocialSecurityContract(DriverContract[SocialSecurityCardDriver, ChipHand]):
    device = DeviceClass.SOCIAL_SECURITY_CARD

    def test_a_card_in_the_reader_is_read_every_time(self) -> None:
        async def scene(reader: SocialSecurityCardDriver, hand: ChipHand) -> None:
            hand.insert()
            for _ in range(2):
                outcome = await reader.read_card(deadline_s=5)
                assert isinstance(outcome, SocialSecurityCardRead)
                assert (outcome.card.number, outcome.card.name) == ("320100199005060012", "李明远")

        self.play(scene)

    def test_nobody_comes_and_the_deadline_ends_it(self) -> None:
        async def scene(reader: SocialSecurityCardDriver, hand: ChipHand) -> None:
            assert await reader.read_card(deadline_s=0.3) == NoSocialSecurityCard()
            hand.insert()
            hand.remove()
            assert await reader.read_card(deadline_s=0.3) == NoSocialSecurityCard()

        self.play(scene)

    def test_a_card_that_comes_while_it_is_waited_for_is_read(self) -> None:
        async def scene(reader: SocialSecurityCardDriver, hand: ChipHand) -> None:
            reading = asyncio.create_task(reader.read_card(deadline_s=30))
            await asyncio.sleep(0)
            await asyncio.to_thread(hand.insert)
            assert isinstance(await reading, SocialSecurityCardRead)

        self.play(scene)

    def test_an_unplugged_reader_is_unavailable(self) -> None:
        async def scene(reader: SocialSecurityCardDriver, hand: ChipHand) -> None:
            hand.unplug()
            assert isinstance(await reader.read_card(deadline_s=1), ContactReaderUnavailable)

        self.play(scene)
