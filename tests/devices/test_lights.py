"""Lights: steady, blinking, off; a dead board is a pity and nothing more."""

import asyncio

import pytest

from devices.codecs.modbus_rtu import check, checksum, close
from devices.drivers.lights.relay_modbus import Options, RelayLights
from devices.lights import Light, Slot
from devices.registry import create_device
from devices.settings import DeviceSettings
from devices.simulated.child import Child
from devices.status import DeviceClass, DeviceState
from devices.transport.memory_port import Chunk, MemoryPort
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


def test_on_the_simulator_the_right_light_burns() -> None:
    with Child.start("lights") as child:
        lights = create_device(DeviceClass.LIGHTS, DeviceSettings("relay_modbus", child.url))

        async def scene() -> list[int]:
            await lights.connect()
            assert (await lights.status()).usable
            await lights.show(Slot.RECEIPT, Light.STEADY)
            lit: list[int] = child.control.state()["lit"]
            await lights.close()
            return lit

        assert asyncio.run(scene()) == [3]
        assert child.control.state()["lit"] == []
