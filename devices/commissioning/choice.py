"""Which devices an installer means: one by driver and port, or those of a terminal's settings."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from devices.settings import DeviceSettings, SettingsError
from devices.status import DeviceClass

Chosen = tuple[DeviceClass, DeviceSettings]


def by_name(device: DeviceClass | None, driver: str, port: str, options: Sequence[str]) -> Chosen:
    """`options`: KEY=VALUE with the value as in TOML; a bare word is a text. SettingsError otherwise."""
    if device is None:
        raise SettingsError(("--driver wants a CLASS before it",))
    return device, DeviceSettings.from_table({"driver": driver, "port": port, **dict(map(_option, options))})


def from_settings(file: Path, device: DeviceClass | None) -> list[Chosen]:
    """The devices of `[devices.*]`, or the one of them. SettingsError when there is none or the file cannot be read."""
    fitted = [(one, DeviceSettings.from_table(table)) for one, table in _tables(file) if device in (None, one)]
    if not fitted:
        raise SettingsError((f"{file}: no such device",))
    return fitted


def _tables(file: Path) -> Iterable[tuple[DeviceClass, Mapping[str, object]]]:
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8")).get("devices", {})
        return [(DeviceClass(name), dict(table)) for name, table in dict(tables).items()]
    except (OSError, ValueError, TypeError) as error:
        raise SettingsError((f"{file}: {error}",)) from error


def _option(text: str) -> tuple[str, object]:
    key, sign, value = text.partition("=")
    if not sign:
        raise SettingsError((f"--option {text}: not KEY=VALUE",))
    try:
        return key, tomllib.loads(f"value = {value}")["value"]
    except tomllib.TOMLDecodeError:
        return key, value
