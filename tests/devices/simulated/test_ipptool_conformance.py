"""The simulated A4 printer against the IPP conformance files that come with CUPS (apt: cups-ipp-utils)."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from devices.simulated.child import Child

SUITE = Path("/usr/share/cups/ipptool")
LEAST_PASSED = 30
"""the rest is skipped by the suite itself: what this printer does not claim to do"""
PDF = b"%PDF-1.4\n1 0 obj << /Type /Page >> %%EOF"

pytestmark = pytest.mark.skipif(
    shutil.which("ipptool") is None or not SUITE.is_dir(), reason="NOT RUN: ipptool is missing (apt: cups-ipp-utils)"
)


def suite(folder: Path) -> Path:
    """The conformance files, and for the sample documents that are packaged elsewhere a page of our own."""
    copied = Path(shutil.copytree(SUITE, folder / "suite"))
    for test in copied.glob("*.test"):
        for sample in re.findall(r"^\s*FILE\s+([\w.-]+)\s*$", test.read_text(encoding="utf-8"), re.MULTILINE):
            if not (copied / sample).exists():
                (copied / sample).write_bytes(PDF)
    return copied


@pytest.mark.parametrize("version", ["ipp-2.0"])
def test_no_conformance_test_fails(version: str, tmp_path: Path) -> None:
    sample = tmp_path / "page.pdf"
    sample.write_bytes(PDF)
    with Child.start("document_printer", ["--tray", str(tmp_path / "tray")]) as printer:
        done = subprocess.run(
            ["ipptool", "-tI", "-f", str(sample), printer.url, str(suite(tmp_path) / f"{version}.test")],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.stderr == ""
    assert "[FAIL]" not in done.stdout, done.stdout
    assert done.stdout.count("[PASS]") >= LEAST_PASSED
    assert done.returncode == 0
