"""What an activity may touch: devices, the store, the hall, the staff side and the clock, all as protocols."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from devices.code_scanner import CodeScanner
from devices.document_camera import DocumentCamera, Guidance, PreviewFrame
from devices.document_printer import DocumentPrinter
from devices.id_card_reader import IdCardReader
from devices.lights import Lights
from devices.pickup_locker import PickupLocker
from devices.receipt_printer import ReceiptPrinter
from devices.status import DeviceClass
from flows.clock import Clock
from flows.hall_facts import HallQueries
from flows.staff import DeviceBoard, Ferry, StaffGate
from offline_cache.submission import SubmissionStore


@dataclass(frozen=True)
class StepContext:
    """None for a device that is not fitted."""

    reader: IdCardReader | None
    scanner: CodeScanner | None
    camera: DocumentCamera | None
    receipt_printer: ReceiptPrinter | None
    document_printer: DocumentPrinter | None
    locker: PickupLocker | None
    store: SubmissionStore
    hall: HallQueries
    gate: StaffGate
    board: DeviceBoard
    clock: Clock
    new_id: Callable[[], str]
    """32 random hex digits"""
    holder: Callable[[str], str]
    """keyed hash of an identity number: who a draft belongs to"""
    lights: Lights | None = None
    ferry: Ferry | None = None
    in_use: Callable[[DeviceClass], AbstractContextManager[None]] = lambda _: nullcontext()
    """while a device is in use it is watched closely"""


@dataclass(frozen=True)
class CameraFeed:
    """Where the camera's frames and advice go; called on the camera's thread."""

    on_frame: Callable[[PreviewFrame], None]
    on_guidance: Callable[[Guidance], None]
