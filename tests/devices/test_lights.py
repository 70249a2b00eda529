"""Lights: steady, blinking, off; a dead board is a pity and nothing more."""

import asyncio
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest

from devices.clock import Clock
from devices.codecs.modbus_rtu import check, checksum, close
from devices.driver import LightsDriver
from devices.drivers.lights.relay_modbus import Options, RelayLights
from devices.lights import Light, Slot
from devices.registry import create_device
from devices.settings import DeviceSettings
from devices.status import DeviceClass, DeviceState
from devices.transport.memory_port import Chunk, MemoryPort
from tests.devices.contracts.lights_contract import LightsContract
from tests.devices.hurried_clock import HURRIED
from tests.devices.scripted.line import ScriptedLine
from tests.devices.simulated.hand import OnSimulator, SimulatedHand, simulator
from tests.devices.virtual_clock import VirtualClock

CARD_ON, CARD_OFF = bytes.fromhex("01050000FF008C3A"), close(bytes.fromhex("010500000000"))


class Bench:
    def __init__(self, *, silent: bool = False) -> None:
        self.time = VirtualClock()
        self.silent = silent
        self.port = MemoryPort(lambda data: [] if self.silent else [Chunk(data)], self.time.clock)
        self.lights = RelayLights(lambda: self.port, Options(), self.time.clock)


def test_the_crc_is_the_golden_one() -> None:
    assert checksum(bytes.fromhex("010500FF0000")) == 0xFAFD
    with pytest.raises(ValueError, match="CRC"):
        check(bytes.fromhex("010500FF0000FDFB"))


def test_a_light_goes_on_and_off() -> None:
    bench = Bench()

    async def scene() -> None:
        await bench.lights.connect()
        assert await bench.lights.show(Slot.CARD, Light.STEADY)
        assert await bench.lights.show(Slot.CARD, Light.OFF)

    asyncio.run(scene())
    assert bench.port.written == [bytes.fromhex("010500FF0000FDFA"), CARD_ON, CARD_OFF]


def test_a_blinking_light_blinks_until_it_is_told_otherwise() -> None:
    bench = Bench()

    async def scene() -> None:
        await bench.lights.show(Slot.CARD, Light.BLINKING)
        while len(bench.port.written) < 6:
            await asyncio.sleep(0)
        await bench.lights.close()

    asyncio.run(scene())
    assert bench.port.written[:4] == [CARD_ON, CARD_OFF, CARD_ON, CARD_OFF]
    assert bench.port.written[-1] == bytes.fromhex("010500FF0000FDFA"), "left dark"


def test_a_slot_without_a_relay_has_no_light() -> None:
    time = VirtualClock()
    lights = RelayLights(lambda: MemoryPort(lambda _: [], time.clock), Options(relays={Slot.CARD: 1}), time.clock)
    assert not asyncio.run(lights.show(Slot.LOCKER, Light.STEADY))


def test_a_dead_board_is_no_light_and_no_error() -> None:
    bench = Bench(silent=True)
    assert not asyncio.run(bench.lights.show(Slot.CARD, Light.STEADY))
    assert asyncio.run(bench.lights.status()).state is DeviceState.OFFLINE


class ScriptedBoard(ScriptedLine):
    """A relay board that does what it is told, and counts."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        self.on: set[int] = set()
        self.switches: list[int] = []

    def received(self, data: bytes) -> list[Chunk]:
        relay, value = int.from_bytes(data[2:4], "big"), data[4:6]
        if data[1] == 0x01:
            return [Chunk(close(bytes([data[0], 0x01, 1, 0])))]
        if relay == 0x00FF:
            self.on.clear()
        else:
            self.switches.append(relay)
            self.on = self.on | {relay} if value == b"\xff\x00" else self.on - {relay}
        return [Chunk(data)]

    def lit(self) -> set[Slot]:
        return {slot for relay, slot in enumerate(Slot) if relay in self.on}

    async def switched(self, slot: Slot, times: int) -> None:
        while self.switches.count(list(Slot).index(slot)) < times:
            await asyncio.sleep(0)


class TestRelayLights(LightsContract):
    @contextmanager
    def rig(self) -> Iterator[tuple[RelayLights, ScriptedBoard]]:
        clock = VirtualClock().clock
        board = ScriptedBoard(clock)
        yield RelayLights(board.open, Options(), clock), board


class SimulatedLamps(SimulatedHand):
    def lit(self) -> set[Slot]:
        lit = self.control.state()["lit"]
        return {slot for relay, slot in enumerate(Slot) if relay in lit}

    async def switched(self, slot: Slot, times: int) -> None:
        relay = list(Slot).index(slot)

        def so_often(state: Mapping[str, Any]) -> bool:
            return sum(event["light"] == relay for event in state["events"]) >= self.before[relay] + times

        await asyncio.to_thread(self.control.wait_until, so_often, timeout_s=10)

    def count(self) -> None:
        self.before = Counter(event["light"] for event in self.control.state()["events"])


lights = simulator("lights")


@pytest.mark.usefixtures("lights")
class TestOnTheSimulator(OnSimulator, LightsContract):
    @contextmanager
    def rig(self) -> Iterator[tuple[LightsDriver, SimulatedLamps]]:
        hand = SimulatedLamps(self.simulator.control)
        hand.plug()
        hand.count()
        yield create_device(DeviceClass.LIGHTS, DeviceSettings("relay_modbus", self.simulator.url), HURRIED), hand
