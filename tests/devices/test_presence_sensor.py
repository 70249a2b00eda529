"""The presence radar: golden reports, damage skipped, who stands too far away is not there."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.clock import Clock
from devices.codecs.ld2410 import ReportParser
from devices.driver import PresenceSensorDriver
from devices.drivers.presence_sensor.ld2410 import Ld2410Sensor, Options
from devices.presence_sensor import Presence, SensorUnavailable
from devices.registry import create_device
from devices.settings import DeviceSettings
from devices.status import DeviceClass, DeviceState
from devices.transport.memory_port import Chunk, MemoryPort
from tests.devices.contracts.presence_contract import PresenceContract
from tests.devices.scripted.line import ScriptedLine
from tests.devices.simulated.hand import OnSimulator, SimulatedHand, simulator
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


class ScriptedRadar(ScriptedLine):
    """Says ten times a second what stands before it."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        self.report = NOBODY

    def open(self) -> MemoryPort:
        port = super().open()
        self._say()
        return port

    def stand(self, centimetres: int | None) -> None:
        distance = (centimetres or 0).to_bytes(2, "little")
        body = b"\x02\xaa" + bytes([2 if centimetres else 0]) + bytes(3) + distance + b"\x64" + distance + b"\x55\x00"
        self.report = bytes.fromhex("F4F3F2F10D00") + body + bytes.fromhex("F8F7F6F5")
        if self.port is not None:
            self.clock.pause(100)
            self._say()

    def _say(self) -> None:
        self.send(*[Chunk(self.report, after_s=0.1)] * 20)


class TestLd2410(PresenceContract):
    @contextmanager
    def rig(self) -> Iterator[tuple[Ld2410Sensor, ScriptedRadar]]:
        clock = VirtualClock().clock
        radar = ScriptedRadar(clock)
        yield Ld2410Sensor(radar.open, Options(), clock), radar


class SimulatedPerson(SimulatedHand):
    def stand(self, centimetres: int | None) -> None:
        self.control.do("stand", how="moving" if centimetres else "nobody", cm=centimetres or 0)


presence_sensor = simulator("presence_sensor")


@pytest.mark.usefixtures("presence_sensor")
class TestOnTheSimulator(OnSimulator, PresenceContract):
    @contextmanager
    def rig(self) -> Iterator[tuple[PresenceSensorDriver, SimulatedPerson]]:
        hand = SimulatedPerson(self.simulator.control)
        hand.plug()
        hand.stand(None)
        yield create_device(DeviceClass.PRESENCE_SENSOR, DeviceSettings("ld2410", self.simulator.url)), hand
