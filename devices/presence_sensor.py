"""The presence sensor: whether somebody stands before the terminal. It wakes the screen and notices who walks away."""

from dataclasses import dataclass
from typing import Protocol, TypeAlias

from devices.status import DeviceStatus


@dataclass(frozen=True)
class Presence:
    somebody: bool
    moving: bool = False
    centimetres: int = 0
    """how far away, 0 when nobody is there"""


@dataclass(frozen=True)
class SensorUnavailable:
    """Not known. A terminal never ends a session because its sensor is silent."""

    detail: str = ""


PresenceOutcome: TypeAlias = Presence | SensorUnavailable


class PresenceSensor(Protocol):
    async def status(self) -> DeviceStatus: ...

    async def presence(self) -> PresenceOutcome: ...
