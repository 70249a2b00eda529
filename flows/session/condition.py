"""May this terminal serve now, and how: devices, disk and the hall's word together."""

from flows.service_state import missing_devices, missing_essentials
from flows.session.state import Session
from flows.session.surroundings import out_of_power


def out_of_service(session: Session) -> tuple[str, ...]:
    """Reasons why nobody can be served, in the order in which they matter (text ids obstacle-…)."""
    store = ("obstacle-revoked",) if session.barred else ()
    disk = ("obstacle-disk",) if session.disk == "out_of_service" else ()
    power = ("obstacle-power",) if out_of_power(session) else ()
    return (*store, *disk, *power, *missing_essentials(session.devices))


def not_to_be_used(session: Session) -> frozenset[str]:
    """Devices as the engine names them, so that it asks in another way. Without room for pages there is no camera."""
    pages = frozenset({"device.camera"}) if session.disk == "no_pages" else frozenset()
    return missing_devices(session.devices) | pages
