"""The power supply: flags understood, silence never 'on line', and advice that lets a customer finish."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.codecs.nut import parse_answer, power_of
from devices.drivers.ups.nut import NutUps
from devices.errors import DeviceError, ReplyError, UnavailableError
from devices.registry import create_device
from devices.settings import DeviceSettings, SettingsError
from devices.simulated.child import Child
from devices.status import DeviceClass, DeviceState
from devices.transport.memory_port import Chunk, MemoryPort
from devices.ups import PowerAdvice, PowerState, PowerWatch, UpsUnavailable
from tests.devices.virtual_clock import VirtualClock


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
    on_battery, on_line = PowerState(True, False), PowerState(False, False)
    watch = PowerWatch().seen(on_battery, 0.0)
    assert watch.advice(29.0) is PowerAdvice.CARRY_ON
    assert watch.seen(on_line, 29.0).advice(100.0) is PowerAdvice.CARRY_ON


def test_a_long_failure_lets_the_customer_finish_and_a_low_battery_shuts_down() -> None:
    watch = PowerWatch().seen(PowerState(True, False), 0.0)
    assert watch.seen(PowerState(True, False), 31.0).advice(31.0) is PowerAdvice.FINISH_CUSTOMER
    assert watch.seen(PowerState(True, True), 5.0).advice(5.0) is PowerAdvice.SHUT_DOWN


def test_a_silent_supply_leaves_the_last_advice() -> None:
    watch = PowerWatch().seen(PowerState(True, False), 0.0).seen(UpsUnavailable(), 60.0)
    assert watch.advice(60.0) is PowerAdvice.FINISH_CUSTOMER


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


@pytest.mark.parametrize("port", ["socket://127.0.0.1:1", "nut://127.0.0.1", "nut:///kiosk", "nut://h/a b"])
def test_a_port_that_names_no_supply_is_refused(port: str) -> None:
    with pytest.raises(SettingsError, match="nut://host"):
        create_device(DeviceClass.UPS, DeviceSettings("nut", port))


def test_on_the_simulator_a_power_failure_is_told() -> None:
    with Child.start("ups") as child:
        ups = create_device(DeviceClass.UPS, DeviceSettings("nut", child.url))

        async def scene() -> list[object]:
            await ups.connect()
            seen: list[object] = [await ups.power()]
            child.control.do("power", **{"from": "battery"})
            child.control.do("charge", percent=10)
            seen += [await ups.power(), (await ups.status()).fault]
            child.control.do("stale", on=True)
            seen.append(await ups.power())
            await ups.close()
            return seen

        on_line, low, fault, stale = asyncio.run(scene())
    assert on_line == PowerState(on_battery=False, battery_low=False, charge=100)
    assert low == PowerState(on_battery=True, battery_low=True, charge=10)
    assert getattr(fault, "kind", "") == "ups_battery_low"
    assert isinstance(stale, UpsUnavailable)
