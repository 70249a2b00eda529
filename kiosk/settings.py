"""The settings of one terminal: kiosk.toml, read once into frozen values. A file with any fault is refused whole."""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from devices.status import DeviceClass
from kiosk.ports import can_be_shared, is_simulated, port_fault, same_place

FILE_NAME = "kiosk.toml"


class SettingsModel(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class TerminalSettings(SettingsModel):
    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{3,40}$")]
    branch: str
    branch_en: str = ""
    hotline: str = "12345"
    locker_side: Literal["left", "right"] = "right"
    profile: Literal["demo", "production"] = "demo"


class ScreenSettings(SettingsModel):
    width: Annotated[int, Field(ge=800, le=7680)] = 1080
    height: Annotated[int, Field(ge=600, le=7680)] = 1920
    fullscreen: bool = False


class HallSettings(SettingsModel):
    url: str = ""
    """empty: the address in the identity bundle"""

    @field_validator("url")
    @classmethod
    def _is_https(cls, url: str) -> str:
        if url and not (url.startswith("https://") and urlsplit(url).hostname):
            raise ValueError(f"{url!r} is no https:// address")
        return url


class KeySettings(SettingsModel):
    store: Literal["developer", "machine", "tpm"] = "developer"


class SyncSettings(SettingsModel):
    retry_longest_s: Annotated[int, Field(ge=1, le=86400)] = 900
    """ceiling of the pause between two tries to reach the hall"""


class StickSettings(SettingsModel):
    folder: str = ""
    """where USB sticks appear, a folder each; empty: the system's removable media"""


class ContentSettings(SettingsModel):
    demo_data: bool = True
    """True: values without a source are shown, marked 演示数据"""


class ProcessSettings(SettingsModel):
    memory_cap_mib: Annotated[int, Field(ge=200)] = 600
    """an idle terminal above this is replaced by its standby"""
    heartbeat_limit_s: Annotated[int, Field(ge=3, le=120)] = 12
    """a terminal silent for longer is ended and replaced"""
    power_off: list[Annotated[str, Field(min_length=1)]] = []
    """command and arguments that switch the machine off when its battery is nearly empty"""


class FittedDevice(SettingsModel):
    """`[devices.<class>]`: driver and port; every other key is an option, which the driver itself checks."""

    model_config = ConfigDict(extra="allow")

    driver: Annotated[str, Field(pattern=r"^[a-z0-9_]+$")]
    port: str

    @property
    def table(self) -> dict[str, object]:
        return {"driver": self.driver, "port": self.port, **(self.model_extra or {})}


class KioskSettings(SettingsModel):
    terminal: TerminalSettings
    screen: ScreenSettings = ScreenSettings()
    hall: HallSettings = HallSettings()
    keys: KeySettings = KeySettings()
    sync: SyncSettings = SyncSettings()
    stick: StickSettings = StickSettings()
    content: ContentSettings = ContentSettings()
    process: ProcessSettings = ProcessSettings()
    devices: dict[Annotated[DeviceClass, Field(strict=False)], FittedDevice] = {}

    @property
    def simulated(self) -> bool:
        """True while any device is a simulator: the screen then says 演示终端."""
        return any(is_simulated(device.driver, device.port) for device in self.devices.values())


@dataclass(frozen=True)
class SettingsFault:
    """One line: the file, the key and the reason."""

    file: str
    key: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}: {self.key}: {self.reason}" if self.key else f"{self.file}: {self.reason}"


class SettingsError(Exception):
    """The settings are refused; `faults` holds every one of them, in the order of the file."""

    def __init__(self, faults: tuple[SettingsFault, ...]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


DeviceCheck: TypeAlias = Callable[[DeviceClass, FittedDevice], Iterable[str]]
"""What a device's driver has against its section"""


def read_settings(
    path: Path, *, check_ports: bool = False, check_device: DeviceCheck = lambda _device, _fitted: ()
) -> KioskSettings:
    """`check_ports` also asks whether each port exists on this machine (at start-up, not between customers).

    Raises SettingsError with all faults of the file: what is wrong in one place hides nothing in another.
    """
    table = _table(path)
    settings, faults = _model(path, table)
    if settings is not None:
        faults += _production_faults(path, settings)
        faults += _device_faults(path, settings, check_ports=check_ports, check_device=check_device)
    if settings is None or faults:
        raise SettingsError(tuple(faults))
    return settings


def _table(path: Path) -> dict[str, Any]:
    """A byte order mark, which some editors write, is no fault."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise SettingsError((SettingsFault(str(path), "", f"cannot be read: {error.strerror}"),)) from None
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        reason = f"is not UTF-8 text (line {line}): save it as UTF-8"
        raise SettingsError((SettingsFault(str(path), "", reason),)) from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError((SettingsFault(str(path), "", f"is not valid TOML: {error}"),)) from None


def _model(path: Path, table: Mapping[str, Any]) -> tuple[KioskSettings | None, list[SettingsFault]]:
    """What can be judged further without the faulty values, None where too little is left; and their faults."""
    try:
        return KioskSettings.model_validate(table), []
    except ValidationError as error:
        faults = error.errors()
    rest = _without(table, [_unusable(dict(fault)) for fault in faults])
    told = [_fault(path, dict(fault)) for fault in faults]
    try:
        return KioskSettings.model_validate(rest), told
    except ValidationError:
        return None, told


def _unusable(error: Mapping[str, Any]) -> tuple[Any, ...]:
    """Where it stands in the table. Where something is missing, the section that misses it."""
    place = tuple(error["loc"])
    return place[:-1] if error["type"] == "missing" else place


def _without(table: Mapping[str, Any], places: list[tuple[Any, ...]]) -> dict[str, Any]:
    """The table without the values at `places`, which are keys from the outside in."""
    kept: dict[str, Any] = {}
    for key, value in table.items():
        inner = [place[1:] for place in places if place and place[0] == key]
        whole = any(not place or place == ("[key]",) for place in inner)
        if isinstance(value, dict) and not whole:
            kept[key] = _without(value, inner)
        elif not inner:
            kept[key] = value
    return kept


def _device_faults(
    path: Path, settings: KioskSettings, *, check_ports: bool, check_device: DeviceCheck
) -> Iterable[SettingsFault]:
    places: dict[str, DeviceClass] = {}
    for device, fitted in settings.devices.items():
        reason = port_fault(fitted.port, must_exist=check_ports)
        if reason is None and not can_be_shared(fitted.port):
            first = places.setdefault(same_place(fitted.port), device)
            reason = None if first is device else f"{fitted.port!r} is the port of {first} already"
        if reason:
            yield SettingsFault(str(path), f"devices.{device}.port", reason)
        for reason in check_device(device, fitted):
            yield SettingsFault(str(path), f"devices.{device}", reason)


def _fault(path: Path, error: Mapping[str, Any]) -> SettingsFault:
    key = ".".join(str(part) for part in error["loc"] if part != "[key]")
    match error["type"]:
        case "value_error":
            reason = str(error["ctx"]["error"])
        case "extra_forbidden":
            reason = "unknown key"
        case "missing":
            reason = "is missing"
        case "enum":
            reason = "unknown class of device"
        case _:
            reason = str(error["msg"])
    return SettingsFault(str(path), key, reason)


def _production_faults(path: Path, settings: KioskSettings) -> list[SettingsFault]:
    if settings.terminal.profile != "production":
        return []
    refused = [
        (f"devices.{device}", "a simulated device is refused in production")
        for device, value in settings.devices.items()
        if is_simulated(value.driver, value.port)
    ]
    if settings.keys.store == "developer":
        refused.append(("keys.store", "the developer key store is refused in production"))
    if settings.content.demo_data:
        refused.append(("content.demo_data", "demonstration data is refused in production"))
    return [SettingsFault(str(path), key, reason) for key, reason in refused]
