"""What trouble with a device means for its status. Not fitted, unplugged, silent and broken are never mixed up."""

from dataclasses import replace

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
from devices.status import Actor, DeviceState, DeviceStatus, Fault, MediaState


def state_of(error: DeviceError) -> tuple[DeviceState, Fault]:
    """NO_DEVICE: this terminal has none. POWER_OFF: nothing is at the port. OFFLINE: it is silent or talks nonsense.

    HARDWARE_ERROR: it says itself that it is broken.
    """
    match error:
        case AccessError():
            return DeviceState.OFFLINE, Fault("port_forbidden", Actor.ENGINEER, str(error))
        case FaultError():
            return DeviceState.HARDWARE_ERROR, Fault("out_of_service", Actor.ENGINEER, str(error))
        case TakenError():
            return DeviceState.OFFLINE, Fault("port_taken", Actor.ENGINEER, str(error))
        case NotFittedError():
            return DeviceState.NO_DEVICE, Fault("not_fitted", Actor.ENGINEER, str(error))
        case AbsentError():
            return DeviceState.POWER_OFF, Fault("unplugged", Actor.STAFF, str(error))
        case ReplyError():
            return DeviceState.OFFLINE, Fault("bad_reply", Actor.STAFF, str(error))
        case _:
            return DeviceState.OFFLINE, Fault("no_answer", Actor.STAFF, str(error))


def in_trouble(status: DeviceStatus, error: DeviceError) -> DeviceStatus:
    """The status after this trouble: what the device is stays known, what lies in it does not."""
    state, fault = state_of(error)
    return replace(status, state=state, media=MediaState.UNKNOWN, fault=fault)


def error_of(state: DeviceState) -> type[UnavailableError]:
    """The trouble of a device whose driver tells this state, which is none of a device that is there."""
    match state:
        case DeviceState.POWER_OFF:
            return AbsentError
        case DeviceState.NO_DEVICE:
            return NotFittedError
        case _:
            return UnavailableError
