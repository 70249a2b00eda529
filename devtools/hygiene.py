"""Things that must not stand in a tracked file: paths of one machine, addresses of package registries, big files."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

FORBIDDEN = re.compile(
    r"(/[r]oot/|/[w]ork/[a-z]|/[h]ome/[a-z]+/|[i]ndex-url|[f]ind-links|://[^/ \"]+/(?:simple|packages)/)", re.IGNORECASE
)
SKIPPED_SUFFIXES = {".png", ".otf", ".ttf", ".wav", ".lock", ".bin", ".jpg"}
LARGEST = 8 * 1024 * 1024


def faults(root: Path) -> list[str]:
    listed = subprocess.run(["git", "ls-files"], cwd=root, capture_output=True, text=True, check=True)
    found: list[str] = []
    for name in listed.stdout.splitlines():
        path = root / name
        if not path.is_file():
            continue
        if path.stat().st_size > LARGEST:
            found.append(f"{name}: {path.stat().st_size} bytes; keep large files out of the repository")
        if path.suffix in SKIPPED_SUFFIXES:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1):
            if FORBIDDEN.search(line):
                found.append(f"{name}:{number}: a machine path or registry address: {line.strip()[:80]}")
    return found


if __name__ == "__main__":
    problems = faults(Path.cwd())
    print("\n".join(problems), end="\n" if problems else "")
    sys.exit(1 if problems else 0)
