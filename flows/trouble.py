"""Device trouble as an outcome: the one place where a driver's exception becomes something the session can say."""

from devices.code_scanner import ScannerUnavailable
from devices.document_camera import CameraUnavailable
from devices.errors import DeviceError
from devices.id_card_reader import ReaderUnavailable
from devices.pickup_locker import CellNumber, OpenUncertain
from devices.receipt_printer import Uncertain
from flows import activities as act
from flows.outcomes import (
    CardLooked,
    CellChosen,
    DeviceTested,
    DoorMoved,
    DoorWatched,
    Outcome,
    ProofPrinted,
    ReceiptEnded,
)
from flows.staff import DeviceTest


def outcome_of_trouble(activity: act.Activity, error: DeviceError) -> Outcome:
    """Never better than the truth: a print or a door whose end is unknown stays uncertain.

    Raises `error` again for an activity that uses no device.
    """
    detail = f"{type(error).__name__}: {error}"
    match activity:
        case act.ReadCard():
            return ReaderUnavailable(detail)
        case act.LookForCard():
            return CardLooked(left=False)
        case act.ScanCode():
            return ScannerUnavailable(detail)
        case act.CapturePage():
            return CameraUnavailable(detail)
        case act.PrintProof():
            return ProofPrinted(Uncertain(detail))
        case act.PrintReceipt():
            return ReceiptEnded(Uncertain(detail))
        case act.ChooseCell():
            return CellChosen(None)
        case act.OpenDoor(intent=intent):
            return DoorMoved(OpenUncertain(CellNumber(intent.cell), detail))
        case act.WatchDoor():
            return DoorWatched(closed=False)
        case act.TestDevice(device=device):
            return DeviceTested(device, DeviceTest(passed=False, detail=detail))
        case _:
            raise error
