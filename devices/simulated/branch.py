"""All devices of the simulated branch together: started at once, told of in branch.json, ended together."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from devices.simulated.child import ROOT, Child
from devices.simulated.control import BRANCH_FILE

HALL_LINK = "hall_link"
EXTRAS = frozenset({"face_camera", "ups", "presence_sensor", "lights", "social_security_card"})
"""devices that a branch has only when asked for"""

NO_HALL_PORT = 9
"""the discard port: refuses, as a hall that is not there does"""


@dataclass(frozen=True)
class Branch:
    """What is to be started under the home folder."""

    home: Path
    hall_port: int = NO_HALL_PORT
    hall_console: str = ""
    first_port: int = 0
    """ports from here upwards, two for each device; 0: any free ones"""
    without: frozenset[str] = frozenset()
    """devices that this branch does not have"""
    extras: frozenset[str] = frozenset()
    """which of EXTRAS it has besides"""

    @property
    def folder(self) -> Path:
        return self.home.resolve() / BRANCH_FILE.parent

    def devices(self) -> dict[str, list[str]]:
        """The options of each device's process, by name."""
        own = {
            "id_card_reader": [],
            "receipt_printer": ["--tray", str(self.folder / "receipts")],
            "pickup_locker": [],
            "code_scanner": [],
            "document_camera": [],
            "document_printer": ["--tray", str(self.folder / "documents")],
            HALL_LINK: ["--hall-port", str(self.hall_port)],
        }
        own |= {name: [] for name in sorted(self.extras)}
        return {name: options for name, options in own.items() if name not in self.without}


@contextmanager
def running(branch: Branch) -> Iterator[dict[str, Child]]:
    """Starts all, writes branch.json when all are ready, ends all. NotReadyError when one does not come up."""
    branch.folder.mkdir(parents=True, exist_ok=True)
    children = {name: Child.start(name, _options(branch, name, own)) for name, own in branch.devices().items()}
    place = branch.home / BRANCH_FILE
    try:
        for child in children.values():
            child.wait_ready()
        _write(place, branch, children)
        yield children
    finally:
        place.unlink(missing_ok=True)
        for child in children.values():
            child.ask_to_stop()
        for child in children.values():
            child.stop()


def watch(children: dict[str, Child], ended: Callable[[str], None]) -> None:
    """Calls `ended` with the name of a device whose process ends, on a thread of its own."""

    def wait(child: Child) -> None:
        child.process.wait()
        ended(child.name)

    for child in children.values():
        threading.Thread(target=wait, args=(child,), daemon=True).start()


def start_dock(home: Path) -> subprocess.Popen[bytes]:
    """The window beside the terminal, which plays the customer's hands."""
    return subprocess.Popen([sys.executable, "-m", "kiosk.dock", "--home", str(home)], cwd=ROOT)


def _options(branch: Branch, name: str, own: list[str]) -> list[str]:
    log = branch.folder / "wire" / f"{name}.jsonl"
    log.unlink(missing_ok=True)
    options = [*own] if name == HALL_LINK else [*own, "--wire-log", str(log)]
    if branch.first_port:
        port = branch.first_port + 2 * list(branch.devices()).index(name)
        options += ["--port", str(port), "--control-port", str(port + 1)]
    return options


def _write(place: Path, branch: Branch, children: dict[str, Child]) -> None:
    places = {name: {"url": child.url, "control": child.control_address} for name, child in children.items()}
    link = places.pop(HALL_LINK, None)
    content = {"devices": places, "hall_link": link, "hall_console": branch.hall_console}
    draft = place.with_suffix(".tmp")
    draft.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    os.replace(draft, place)
