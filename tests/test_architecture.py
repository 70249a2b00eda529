"""The rooms keep their arrows, and the check that says so can fail."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

PLANTED = {
    "qt in the flows": ("flows/planted_screen.py", "import PySide6.QtCore\n"),
    "a device that knows a flow": ("devices/planted_flow.py", "import flows.pages\n"),
    "a hall that knows a device": ("hall/planted_device.py", "import devices.status\n"),
    "a terminal that knows the hall": ("offline_cache/planted_hall.py", "import hall\n"),
}


def test_every_arrow_points_the_right_way() -> None:
    result = _lint(ROOT)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("planted", PLANTED, ids=str)
def test_a_planted_forbidden_import_is_caught(planted: str, tmp_path: Path) -> None:
    for room in ("kiosk", "flows", "devices", "offline_cache", "hall"):
        (tmp_path / room).symlink_to(ROOT / room) if room not in PLANTED[planted][0] else _copy(room, tmp_path)
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    name, source = PLANTED[planted]
    (tmp_path / name).write_text(source)
    result = _lint(tmp_path)
    assert result.returncode != 0
    assert Path(name).stem in result.stdout, "the message names the module that must change"


def _copy(room: str, target: Path) -> None:
    for source in (ROOT / room).rglob("*.py"):
        copy = target / source.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(source.read_bytes())


def _lint(place: Path) -> subprocess.CompletedProcess[str]:
    script = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    return subprocess.run(
        [sys.executable, "-c", script],
        cwd=place,
        env={"PYTHONPATH": str(place), "PATH": "", "PYTHONSAFEPATH": "1", "HOME": str(place)},
        capture_output=True,
        text=True,
        check=False,
    )
