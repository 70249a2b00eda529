"""The presence radar: golden reports, damage skipped, who stands too far away is not there."""

import asyncio
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.codecs.ld2410 import ReportParser
from devices.drivers.presence_sensor.ld2410 import Ld2410Sensor, Options
from devices.presence_sensor import Presence, SensorUnavailable
from devices.registry import create_device
from devices.settings import DeviceSettings
from devices.simulated.child import Child
from devices.status import DeviceClass, DeviceState
from devices.transport.memory_port import Chunk, MemoryPort
from tests.devices.virtual_clock import VirtualClock

STILL = bytes.fromhex("F4F3F2F10D0002AA025100000000 3B00005500F8F7F6F5")
BOTH = bytes.fromhex("F4F3F2F10D0002AA034F00644C006432005500F8F7F6F5")
NOBODY = bytes.fromhex("F4F3F2F10D0002AA0000000000000000005500F8F7F6F5")


@pytest.mark.parametrize(
    ("report", "presence"),
    [
        (STILL, Presence(somebody=True, moving=False, centimetres=0)),
        (BOTH, Presence(somebody=True, moving=True, centimetres=76)),
        (NOBODY, Presence(somebody=False)),
    ],
)
def test_golden_reports_are_understood(report: bytes, presence: Presence) -> None:
    assert ReportParser().feed(report) == [presence]


@given(st.lists(st.integers(0, 2 * len(BOTH)), max_size=6))
def test_reports_may_be_split_anywhere(cuts: list[int]) -> None:
    data, parser = BOTH + NOBODY, ReportParser()
    edges = [0, *sorted(cuts), len(data)]
    assert len([one for at, to in pairwise(edges) for one in parser.feed(data[at:to])]) == 2


@given(st.binary(max_size=120))
def test_garbage_hides_at_most_the_report_behind_it(garbage: bytes) -> None:
    parser = ReportParser()
    parser.feed(garbage)
    assert Presence(somebody=False) in [one for _ in range(5) for one in parser.feed(NOBODY)]


@pytest.mark.parametrize("at", [*range(9), 17, *range(19, len(BOTH))])
def test_a_damaged_mark_makes_it_no_report(at: int) -> None:
    damaged = bytearray(BOTH)
    damaged[at] ^= 0x40
    assert ReportParser().feed(bytes(damaged)) == []


def sensor(*reports: bytes, **options: object) -> tuple[Ld2410Sensor, VirtualClock]:
    time = VirtualClock()
    port = MemoryPort(lambda data: [], time.clock)
    port.arrive(*(Chunk(report, after_s=0.1) for report in reports))
    return Ld2410Sensor(lambda: port, Options.model_validate(options), time.clock), time


def test_who_stands_far_away_is_not_at_the_terminal() -> None:
    near, _ = sensor(BOTH)
    assert asyncio.run(near.presence()) == Presence(somebody=True, moving=True, centimetres=76)
    far, _ = sensor(BOTH, farthest_cm=50)
    assert asyncio.run(far.presence()) == Presence(somebody=False)


def test_the_newest_report_counts() -> None:
    radar, time = sensor(BOTH, BOTH, NOBODY)
    time.pause(0.25)
    assert asyncio.run(radar.presence()) == Presence(somebody=False)


def test_a_silent_or_babbling_radar_is_unavailable() -> None:
    silent, _ = sensor()
    assert asyncio.run(silent.presence()) == SensorUnavailable("no report")
    assert asyncio.run(silent.status()).state is DeviceState.OFFLINE
    babbling, _ = sensor(b"\x00" * 20)
    assert isinstance(asyncio.run(babbling.presence()), SensorUnavailable)


def test_on_the_simulator_somebody_comes_and_goes() -> None:
    with Child.start("presence_sensor") as child:
        radar = create_device(DeviceClass.PRESENCE_SENSOR, DeviceSettings("ld2410", child.url))

        async def scene() -> list[bool]:
            await radar.connect()
            seen = []
            for how in ("nobody", "moving", "nobody"):
                child.control.do("stand", how=how, cm=80)
                await radar.presence()
                presence = await radar.presence()
                seen.append(isinstance(presence, Presence) and presence.somebody)
            await radar.close()
            return seen

        assert asyncio.run(scene()) == [False, True, False]
