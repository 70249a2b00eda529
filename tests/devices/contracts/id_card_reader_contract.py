"""What every ID-card reader driver promises, whatever bytes it speaks."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol

import pytest

from devices.driver import IdCardReaderDriver
from devices.id_card_reader import CardRead, CardTrouble, CardUnreadable, NoCard, ReaderUnavailable
from devices.status import DeviceState


class CardHand(Protocol):
    """What a hand can do to the reader. Two cards, `A` and `D`, carry different numbers."""

    def insert(self, card: str) -> None: ...
    def remove(self) -> None: ...
    def behave(self, behaviour: str, times: int = 0) -> None: ...


@dataclass(frozen=True)
class Rig:
    reader: IdCardReaderDriver
    hand: CardHand


class IdCardReaderContract(ABC):
    @abstractmethod
    def rig(self) -> AbstractContextManager[Rig]: ...

    def play(self, scene: Callable[[Rig], Awaitable[Any]]) -> None:
        async def whole(rig: Rig) -> None:
            try:
                await rig.reader.connect()
                await scene(rig)
            finally:
                await rig.reader.close()

        with self.rig() as rig:
            asyncio.run(whole(rig))

    def test_connecting_makes_it_online_and_tells_its_number(self) -> None:
        async def scene(rig: Rig) -> None:
            status = await rig.reader.status()
            assert (status.state, status.fault) == (DeviceState.ONLINE, None)
            assert status.capabilities.serial == "05.03-20180419-0000012345-0000000478"

        self.play(scene)

    def test_a_card_that_lies_there_is_read(self) -> None:
        async def scene(rig: Rig) -> None:
            rig.hand.insert("A")
            assert isinstance(await rig.reader.read_card(deadline_s=5), CardRead)

        self.play(scene)

    def test_nobody_comes_and_the_deadline_ends_it(self) -> None:
        async def scene(rig: Rig) -> None:
            assert await rig.reader.read_card(deadline_s=0.7) == NoCard()

        self.play(scene)

    def test_the_same_card_is_not_read_again_before_it_was_lifted(self) -> None:
        async def scene(rig: Rig) -> None:
            rig.hand.insert("A")
            first = await rig.reader.read_card(deadline_s=5)
            assert await rig.reader.read_card(deadline_s=1) == NoCard()
            rig.hand.remove()
            assert await rig.reader.read_card(deadline_s=1) == NoCard()
            rig.hand.insert("A")
            assert await rig.reader.read_card(deadline_s=5) == first

        self.play(scene)

    def test_the_next_customers_card_is_read_at_its_first_tap(self) -> None:
        async def scene(rig: Rig) -> None:
            rig.hand.insert("A")
            first = await rig.reader.read_card(deadline_s=5)
            rig.hand.remove()
            rig.hand.insert("D")
            second = await rig.reader.read_card(deadline_s=5)
            assert isinstance(second, CardRead)
            assert second != first

        self.play(scene)

    def test_a_card_left_behind_is_noticed_until_it_is_taken(self) -> None:
        async def scene(rig: Rig) -> None:
            rig.hand.insert("A")
            await rig.reader.read_card(deadline_s=5)
            assert [await rig.reader.card_left() for _ in range(3)] == [True, True, True]
            rig.hand.remove()
            assert not await rig.reader.card_left()

        self.play(scene)

    def test_looking_for_a_left_card_does_not_swallow_the_next_tap(self) -> None:
        async def scene(rig: Rig) -> None:
            assert not await rig.reader.card_left()
            rig.hand.insert("A")
            assert await rig.reader.card_left()
            assert isinstance(await rig.reader.read_card(deadline_s=5), CardRead)

        self.play(scene)

    def test_a_failed_read_asks_to_lift_the_card_and_then_works(self) -> None:
        async def scene(rig: Rig) -> None:
            rig.hand.insert("A")
            rig.hand.behave("read_failed", 1)
            failed = await rig.reader.read_card(deadline_s=5)
            assert isinstance(failed, CardUnreadable)
            assert failed.trouble is CardTrouble.REPLACE_CARD
            rig.hand.remove()
            await rig.reader.read_card(deadline_s=1)
            rig.hand.insert("A")
            assert isinstance(await rig.reader.read_card(deadline_s=5), CardRead)

        self.play(scene)

    def test_a_card_that_is_not_genuine_is_rejected(self) -> None:
        async def scene(rig: Rig) -> None:
            rig.hand.insert("A")
            rig.hand.behave("rejected", 1)
            outcome = await rig.reader.read_card(deadline_s=5)
            assert isinstance(outcome, CardUnreadable)
            assert outcome.trouble is CardTrouble.REJECTED

        self.play(scene)

    @pytest.mark.parametrize("behaviour", ["bad_checksum", "wrong_length", "garbage"])
    def test_two_damaged_answers_are_survived(self, behaviour: str) -> None:
        async def scene(rig: Rig) -> None:
            rig.hand.insert("A")
            rig.hand.behave(behaviour, 2)
            assert isinstance(await rig.reader.read_card(deadline_s=10), CardRead)

        self.play(scene)

    @pytest.mark.parametrize("behaviour", ["bad_checksum", "wrong_length"])
    def test_a_reader_that_only_talks_nonsense_is_unavailable(self, behaviour: str) -> None:
        async def scene(rig: Rig) -> None:
            rig.hand.insert("A")
            rig.hand.behave(behaviour)
            assert isinstance(await rig.reader.read_card(deadline_s=10), ReaderUnavailable)
            assert (await rig.reader.status()).state is DeviceState.OFFLINE

        self.play(scene)

    def test_a_module_out_of_service_is_a_hardware_error(self) -> None:
        async def scene(rig: Rig) -> None:
            rig.hand.behave("self_test")
            status = await rig.reader.status()
            assert status.state is DeviceState.HARDWARE_ERROR
            assert status.fault is not None
            assert status.fault.kind == "out_of_service"

        self.play(scene)

    def test_a_cable_pulled_inside_a_frame_is_unavailable_and_heals(self) -> None:
        async def scene(rig: Rig) -> None:
            rig.hand.insert("A")
            rig.hand.behave("disconnect", 1)
            assert isinstance(await rig.reader.read_card(deadline_s=5), ReaderUnavailable)
            await rig.reader.connect()
            assert (await rig.reader.status()).state is DeviceState.ONLINE

        self.play(scene)

    def test_a_cancelled_read_frees_the_reader(self) -> None:
        async def scene(rig: Rig) -> None:
            reading = asyncio.create_task(rig.reader.read_card(deadline_s=60))
            await asyncio.sleep(0)
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)
            rig.hand.insert("A")
            assert isinstance(await rig.reader.read_card(deadline_s=5), CardRead)

        self.play(scene)
