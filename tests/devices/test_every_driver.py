"""What every driver promises, whatever its class: it opens nothing unasked and never claims to be well."""

import asyncio

import pytest

from devices.errors import DeviceError
from devices.faults import kinds
from devices.registry import create_device, driver_names
from devices.settings import DeviceSettings
from devices.status import DeviceClass, DeviceState

NOWHERE = {
    DeviceClass.UPS: "nut://127.0.0.1:1/kiosk",
    DeviceClass.DOCUMENT_PRINTER: "ipp://127.0.0.1:1/print",
    DeviceClass.DOCUMENT_CAMERA: "http://127.0.0.1:1/stream.mjpg",
    DeviceClass.FACE_CAMERA: "http://127.0.0.1:1/stream.mjpg",
    DeviceClass.SOCIAL_SECURITY_CARD: "pcsc://no such reader",
}
EVERY = [(device, name) for device in DeviceClass for name in driver_names(device)]
GONE = {DeviceState.POWER_OFF, DeviceState.OFFLINE, DeviceState.NO_DEVICE}


@pytest.mark.parametrize(("device", "name"), EVERY)
def test_with_nothing_at_its_port_it_says_so_and_stays_usable_afterwards(device: DeviceClass, name: str) -> None:
    port = NOWHERE.get(device, "socket://127.0.0.1:1")
    if name == "opencv_codes":
        port = "http://127.0.0.1:1/stream.mjpg"
    driver = create_device(device, DeviceSettings(name, port))

    async def scene() -> None:
        for _ in range(2):
            with pytest.raises(DeviceError):
                await driver.connect()
            status = await driver.status()
            assert status.device is device
            assert status.state in GONE
            assert not status.usable
            assert status.fault is not None
            assert status.fault.kind in kinds()
            await driver.close()

    asyncio.run(scene())


def test_every_class_has_a_driver() -> None:
    assert {device for device, _ in EVERY} == set(DeviceClass)
