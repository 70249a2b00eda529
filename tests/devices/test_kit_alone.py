"""The room by itself, as a stranger takes it: its folder, its words and the example of docs/devices.md, no more."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from devices import kit
from devices.simulated.child import ROOT, Child

FOREIGN = (
    "kiosk",
    "flows",
    "offline_cache",
    "hall",
    "PySide6",
    "sqlalchemy",
    "httpx",
    "cryptography",
    "devices.simulated",
)
LISTS = f"""
import json, sys
print(json.dumps([name for name in sys.modules if name.startswith({FOREIGN!r})]))
print(json.dumps(sys.modules["devices"].__file__))
"""


def example() -> str:
    [block] = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "devices.md").read_text(encoding="utf-8"), re.DOTALL)
    return str(block)


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """What the section says that one has to take."""
    shutil.copytree(ROOT / "devices", tmp_path / "devices", ignore=shutil.ignore_patterns("__pycache__"))
    words = Path("assets/i18n/device_faults.toml")
    (tmp_path / words).parent.mkdir(parents=True)
    shutil.copy(ROOT / words, tmp_path / words)
    return tmp_path


def test_the_example_prints_a_receipt_and_needs_nothing_of_the_terminal(room: Path) -> None:
    (room / "example.py").write_text(example() + LISTS, encoding="utf-8")
    with Child.start("receipt_printer", ["--tray", str(room / "receipts")]) as child:
        command = [sys.executable, "example.py", child.url]
        surroundings = {**os.environ, "PYTHONPATH": str(room), "PYTHONUTF8": "1"}
        ran = subprocess.run(
            command, cwd=room, env=surroundings, capture_output=True, text=True, timeout=60, check=False
        )
        [receipt] = child.control.state()["receipts"]
    assert ran.returncode == 0, ran.stderr
    *said, foreign, place = ran.stdout.splitlines()
    assert said == ["Printed(paper_low=False)", "in order"]
    assert json.loads(foreign) == []
    assert Path(json.loads(place)).parent == room / "devices"
    assert "你好" in receipt["text"]


def test_the_example_is_short() -> None:
    assert sum(bool(line) for line in example().splitlines()) <= 15


def test_every_public_name_is_there_and_none_is_hidden() -> None:
    assert all(hasattr(kit, name) for name in kit.__all__)
    assert not [name for name in kit.__all__ if name.startswith("_")]
    assert kit.__all__ == sorted(kit.__all__)
