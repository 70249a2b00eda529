"""What each verb of dev.py does once the set-up stands."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from devtools import run_branch
from devtools.content_pack import ensure_pack
from devtools.setup import TEST_PARTS, X11_PARTS, SystemPart, python, script


def run(root: Path, rest: list[str]) -> int:
    ensure_pack(root)
    return run_branch.run(root, rest)


def test(root: Path, rest: list[str]) -> int:
    """All of them in two runs: what draws has a process of its own, as a terminal has one screen."""
    pytest = [str(python(root)), "-m", "pytest"]
    if rest:
        return _call([*pytest, *rest], offscreen=True)
    first = _call([*pytest, *IN_WORKERS, f"--ignore={SCREENS}"], offscreen=True)
    second = _call([*pytest, SCREENS], offscreen=True)
    return first or second


SCREENS = "tests/kiosk/screens"
IN_WORKERS = ["-n", "3", "--dist", "loadfile"]
"""Most tests wait for processes they started: three workers on two cores; a file stays with its worker."""


def demo(root: Path, rest: list[str]) -> int:
    ensure_pack(root)
    return _call([str(python(root)), "-m", "tests.journeys.demo", "--out", "out/demo", *rest], offscreen=True)


CHECKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("format", ("-m", "ruff", "format", "--check", "-q", ".")),
    ("lint", ("-m", "ruff", "check", "-q", ".")),
    ("types", ("-m", "mypy", "--no-error-summary")),
    ("import rules", ("-m", "devtools.import_rules")),
    ("content", ("-m", "flows.content_cli", "check")),
    ("qml", ("-m", "kiosk.qml_lint")),
    ("hygiene", ("-m", "devtools.hygiene")),
)


def check(root: Path, rest: list[str]) -> int:
    """Runs all, reports all; the first failure decides the exit code."""
    failed = 0
    for name, arguments in CHECKS:
        if rest and name not in rest:
            continue
        code = _call([str(python(root)), *arguments], offscreen=True)
        print(f"check {name}: {'ok' if code == 0 else 'FAILED'}", flush=True)
        failed = failed or code
    return failed


def bench(root: Path, rest: list[str]) -> int:
    return _call([str(python(root)), "-m", "benchmarks", "--out", "out/bench.json", *rest], offscreen=True)


def campaign(root: Path, rest: list[str]) -> int:
    return _call([str(python(root)), "-m", "tests.campaign", *rest], offscreen=True)


def dist(root: Path, rest: list[str]) -> int:
    if not ensure_pack(root):
        return 1
    built = _call([str(python(root)), "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", "kiosk.spec", *rest])
    if built != 0:
        return built
    code = _call([str(python(root)), "-m", "devtools.frozen", "dist/kiosk"])
    if code != 0:
        return code
    program = root / "dist" / "kiosk" / ("kiosk.exe" if os.name == "nt" else "kiosk")
    return _call([str(program), "--self-test"], offscreen=True)


def setup_only(root: Path, rest: list[str]) -> int:
    ensure_pack(root)
    print(json.dumps({"python": str(python(root).relative_to(root)), "ready": True}))
    return 0


def lock(root: Path, rest: list[str]) -> int:
    """Every extra but `chip`, which has to be compiled."""
    return _call(
        ["uv", "pip", "compile", "-q", "--universal", "--generate-hashes", "--python-version", "3.11", "--no-header"]
        + ["--extra", "dev", "--extra", "s3", "pyproject.toml", "-o", "requirements.lock", *rest]
    )


VERBS: dict[str, Callable[[Path, list[str]], int]] = {
    "run": run,
    "test": test,
    "demo": demo,
    "check": check,
    "bench": bench,
    "campaign": campaign,
    "dist": dist,
    "setup": setup_only,
    "lock": lock,
}

EXTRA_PACKAGES: dict[str, tuple[SystemPart, ...]] = {
    "dist": (SystemPart("binutils", files=("/usr/bin/objcopy",)), *X11_PARTS),
}


HELPFUL_PACKAGES: dict[str, tuple[SystemPart, ...]] = {
    "test": TEST_PARTS,
    "campaign": (*TEST_PARTS, SystemPart("cups", files=("/usr/sbin/cupsd",))),
}
"""tried, and done without where they cannot be had"""


def _call(command: list[str], *, offscreen: bool = False) -> int:
    env = dict(os.environ)
    if offscreen:
        env.setdefault("QT_QPA_PLATFORM", "offscreen")
        env.setdefault("QT_QUICK_BACKEND", "software")
    sys.stdout.flush()
    return subprocess.run(command, env=env, check=False).returncode


__all__ = ["EXTRA_PACKAGES", "HELPFUL_PACKAGES", "VERBS", "script"]
