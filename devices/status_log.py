"""The log line of a device whose state or fault changed, with the engineer's words: who reads it has no table."""

import logging

from devices.faults import kinds, texts_of
from devices.status import DeviceStatus

log = logging.getLogger(__name__)


def log_change(before: DeviceStatus, after: DeviceStatus) -> None:
    """Nothing when only supplies or media changed. Never the detail of a driver's bug."""
    kind = _kind(after)
    if (before.state, _kind(before)) == (after.state, kind):
        return
    told = {"device": after.device, "state": after.state, "fault": kind}
    if kind is None:
        log.info("device-state", extra=told)
    else:
        engineer = texts_of(kind, "en").engineer if kind in kinds() else ""
        log.warning("device-state", extra={**told, "engineer": engineer})


def _kind(status: DeviceStatus) -> str | None:
    return status.fault.kind if status.fault else None
