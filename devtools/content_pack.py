"""The compiled content beside its folder, so that a terminal starts on it at once (docs/adding-a-service.md).

It is only a short cut: a terminal takes it while it was made from exactly the files there, and compiles them otherwise.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

from devtools.setup import python

CONTENT = Path("flows") / "content"
COMPILER = (Path("flows") / "loading", Path("flows") / "catalogue", Path("flows") / "engine")


def pack_of(root: Path) -> Path:
    return (root / CONTENT).with_suffix(".pack")


def is_current(root: Path) -> bool:
    """Younger than every file it was made from, and than the code that made it."""
    pack = pack_of(root)
    if not pack.is_file():
        return False
    built = pack.stat().st_mtime_ns
    code = (path for room in COMPILER for path in (root / room).glob("*.py"))
    return all(path.stat().st_mtime_ns <= built for path in (*(root / CONTENT).rglob("*"), *code))


def ensure_pack(root: Path) -> bool:
    """Builds it where it is missing or old. False: the content has errors; there is no pack, and they are printed."""
    if is_current(root):
        return True
    print("dev.py: compiling flows/content", flush=True)
    build = [str(python(root)), "-m", "flows.content_cli", "build"]
    if subprocess.run(build, cwd=root, stdout=subprocess.DEVNULL, check=False).returncode == 0:
        return True
    pack_of(root).unlink(missing_ok=True)
    return False
