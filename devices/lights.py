"""Lights beside the slots: the one that the customer should touch next blinks."""

from enum import StrEnum
from typing import Protocol

from devices.status import DeviceStatus


class Slot(StrEnum):
    CARD = "card"
    SCANNER = "scanner"
    CAMERA = "camera"
    RECEIPT = "receipt"
    DOCUMENT = "document"
    LOCKER = "locker"


class Light(StrEnum):
    OFF = "off"
    STEADY = "steady"
    BLINKING = "blinking"


class Lights(Protocol):
    async def status(self) -> DeviceStatus: ...

    async def show(self, slot: Slot, light: Light) -> bool:
        """False when the light could not be switched: lights help, nobody waits for them."""
        ...

    async def all_off(self) -> None: ...
