"""Drivers by name: every one can be created, nothing else can, and refused settings say all that is wrong."""

import pytest

from devices.registry import create_device, driver_modules, driver_names
from devices.settings import DeviceSettings, SettingsError
from devices.status import DeviceClass


@pytest.mark.parametrize("device", DeviceClass)
def test_every_driver_can_be_created_without_opening_anything(device: DeviceClass) -> None:
    for name in driver_names(device):
        port = "nut://127.0.0.1:1/kiosk" if device is DeviceClass.UPS else "socket://127.0.0.1:1"
        driver = create_device(device, DeviceSettings(name, port))
        for verb in ("connect", "status", "attached", "close"):
            assert callable(getattr(driver, verb)), (name, verb)


def test_the_first_drivers_are_there_and_no_simulator_is() -> None:
    modules = driver_modules()
    assert "devices.drivers.id_card_reader.ga467" in modules
    assert "devices.drivers.pickup_locker.board_8a80" in modules
    assert not [name for name in modules if "simulated" in name]


@pytest.mark.parametrize("name", ["", "nope", "../ga467", "ga467.create", "__init__"])
def test_an_unknown_driver_is_refused_with_what_there_is(name: str) -> None:
    with pytest.raises(SettingsError, match="ga467"):
        create_device(DeviceClass.ID_CARD_READER, DeviceSettings(name))


def test_refused_options_are_all_named() -> None:
    options = {"width_mm": 70, "colour": "red"}
    with pytest.raises(SettingsError) as refused:
        create_device(DeviceClass.RECEIPT_PRINTER, DeviceSettings("escpos", "COM3", options))
    assert [fault.split(":")[0] for fault in refused.value.faults] == ["width_mm", "colour"]


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        ({}, "driver: is missing"),
        ({"driver": 3}, "driver: not a text"),
        ({"driver": "x", "port": 1}, "port: not a text"),
    ],
)
def test_a_table_without_a_driver_is_refused(table: dict[str, object], fault: str) -> None:
    with pytest.raises(SettingsError, match=fault):
        DeviceSettings.from_table(table)


def test_other_keys_of_the_table_are_the_drivers_options() -> None:
    settings = DeviceSettings.from_table({"driver": "escpos", "port": "COM3", "width_mm": 58})
    assert settings == DeviceSettings("escpos", "COM3", {"width_mm": 58})
