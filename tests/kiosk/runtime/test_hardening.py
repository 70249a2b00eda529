"""What a terminal process has in its memory goes into no file, however it dies."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="core files are Linux's")

CANARY = b"canary-310104199912319990"
DYING = """
import os, resource, signal, sys
resource.setrlimit(resource.RLIMIT_CORE, (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2)
from kiosk.hardening import forbid_dumps
if sys.argv[1] == "forbidden":
    forbid_dumps()
kept = "canary-" + "310104199912319990"
os.kill(os.getpid(), signal.SIGSEGV)
"""
"""asks for core files first, as a system may be set up"""


def dumped(folder: Path, how: str) -> list[Path]:
    subprocess.run([sys.executable, "-c", DYING, how], cwd=folder, check=False, env={"PYTHONPATH": str(ROOT)})
    return [path for path in folder.iterdir() if CANARY in path.read_bytes()]


ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.row("S12")
def test_a_process_that_dies_leaves_no_core_file(tmp_path: Path) -> None:
    assert dumped(tmp_path, "forbidden") == []
    assert list(tmp_path.iterdir()) == []


def test_the_scan_finds_a_core_file_where_the_system_writes_one(tmp_path: Path) -> None:
    if Path("/proc/sys/kernel/core_pattern").read_text().strip() != "core":
        pytest.skip("core files do not go to the working folder here")
    import resource

    if resource.getrlimit(resource.RLIMIT_CORE)[1] == 0:
        pytest.skip("this machine forbids core files")
    assert dumped(tmp_path, "allowed")
