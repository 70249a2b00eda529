"""Pages for staff: login and vendor mode."""

from dataclasses import dataclass

from flows.pages.parts import Button, Heading, Panel


@dataclass(frozen=True)
class StaffLoginPage:
    heading: Heading
    number_label: str
    number: str
    pin_label: str
    pin_length: int
    """entered so far; the digits stay in the core"""
    error: str
    back: Button
    primary: Button | None
    """once there is enough to check"""


@dataclass(frozen=True)
class VendorRow:
    device: str
    state: str
    tone: str
    """ok, warn, error or off"""
    note: str
    test: Button | None


@dataclass(frozen=True)
class VendorPage:
    """Vendor mode. The first line answers 「能接待吗」."""

    heading: Heading
    verdict: Panel
    attention: tuple[Panel, ...]
    rows: tuple[VendorRow, ...]
    counts: tuple[tuple[str, str], ...]
    """backlog: waiting, oldest, delivered today, quarantined"""
    actions: tuple[Button, ...]
    result: Panel | None
    back: Button
