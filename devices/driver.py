"""What every driver has besides the verbs of its class: a beginning, an end and a status."""

from typing import Protocol

from devices.code_scanner import CodeScanner
from devices.document_camera import DocumentCamera
from devices.document_printer import DocumentPrinter
from devices.face_camera import FaceCamera
from devices.id_card_reader import IdCardReader
from devices.lights import Lights
from devices.pickup_locker import PickupLocker
from devices.presence_sensor import PresenceSensor
from devices.receipt_printer import ReceiptPrinter
from devices.social_security_card import SocialSecurityCardReader
from devices.status import DeviceStatus
from devices.ups import Ups


class Driver(Protocol):
    """Nothing is opened before `connect` or the first verb; `close` gives every port back and may be undone."""

    async def connect(self) -> None:
        """Opens the port and talks to the device. DeviceError when it does not answer as its class does."""
        ...

    async def status(self) -> DeviceStatus:
        """Asks the device; while a verb runs, the last answer with DEVICE_BUSY. Never raises DeviceError."""
        ...

    async def attached(self) -> bool:
        """A cheap look without talking: False when nothing is at the port any more."""
        ...

    async def close(self) -> None: ...


class IdCardReaderDriver(Driver, IdCardReader, Protocol): ...


class ReceiptPrinterDriver(Driver, ReceiptPrinter, Protocol): ...


class PickupLockerDriver(Driver, PickupLocker, Protocol): ...


class DocumentCameraDriver(Driver, DocumentCamera, Protocol): ...


class DocumentPrinterDriver(Driver, DocumentPrinter, Protocol): ...


class CodeScannerDriver(Driver, CodeScanner, Protocol): ...


class FaceCameraDriver(Driver, FaceCamera, Protocol): ...


class UpsDriver(Driver, Ups, Protocol): ...


class PresenceSensorDriver(Driver, PresenceSensor, Protocol): ...


class LightsDriver(Driver, Lights, Protocol): ...


class SocialSecurityCardDriver(Driver, SocialSecurityCardReader, Protocol): ...
