"""What every ID-card reader driver promises, whatever bytes it speaks."""

import asyncio
from typing import Protocol

import pytest

from devices.driver import IdCardReaderDriver
from devices.id_card_reader import CardRead, CardTrouble, CardUnreadable, NoCard, ReaderUnavailable
from devices.status import DeviceClass, DeviceState
from tests.devices.contracts.driver_contract import CableHand, DriverContract


class CardHand(CableHand, Protocol):
    """What a hand can do to the reader. Two cards, `A` and `D`, carry different numbers."""

    def insert(self, card: str) -> None: ...
    def remove(self) -> None: ...
    def behave(self, behaviour: str, times: int = 0) -> None: ...


class IdCardReaderContract(DriverContract[IdCardReaderDriver, CardHand]):
    device = DeviceClass.ID_CARD_READER

    def test_connecting_makes_it_online_and_tells_its_number(self) -> None:
        async def scene(reader: IdCardReaderDriver, hand: CardHand) -> None:
            status = await reader.status()
            assert (status.state, status.fault) == (DeviceState.ONLINE, None)
            assert status.capabilities.serial == "05.03-20180419-0000012345-0000000478"

        self.play(scene)

    def test_a_card_that_lies_there_is_read(self) -> None:
        async def scene(reader: IdCardReaderDriver, hand: CardHand) -> None:
            hand.insert("A")
            assert isinstance(await reader.read_card(deadline_s=5), CardRead)

        self.play(scene)

    def test_nobody_comes_and_the_deadline_ends_it(self) -> None:
        async def scene(reader: IdCardReaderDriver, hand: CardHand) -> None:
            assert await reader.read_card(deadline_s=0.7) == NoCard()

        self.play(scene)

    def test_the_same_card_is_not_read_again_before_it_was_lifted(self) -> None:
        async def scene(reader: IdCardReaderDriver, hand: CardHand) -> None:
            hand.insert("A")
            first = await reader.read_card(deadline_s=5)
            assert await reader.read_card(deadline_s=1) == NoCard()
            hand.remove()
            assert await reader.read_card(deadline_s=1) == NoCard()
            hand.insert("A")
            assert await reader.read_card(deadline_s=5) == first

        self.play(scene)

    def test_the_next_customers_card_is_read_at_its_first_tap(self) -> None:
        async def scene(reader: IdCardReaderDriver, hand: CardHand) -> None:
            hand.insert("A")
            first = await reader.read_card(deadline_s=5)
            hand.remove()
            hand.insert("D")
            second = await reader.read_card(deadline_s=5)
            assert isinstance(second, CardRead)
            assert second != first

        self.play(scene)

    def test_a_card_left_behind_is_noticed_until_it_is_taken(self) -> None:
        async def scene(reader: IdCardReaderDriver, hand: CardHand) -> None:
            hand.insert("A")
            await reader.read_card(deadline_s=5)
            assert [await reader.card_left() for _ in range(3)] == [True, True, True]
            hand.remove()
            assert not await reader.card_left()

        self.play(scene)

    def test_looking_for_a_left_card_does_not_swallow_the_next_tap(self) -> None:
        async def scene(reader: IdCardReaderDriver, hand: CardHand) -> None:
            assert not await reader.card_left()
            hand.insert("A")
            assert await reader.card_left()
            assert isinstance(await reader.read_card(deadline_s=5), CardRead)

        self.play(scene)

    def test_a_failed_read_asks_to_lift_the_card_and_then_works(self) -> None:
        async def scene(reader: IdCardReaderDriver, hand: CardHand) -> None:
            hand.insert("A")
            hand.behave("read_failed", 1)
            failed = await reader.read_card(deadline_s=5)
            assert isinstance(failed, CardUnreadable)
            assert failed.trouble is CardTrouble.REPLACE_CARD
            hand.remove()
            await reader.read_card(deadline_s=1)
            hand.insert("A")
            assert isinstance(await reader.read_card(deadline_s=5), CardRead)

        self.play(scene)

    def test_a_card_that_is_not_genuine_is_rejected(self) -> None:
        async def scene(reader: IdCardReaderDriver, hand: CardHand) -> None:
            hand.insert("A")
            hand.behave("rejected", 1)
            outcome = await reader.read_card(deadline_s=5)
            assert isinstance(outcome, CardUnreadable)
            assert outcome.trouble is CardTrouble.REJECTED

        self.play(scene)

    @pytest.mark.parametrize("behaviour", ["bad_checksum", "wrong_length", "garbage"])
    def test_two_damaged_answers_are_survived(self, behaviour: str) -> None:
        async def scene(reader: IdCardReaderDriver, hand: CardHand) -> None:
            hand.insert("A")
            hand.behave(behaviour, 2)
            assert isinstance(await reader.read_card(deadline_s=10), CardRead)

        self.play(scene)

    @pytest.mark.parametrize("behaviour", ["bad_checksum", "wrong_length"])
    def test_a_reader_that_only_talks_nonsense_is_unavailable(self, behaviour: str) -> None:
        async def scene(reader: IdCardReaderDriver, hand: CardHand) -> None:
            hand.insert("A")
            hand.behave(behaviour)
            assert isinstance(await reader.read_card(deadline_s=10), ReaderUnavailable)
            assert (await reader.status()).state is DeviceState.OFFLINE

        self.play(scene)

    def test_a_module_out_of_service_is_a_hardware_error(self) -> None:
        async def scene(reader: IdCardReaderDriver, hand: CardHand) -> None:
            hand.behave("self_test")
            status = await reader.status()
            assert status.state is DeviceState.HARDWARE_ERROR
            assert status.fault is not None
            assert status.fault.kind == "out_of_service"

        self.play(scene)

    def test_a_cable_pulled_inside_a_frame_is_unavailable_and_heals(self) -> None:
        async def scene(reader: IdCardReaderDriver, hand: CardHand) -> None:
            hand.insert("A")
            hand.behave("disconnect", 1)
            assert isinstance(await reader.read_card(deadline_s=5), ReaderUnavailable)
            await reader.connect()
            assert (await reader.status()).state is DeviceState.ONLINE

        self.play(scene)

    def test_a_cancelled_read_frees_the_reader(self) -> None:
        async def scene(reader: IdCardReaderDriver, hand: CardHand) -> None:
            reading = asyncio.create_task(reader.read_card(deadline_s=60))
            await asyncio.sleep(0)
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)
            hand.insert("A")
            assert isinstance(await reader.read_card(deadline_s=5), CardRead)

        self.play(scene)
