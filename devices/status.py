"""What every device reports about itself, in the words of XFS4IoT Common.Status.

Silence is never ONLINE: a device that does not answer is OFFLINE (it was there) or NO_DEVICE (none is fitted).
"""

from dataclasses import dataclass, field
from enum import StrEnum


class DeviceClass(StrEnum):
    ID_CARD_READER = "id_card_reader"
    RECEIPT_PRINTER = "receipt_printer"
    PICKUP_LOCKER = "pickup_locker"
    DOCUMENT_CAMERA = "document_camera"
    FACE_CAMERA = "face_camera"
    CODE_SCANNER = "code_scanner"
    DOCUMENT_PRINTER = "document_printer"
    SOCIAL_SECURITY_CARD = "social_security_card"
    UPS = "ups"
    PRESENCE_SENSOR = "presence_sensor"
    LIGHTS = "lights"


class DeviceState(StrEnum):
    ONLINE = "online"
    OFFLINE = "offline"
    POWER_OFF = "powerOff"
    NO_DEVICE = "noDevice"
    HARDWARE_ERROR = "hardwareError"
    USER_ERROR = "userError"
    DEVICE_BUSY = "deviceBusy"
    FRAUD_ATTEMPT = "fraudAttempt"
    POTENTIAL_FRAUD = "potentialFraud"
    STARTING = "starting"


class MediaState(StrEnum):
    """What lies in or on the device: a card on the reader, paper in the path, a page under the camera."""

    UNKNOWN = "unknown"
    PRESENT = "present"
    NOT_PRESENT = "notPresent"
    JAMMED = "jammed"


class Position(StrEnum):
    """Whether the device stands as it has to for its work: its cover shut, nothing pulled out."""

    UNKNOWN = "unknown"
    IN_POSITION = "inPosition"
    NOT_IN_POSITION = "notInPosition"


class SupplyState(StrEnum):
    UNKNOWN = "unknown"
    FULL = "full"
    LOW = "low"
    OUT = "out"


class Actor(StrEnum):
    """Who must act before the device can go on."""

    NOBODY = "nobody"
    CUSTOMER = "customer"
    STAFF = "staff"
    ENGINEER = "engineer"


@dataclass(frozen=True)
class Supply:
    name: str
    """paper, toner, battery"""
    state: SupplyState
    level: int | None = None
    """per cent, where the device measures it; most only know full, low and out"""
    low_at: int | None = None
    """per cent; from here down the device calls it low"""


@dataclass(frozen=True)
class Capabilities:
    """Empty strings where the device does not say."""

    vendor: str = ""
    model: str = ""
    serial: str = ""
    firmware: str = ""
    features: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Fault:
    """The last thing that went wrong; `kind` is a key of the fault table (devices/faults.py)."""

    kind: str
    actor: Actor
    detail: str = ""


@dataclass(frozen=True)
class DeviceStatus:
    device: DeviceClass
    state: DeviceState
    media: MediaState = MediaState.UNKNOWN
    position: Position = Position.UNKNOWN
    supplies: tuple[Supply, ...] = ()
    capabilities: Capabilities = field(default_factory=Capabilities)
    fault: Fault | None = None

    @property
    def usable(self) -> bool:
        """It can do its work now: it answers, nothing that it needs is used up, nothing is stuck in it."""
        answers = self.state in (DeviceState.ONLINE, DeviceState.DEVICE_BUSY)
        empty = any(supply.state is SupplyState.OUT for supply in self.supplies)
        return answers and not empty and self.media is not MediaState.JAMMED
