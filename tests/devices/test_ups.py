"""The power supply: flags understood, silence never 'on line', and advice that lets a customer finish."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.clock import Clock
from devices.codecs.nut import parse_answer, power_of
from devices.driver import UpsDriver
from devices.drivers.ups.nut import NutUps
from devices.errors import DeviceError, ReplyError, UnavailableError
from devices.registry import create_device
from devices.settings import DeviceSettings, SettingsError
from devices.status import DeviceClass, DeviceState, Supply, SupplyState
from devices.transport.memory_port import Chunk, MemoryPort
from devices.ups import PowerAdvice, PowerState, PowerWatch, UpsUnavailable
from tests.devices.contracts.ups_contract import PowerHand, UpsContract
from tests.devices.scripted.line import ScriptedLine
from tests.devices.simulated.hand import OnSimulator, SimulatedHand, simulator
from tests.devices.virtual_clock import VirtualClock

ON_LINE = PowerState(on_battery=False, battery_low=False)


@pytest.mark.parametrize(
    ("flags", "power"),
    [
        ("OL", PowerState(on_battery=False, battery_low=False)),
        ("OL CHRG", PowerState(on_battery=False, battery_low=False)),
        ("OL LB CHRG", PowerState(on_battery=False, battery_low=False)),
        ("OB", PowerState(on_battery=True, battery_low=False)),
        ("OB LB", PowerState(on_battery=True, battery_low=True)),
        ("FSD OL", PowerState(on_battery=True, battery_low=True)),
        ("OL RB", PowerState(on_battery=False, battery_low=False, replace_battery=True)),
    ],
)
def test_the_flags_are_understood(flags: str, power: PowerState) -> None:
    assert power_of(flags) == power


@pytest.mark.parametrize("flags", ["", "CHRG", "ol", "XX"])
def test_flags_without_line_or_battery_are_no_state(flags: str) -> None:
    with pytest.raises(ReplyError):
        power_of(flags)


@pytest.mark.parametrize(
    ("line", "error"),
    [
        (b"ERR DATA-STALE", UnavailableError),
        (b"ERR UNKNOWN-UPS", ReplyError),
        (b'VAR other ups.status "OL"', ReplyError),
        (b'VAR kiosk battery.charge "100"', ReplyError),
        (b'VAR kiosk ups.status "OL', ReplyError),
        (b"\xff\xfe", ReplyError),
    ],
)
def test_any_other_answer_is_refused(line: bytes, error: type[DeviceError]) -> None:
    with pytest.raises(error):
        parse_answer(line, "kiosk", "ups.status")


@given(st.binary(max_size=60))
def test_any_line_is_an_answer_or_refused(line: bytes) -> None:
    try:
        assert isinstance(parse_answer(line, "kiosk", "ups.status"), str)
    except DeviceError:
        return


def test_a_short_failure_of_the_line_is_nothing() -> None:
    watch = PowerWatch().seen(ON_LINE, -5.0).seen(PowerState(True, False), 0.0)
    assert watch.advice(29.0) is PowerAdvice.CARRY_ON
    assert watch.seen(ON_LINE, 29.0).advice(100.0) is PowerAdvice.CARRY_ON


def test_a_long_failure_lets_the_customer_finish_and_a_low_battery_shuts_down() -> None:
    watch = PowerWatch().seen(ON_LINE, -5.0).seen(PowerState(True, False), 0.0)
    assert watch.seen(PowerState(True, False), 31.0).advice(31.0) is PowerAdvice.FINISH_CUSTOMER
    assert watch.seen(PowerState(True, True), 5.0).advice(5.0) is PowerAdvice.SHUT_DOWN


def test_a_silent_supply_leaves_the_last_advice() -> None:
    watch = PowerWatch().seen(ON_LINE, -5.0).seen(PowerState(True, False), 0.0).seen(UpsUnavailable(), 60.0)
    assert watch.advice(60.0) is PowerAdvice.FINISH_CUSTOMER
    assert PowerWatch().seen(UpsUnavailable(), 0.0).advice(60.0) is PowerAdvice.CARRY_ON


def test_a_watch_that_begins_on_battery_takes_no_new_customer() -> None:
    assert PowerWatch().seen(PowerState(True, False), 7.0).advice(7.0) is PowerAdvice.FINISH_CUSTOMER


def test_a_silent_server_is_unavailable() -> None:
    time = VirtualClock()
    ups = NutUps(lambda: MemoryPort(lambda data: [], time.clock), "kiosk", time.clock)
    assert asyncio.run(ups.power()) == UpsUnavailable("no answer")
    assert asyncio.run(ups.status()).state is DeviceState.OFFLINE


def test_a_supply_that_does_not_tell_its_charge_is_fine() -> None:
    time = VirtualClock()

    def upsd(data: bytes) -> list[Chunk]:
        return [Chunk(b'VAR kiosk ups.status "OL"\n' if b"ups.status" in data else b"ERR VAR-NOT-SUPPORTED\n")]

    ups = NutUps(lambda: MemoryPort(upsd, time.clock), "kiosk", time.clock)
    asyncio.run(ups.connect())
    assert asyncio.run(ups.power()) == PowerState(on_battery=False, battery_low=False)
    assert asyncio.run(ups.status()).supplies == (Supply("battery", SupplyState.UNKNOWN),)


@pytest.mark.parametrize("port", ["socket://127.0.0.1:1", "nut://127.0.0.1", "nut:///kiosk", "nut://h/a b"])
def test_a_port_that_names_no_supply_is_refused(port: str) -> None:
    with pytest.raises(SettingsError, match="nut://host"):
        create_device(DeviceClass.UPS, DeviceSettings("nut", port))


class ScriptedUpsd(ScriptedLine):
    """upsd with one supply, as a script."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        self.variables = {"ups.status": "OL", "battery.charge": "100", "battery.charge.low": "20"}
        self.stale = False

    def received(self, data: bytes) -> list[Chunk]:
        variable = data.split()[-1].decode()
        if self.stale:
            return [Chunk(b"ERR DATA-STALE\n")]
        value = self.variables.get(variable)
        return [Chunk(b"ERR VAR-NOT-SUPPORTED\n" if value is None else f'VAR kiosk {variable} "{value}"\n'.encode())]

    def power(self, *, battery: bool, percent: int) -> None:
        flags = "OB" if battery else "OL CHRG"
        self.variables |= {"ups.status": f"{flags} LB" if percent <= 20 else flags, "battery.charge": str(percent)}

    def lose_supply(self) -> None:
        self.stale = True


class TestNutUps(UpsContract):
    @contextmanager
    def rig(self) -> Iterator[tuple[NutUps, ScriptedUpsd]]:
        clock = VirtualClock().clock
        upsd = ScriptedUpsd(clock)
        yield NutUps(upsd.open, "kiosk", clock), upsd


class SimulatedSupply(SimulatedHand):
    def power(self, *, battery: bool, percent: int) -> None:
        self.control.do("charge", percent=percent)
        self.control.do("power", **{"from": "battery" if battery else "line"})

    def lose_supply(self) -> None:
        self.control.do("stale", on=True)


ups = simulator("ups")


@pytest.mark.usefixtures("ups")
class TestOnTheSimulator(OnSimulator, UpsContract):
    @contextmanager
    def rig(self) -> Iterator[tuple[UpsDriver, SimulatedSupply]]:
        hand = SimulatedSupply(self.simulator.control)
        hand.plug()
        hand.control.do("stale", on=False)
        hand.power(battery=False, percent=100)
        yield create_device(DeviceClass.UPS, DeviceSettings("nut", self.simulator.url)), hand

    def test_it_tells_who_made_it(self) -> None:
        async def scene(ups: UpsDriver, hand: PowerHand) -> None:
            told = (await ups.status()).capabilities
            assert (told.vendor, told.model, told.serial) == ("Simulated", "UPS 1000", "SIM0000003")

        self.play(scene)
