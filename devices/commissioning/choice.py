"""Which devices an installer means: one by driver and port, or those of a terminal's settings."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from devices.settings import DeviceSettings, SettingsError
from devices.status import DeviceClass

Chosen = tuple[DeviceClass, DeviceSettings]


def by_name(device: DeviceClass | None, driver: str, port: str, options: Sequence[str]) -> Chosen:
    """`options`: KEY=VALUE with the value as in TOML; a bare word is a text. SettingsError otherwise."""
    faults = ["--driver wants a CLASS before it"] if device is None else []
    faults += [] if port else ["--driver wants a --port"]
    if device is None or faults:
        raise SettingsError(tuple(faults))
    return device, DeviceSettings.from_table({"driver": driver, "port": port, **dict(map(_option, options))})


def from_settings(file: Path, device: DeviceClass | None) -> list[Chosen]:
    """The devices of `[devices.*]`, or the one of them.

    SettingsError when there is none or the file cannot be read, else with every section that is none of a device.
    """
    fitted, faults = [], []
    for name, table in _tables(file).items():
        try:
            fitted.append((_class_of(name), _settings_of(table)))
        except SettingsError as error:
            faults += [f"devices.{name}: {fault}" for fault in error.faults]
    if faults:
        raise SettingsError(tuple(faults))
    if not (wanted := [one for one in fitted if device in (None, one[0])]):
        raise SettingsError((f"{file}: no such device",))
    return wanted


def _tables(file: Path) -> Mapping[str, object]:
    """A byte order mark, which some editors write, is no fault."""
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8-sig")).get("devices", {})
        return dict(tables)
    except UnicodeDecodeError as error:
        raise SettingsError((f"{file}: is not UTF-8 text: save it as UTF-8",)) from error
    except (OSError, ValueError, TypeError) as error:
        raise SettingsError((f"{file}: {error}",)) from error


def _class_of(name: str) -> DeviceClass:
    try:
        return DeviceClass(name)
    except ValueError as error:
        raise SettingsError((f"unknown class of device (there is: {', '.join(DeviceClass)})",)) from error


def _settings_of(table: object) -> DeviceSettings:
    if not isinstance(table, Mapping):
        raise SettingsError(("not a section",))
    settings = DeviceSettings.from_table(table)
    if not settings.port:
        raise SettingsError(("port: is missing",))
    return settings


def _option(text: str) -> tuple[str, object]:
    key, sign, value = text.partition("=")
    if not sign:
        raise SettingsError((f"--option {text}: not KEY=VALUE",))
    try:
        return key, tomllib.loads(f"value = {value}")["value"]
    except tomllib.TOMLDecodeError:
        return key, value
