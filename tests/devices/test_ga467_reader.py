"""The GA 467 driver over a null modem, against a scripted reader."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from devices.driver import IdCardReaderDriver
from devices.drivers.id_card_reader.ga467 import Ga467Reader, Options
from devices.errors import AbsentError, FaultError, UnavailableError
from devices.id_card_reader import CardRead, NoCard, ReaderUnavailable
from devices.status import DeviceState, MediaState
from devices.transport.port import Port
from tests.devices.contracts.id_card_reader_contract import CardHand, IdCardReaderContract
from tests.devices.scripted.id_card_reader import ScriptedReader
from tests.devices.virtual_clock import VirtualClock


def driver(peer: ScriptedReader, time: VirtualClock, **options: object) -> Ga467Reader:
    return Ga467Reader([lambda: peer.port(time.clock)], Options.model_validate(options), time.clock)


class TestReaderThatFindsOnce(IdCardReaderContract):
    @contextmanager
    def rig(self) -> Iterator[tuple[Ga467Reader, ScriptedReader]]:
        peer = ScriptedReader()
        yield driver(peer, VirtualClock()), peer


class TestReaderThatKeepsFinding(IdCardReaderContract):
    @contextmanager
    def rig(self) -> Iterator[tuple[Ga467Reader, ScriptedReader]]:
        peer = ScriptedReader(repeats=True)
        yield driver(peer, VirtualClock()), peer

    def test_the_next_customers_card_is_read_at_its_first_tap(self) -> None:
        """Such a reader cannot tell a swapped card from the same one: the gap between them has to be seen."""

        async def scene(reader: IdCardReaderDriver, hand: CardHand) -> None:
            hand.insert("A")
            first = await reader.read_card(deadline_s=5)
            hand.remove()
            assert not await reader.card_left()
            hand.insert("D")
            second = await reader.read_card(deadline_s=5)
            assert isinstance(second, CardRead)
            assert second != first

        self.play(scene)


def test_the_latest_address_is_read_with_the_card() -> None:
    peer, time = ScriptedReader(), VirtualClock()
    peer.insert("A")
    peer.address = "上海市测试区新路2号"
    outcome = asyncio.run(driver(peer, time).read_card(deadline_s=5))
    assert isinstance(outcome, CardRead)
    assert outcome.card.latest_address == "上海市测试区新路2号"


def test_bytes_that_drip_are_waited_for() -> None:
    peer, time = ScriptedReader(), VirtualClock()
    peer.insert("A")
    peer.behave("drip")
    assert isinstance(asyncio.run(driver(peer, time).read_card(deadline_s=30)), CardRead)


def test_a_silent_reader_is_unavailable_within_its_deadlines() -> None:
    peer, time = ScriptedReader(), VirtualClock()
    peer.behave("silent")
    began = time.now()
    assert asyncio.run(driver(peer, time).read_card(deadline_s=5)) == ReaderUnavailable("no answer")
    assert time.now() - began < 3
    with pytest.raises(UnavailableError, match="no answer"):
        asyncio.run(driver(peer, time).connect())


def test_a_module_that_fails_its_self_test_is_not_connected() -> None:
    peer = ScriptedReader()
    peer.behave("self_test")
    with pytest.raises(FaultError, match="60"):
        asyncio.run(driver(peer, VirtualClock()).connect())


def test_without_a_fresh_tap_a_lying_card_is_read_again() -> None:
    peer, time = ScriptedReader(), VirtualClock()
    reader = driver(peer, time, require_fresh_tap=False)

    async def scene() -> None:
        peer.insert("A")
        first = await reader.read_card(deadline_s=5)
        assert isinstance(first, CardRead)
        assert await reader.read_card(deadline_s=5) == first
        peer.remove()
        assert await reader.read_card(deadline_s=1) == NoCard()

    asyncio.run(scene())


def test_the_line_speed_is_found_by_talking() -> None:
    silent, right, time = ScriptedReader(), ScriptedReader(), VirtualClock()
    silent.behave("silent")
    opened: list[str] = []

    def open_port(name: str, peer: ScriptedReader) -> Port:
        opened.append(name)
        return peer.port(time.clock)

    ports = [lambda: open_port("115200", silent), lambda: open_port("57600", right)]
    reader = Ga467Reader(list(ports), Options(baudrate=0), time.clock)
    asyncio.run(reader.connect())
    assert opened == ["115200", "57600"]
    assert asyncio.run(reader.status()).state is DeviceState.ONLINE


def test_where_nothing_is_plugged_in_no_other_line_speed_is_tried() -> None:
    opened: list[str] = []

    def open_port(name: str) -> Port:
        opened.append(name)
        raise AbsentError("no such port")

    reader = Ga467Reader(
        [lambda: open_port("115200"), lambda: open_port("57600")], Options(baudrate=0), VirtualClock().clock
    )
    with pytest.raises(AbsentError):
        asyncio.run(reader.connect())
    assert opened == ["115200"]


def test_what_lies_on_the_reader_is_told_as_of_the_last_look() -> None:
    peer, time = ScriptedReader(), VirtualClock()
    reader = driver(peer, time)

    async def scene() -> list[MediaState]:
        await reader.connect()
        seen = [(await reader.status()).media]
        await reader.read_card(deadline_s=0)
        seen.append((await reader.status()).media)
        peer.insert("A")
        await reader.read_card(deadline_s=5)
        seen.append((await reader.status()).media)
        peer.remove()
        assert not await reader.card_left()
        seen.append((await reader.status()).media)
        return seen

    unknown, absent, present = MediaState.UNKNOWN, MediaState.NOT_PRESENT, MediaState.PRESENT
    assert asyncio.run(scene()) == [unknown, absent, present, absent]


def test_a_late_answer_never_answers_the_next_question() -> None:
    peer, time = ScriptedReader(), VirtualClock()
    reader = driver(peer, time)

    async def scene() -> None:
        await reader.connect()
        peer.insert("A")
        late = await reader.read_card(deadline_s=5)
        assert isinstance(late, CardRead)
        assert peer.last is not None
        peer.last.arrive(*peer.received(bytes.fromhex("AAAAAA9669000311FFED")))
        assert await reader.card_left()

    asyncio.run(scene())
