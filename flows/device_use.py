"""Which device an activity uses: while it does, the device is watched closely."""

from devices.status import DeviceClass
from flows import activities as act


def device_of(activity: act.Activity) -> DeviceClass | None:
    match activity:
        case act.ReadCard() | act.LookForCard():
            return DeviceClass.ID_CARD_READER
        case act.ScanCode():
            return DeviceClass.CODE_SCANNER
        case act.CapturePage():
            return DeviceClass.DOCUMENT_CAMERA
        case act.PrintReceipt():
            return DeviceClass.RECEIPT_PRINTER
        case act.PrintProof():
            return DeviceClass.DOCUMENT_PRINTER
        case act.OpenDoor() | act.WatchDoor():
            return DeviceClass.PICKUP_LOCKER
        case act.TestDevice(device=device):
            return device
        case _:
            return None
