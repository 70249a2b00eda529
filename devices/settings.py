"""The settings of one device: the driver by name, where it is attached, and the options of that driver."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError


class SettingsError(ValueError):
    """Settings that are refused as a whole. `faults` names every key and reason."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


class DriverOptions(BaseModel):
    """Base of a driver's options: frozen, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


@dataclass(frozen=True)
class DeviceSettings:
    """`[devices.<class>]` of kiosk.toml: `driver` and `port`, and every other key as an option of the driver."""

    driver: str
    port: str = ""
    options: Mapping[str, object] = field(default_factory=dict)

    @classmethod
    def from_table(cls, table: Mapping[str, object]) -> "DeviceSettings":
        """SettingsError when `driver` is missing or `driver` or `port` is not text."""
        driver, port = table.get("driver", ""), table.get("port", "")
        faults = [f"{key}: not a text" for key, value in (("driver", driver), ("port", port)) if type(value) is not str]
        if driver == "":
            faults.append("driver: is missing")
        if faults:
            raise SettingsError(tuple(faults))
        return cls(str(driver), str(port), {key: table[key] for key in table.keys() - {"driver", "port"}})


OptionsT = TypeVar("OptionsT", bound=DriverOptions)


def parse_options(model: type[OptionsT], options: Mapping[str, object]) -> OptionsT:
    """The options as the driver's own type. SettingsError with every fault."""
    try:
        return model.model_validate(dict(options))
    except ValidationError as error:
        raise SettingsError(tuple(_fault(dict(detail)) for detail in error.errors())) from error


def _fault(detail: Mapping[str, Any]) -> str:
    reason = "unknown key" if detail["type"] == "extra_forbidden" else detail["msg"]
    return f"{'.'.join(str(part) for part in detail['loc'])}: {reason}"
