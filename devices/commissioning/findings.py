"""What an installer does with a device over ssh: look whether it is there, and let it do something harmless."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from devices.clock import Clock
from devices.commissioning.telling import describe, described_fault
from devices.commissioning.trials import try_out
from devices.driver import Driver
from devices.errors import DeviceError
from devices.status import DeviceClass, DeviceState, DeviceStatus
from devices.trouble import in_trouble


@dataclass(frozen=True)
class Finding:
    """`passed` is what the exit code says; `told` goes to the screen or into JSON. Nothing in it is personal."""

    device: DeviceClass
    passed: bool
    told: Mapping[str, object]


async def probe(device: DeviceClass, driver: Driver, clock: Clock) -> Finding:
    """Connects by talking, asks the status, lets go."""
    try:
        await driver.connect()
        status = await driver.status()
    except DeviceError as error:
        status = in_trouble(DeviceStatus(device, DeviceState.STARTING), error)
    finally:
        await driver.close()
    return Finding(device, status.usable, describe(status))


async def test(device: DeviceClass, driver: Any, clock: Clock) -> Finding:
    """Connects and lets the device do its work once, waiting up to 20 s for a person where one is needed.

    What failed is told with the fault that the device then has, if it has one.
    """
    try:
        await driver.connect()
        passed, told = await try_out(device, driver, clock)
        fault = None if passed else (await driver.status()).fault
    except DeviceError as error:
        status = in_trouble(DeviceStatus(device, DeviceState.STARTING), error)
        passed, told, fault = False, describe(status), status.fault
    finally:
        await driver.close()
    return Finding(device, passed, {**told, "fault": described_fault(fault)} if fault else told)
