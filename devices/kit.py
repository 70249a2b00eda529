"""The public face of this room: how to get a driver, watch it, and understand what it says.

The words of each class (its protocol and outcomes) are in the module of its name: `devices.receipt_printer`,
`devices.pickup_locker`, …
"""

from devices.clock import Clock
from devices.driver import Driver
from devices.errors import (
    AbsentError,
    AccessError,
    DeviceError,
    FaultError,
    NotFittedError,
    ReplyError,
    TakenError,
    UnavailableError,
)
from devices.faults import FaultTexts, texts_of
from devices.registry import create_device, driver_names
from devices.settings import DeviceSettings, SettingsError
from devices.status import (
    Actor,
    Capabilities,
    DeviceClass,
    DeviceState,
    DeviceStatus,
    Fault,
    MediaState,
    Position,
    Supply,
    SupplyState,
)
from devices.supervisor import DeviceSupervision, DeviceSupervisor

__all__ = [
    "AbsentError",
    "AccessError",
    "Actor",
    "Capabilities",
    "Clock",
    "DeviceClass",
    "DeviceError",
    "DeviceSettings",
    "DeviceState",
    "DeviceStatus",
    "DeviceSupervision",
    "DeviceSupervisor",
    "Driver",
    "Fault",
    "FaultError",
    "FaultTexts",
    "MediaState",
    "NotFittedError",
    "Position",
    "ReplyError",
    "SettingsError",
    "Supply",
    "SupplyState",
    "TakenError",
    "UnavailableError",
    "create_device",
    "driver_names",
    "texts_of",
]
