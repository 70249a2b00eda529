"""May we serve now? The reasons why not, in the order in which they matter; text ids, empty when all is well."""

from collections.abc import Mapping

from devices.status import DeviceClass, DeviceState, DeviceStatus, SupplyState
from flows.service_guide import ItemInfo

_ESSENTIAL = (DeviceClass.ID_CARD_READER,)
_ASKS_DEVICES = {
    DeviceClass.CODE_SCANNER: "device.code",
    DeviceClass.ID_CARD_READER: "device.id_card",
    DeviceClass.DOCUMENT_CAMERA: "device.camera",
}


def works(statuses: Mapping[DeviceClass, DeviceStatus], device: DeviceClass) -> bool:
    """Usable and supplied. A device that has not reported yet counts as working: it is asked when needed."""
    status = statuses.get(device)
    if status is None:
        return not statuses
    if status.state is DeviceState.STARTING:
        return True
    return status.usable and all(supply.state is not SupplyState.OUT for supply in status.supplies)


def missing_essentials(statuses: Mapping[DeviceClass, DeviceStatus]) -> tuple[str, ...]:
    """Devices without which nobody can be served at all (text ids obstacle-…)."""
    return tuple(f"obstacle-{device.value.replace('_', '-')}" for device in _ESSENTIAL if not works(statuses, device))


def item_obstacle(info: ItemInfo, statuses: Mapping[DeviceClass, DeviceStatus]) -> str | None:
    """Why this service cannot be done now (text id obstacle-…), or None."""
    if not works(statuses, DeviceClass.RECEIPT_PRINTER):
        return "obstacle-receipt-printer"
    if info.prints and not works(statuses, DeviceClass.DOCUMENT_PRINTER):
        return "obstacle-document-printer"
    return None


def missing_devices(statuses: Mapping[DeviceClass, DeviceStatus]) -> frozenset[str]:
    """As the engine names them, so that it asks in another way."""
    return frozenset(name for device, name in _ASKS_DEVICES.items() if not works(statuses, device))
