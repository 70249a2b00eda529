"""What is wrong with a device, to whom it concerns: from the one table of devices/faults.py."""

from devices.faults import kinds, texts_of
from devices.status import Capabilities, DeviceClass, DeviceStatus
from flows.session.state import Session
from flows.staff import Role


def customer_way(session: Session, device: DeviceClass, otherwise: str) -> str:
    """What the customer can do while `device` is not there; `otherwise` where the device has told no reason."""
    status = session.devices.get(device)
    if status is None or status.usable or status.fault is None or status.fault.kind not in kinds():
        return otherwise
    return texts_of(status.fault.kind, session.language).customer


def staff_note(status: DeviceStatus, role: Role | None, language: str) -> str:
    """What staff have to do, and the engineer what to look at; of a device that is well, which one it is."""
    fault = status.fault
    if fault is None:
        return identity(status.capabilities)
    if fault.kind not in kinds():
        return fault.detail
    texts = texts_of(fault.kind, language)
    if role is not Role.ENGINEER:
        return texts.staff.replace("{detail}", fault.detail)
    return f"{texts.engineer} [{fault.detail}]" if fault.detail else texts.engineer


def identity(capabilities: Capabilities) -> str:
    """Maker, model, serial number and firmware, as far as the device tells them."""
    name = f"{capabilities.vendor} {capabilities.model}".strip()
    return " · ".join(part for part in (name, capabilities.serial, capabilities.firmware) if part)
