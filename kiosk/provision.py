"""`kiosk provision`: writes a terminal's kiosk.toml from the default settings, its identity and the fitted devices."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from devices.registry import driver_names
from devices.status import DeviceClass
from kiosk.home import Home
from kiosk.staff_file import StaffFile, demo_staff, staff_member

ASSETS = Path(__file__).resolve().parent.parent / "assets"
DEFAULTS = ASSETS / "config" / "kiosk.default.toml"
SECTION = re.compile(r"\[devices\.(\w+)\]")
ASSIGNMENT = re.compile(r"(\w+)(\s*=\s*)(\"[^\"]*\"|\S+)(.*)")


DEMO_RETRY_S = 5
"""whoever plays with the cable to the hall wants to see it work again soon"""


class ProvisionError(Exception):
    """Something that is needed is not there; the message says what and how to make it."""


@dataclass(frozen=True)
class Provisioned:
    settings: Path
    devices: tuple[str, ...]
    staff: tuple[str, ...]
    """numbers of the demonstration staff, empty for a real terminal"""


@dataclass(frozen=True)
class Wanted:
    """What the installer asked for. `branch`: as customers know it; without an English name it serves for both."""

    branch: str = ""
    branch_en: str = ""
    demo: bool = True
    """the demonstration's staff numbers are added"""
    production: bool = False
    """the settings that the production profile insists on, and no demonstration staff"""


PRODUCTION: Final[Mapping[tuple[str, str], str | int]] = {
    ("terminal", "profile"): "production",
    ("screen", "fullscreen"): True,
    ("keys", "store"): "machine",
    ("content", "demo_data"): False,
}


DEMONSTRATION: Final = Wanted()


def provision(home: Home, terminal_id: str, wanted: Wanted = DEMONSTRATION) -> Provisioned:
    """Ports come from the simulated branch where there is one, else stay as in the defaults. Existing data is kept.

    Raises ProvisionError, also where an installer has written settings already; OSError.
    """
    _check_identity(home.identity / "identity.json", terminal_id)
    if wanted.production and not wanted.branch:
        raise ProvisionError("--production wants --branch: customers would read the name of an example")
    simulated = _branch(home)
    if home.settings.exists() and not simulated:
        raise ProvisionError(f"{home.settings} is there already and is kept; move it away to have it written anew")
    changes: dict[tuple[str, str], str | int] = {
        ("terminal", "id"): terminal_id,
        ("hall", "url"): simulated.get("hall_link", {}).get("url", ""),
    }
    if simulated:
        changes["sync", "retry_longest_s"] = DEMO_RETRY_S
        changes["stick", "folder"] = str((home.folder / "branch" / "sticks").resolve())
    if wanted.branch:
        changes["terminal", "branch"] = wanted.branch
        changes["terminal", "branch_en"] = wanted.branch_en or wanted.branch
    if wanted.production:
        changes |= PRODUCTION
    ports = {name: place["url"] for name, place in simulated.get("devices", {}).items()}
    text = fill_in(DEFAULTS.read_text(encoding="utf-8"), changes, ports)
    text += "".join(_section(name, port) for name, port in ports.items() if f"[devices.{name}]" not in text)
    for folder in (home.data, home.logs, *home.readable):
        folder.mkdir(parents=True, exist_ok=True)
    home.settings.write_text(text, encoding="utf-8")
    staff = _add_demo_staff(home) if wanted.demo and not wanted.production else ()
    return Provisioned(home.settings, tuple(sorted(ports)), staff)


def fill_in(text: str, changes: Mapping[tuple[str, str], str | int], ports: Mapping[str, str]) -> str:
    """The settings with `changes` by (section, key). With `ports`, device sections without a port are left out."""
    lines: list[str] = []
    section, dropped = "", False
    for line in text.splitlines():
        if line.startswith("["):
            section = line.strip().strip("[]")
            device = SECTION.match(line)
            dropped = bool(ports) and device is not None and device[1] not in ports
        if not dropped:
            lines.append(_changed(line, section, changes, ports))
    return "\n".join(lines).rstrip() + "\n"


def _check_identity(identity: Path, terminal_id: str) -> None:
    try:
        enrolled = json.loads(identity.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ProvisionError(
            f"{identity} is missing; copy here what the hall made with: "
            f"kiosk-hall enroll --terminal {terminal_id} --url https://… --out {identity.parent.name}"
        ) from error
    except ValueError as error:
        raise ProvisionError(f"{identity} is damaged: {error}") from error
    number = enrolled.get("terminal_id") if isinstance(enrolled, dict) else None
    if number != terminal_id:
        raise ProvisionError(f"{identity} is the identity of {number}, not of {terminal_id}")


def _section(device: str, port: str) -> str:
    """A device that the defaults do not have, with the first of its drivers."""
    driver = driver_names(DeviceClass(device))[0]
    return f"\n[devices.{device}]\ndriver = {json.dumps(driver)}\nport = {json.dumps(port)}\n"


def _changed(line: str, section: str, changes: Mapping[tuple[str, str], str | int], ports: Mapping[str, str]) -> str:
    found = ASSIGNMENT.match(line)
    if found is None:
        return line
    key, equals, _, rest = found.groups()
    value: str | int | None = changes.get((section, key))
    if section.startswith("devices.") and key == "port":
        value = ports.get(section.removeprefix("devices."))
    return line if value is None else f"{key}{equals}{json.dumps(value, ensure_ascii=False)}{rest}"


def _branch(home: Home) -> dict[str, Any]:
    if not home.branch_file.exists():
        return {}
    value = json.loads(home.branch_file.read_text(encoding="utf-8"))
    return value if isinstance(value, dict) else {}


def _add_demo_staff(home: Home) -> tuple[str, ...]:
    entries = demo_staff()
    file = StaffFile(home.data)
    known = file.members()
    for entry in entries:
        if entry.number not in known:
            file.put(staff_member(entry.number, entry.role, entry.pin))
    return tuple(entry.number for entry in entries)
