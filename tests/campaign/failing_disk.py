"""Every fsync, write and pwrite of sealing made to fail or to be the last, one after the other, by strace.

`python -m tests.campaign.failing_disk [--most 60]` tells what it tried and found; exit 1 if a promise was broken.
"""

import argparse
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.offline_cache.crash_scenes import EXIT_STORAGE
from tests.offline_cache.test_crashes import check_sealed, play_traced, strace_available

KINDS = (
    ("fsync", "error=EIO"),
    ("fsync", "error=ENOSPC"),
    ("fsync", "signal=KILL"),
    ("write", "error=ENOSPC"),
    ("pwrite64", "error=EIO"),
    ("pwrite64", "error=ENOSPC"),
)


def main() -> int:
    parser = argparse.ArgumentParser(prog="failing_disk", description=__doc__)
    parser.add_argument("--most", type=int, default=60, help="the first so many of each system call")
    options = parser.parse_args()
    if not strace_available():
        print("NOT RUN: failing disk: strace cannot trace here")
        return 0
    tried = 0
    found: list[str] = []
    for call, what in KINDS:
        for injection in _injections(call, what, options.most):
            tried += 1
            with tempfile.TemporaryDirectory() as name:
                found += [f"{injection}: {fault}" for fault in _faults(Path(name), injection)]
        print(f"{call} {what}: {tried} injections so far, {len(found)} broken promises", flush=True)
    print(f"{tried} injections; broken promises: {len(found)}")
    print(*found, sep="\n")
    return 1 if found else 0


def _injections(call: str, what: str, most: int) -> Iterator[str]:
    step = 4 if call == "pwrite64" else 1
    for number in range(1, most * step + 1, step):
        yield f"{call}:{what}:when={number}"


def _faults(folder: Path, injection: str) -> Iterator[str]:
    done = play_traced(folder, injection)
    ended_well = done.returncode in (0, EXIT_STORAGE, -signal.SIGKILL) and "Traceback" not in done.stderr
    # The scene's own notebook of promises is written too, and may be what failed.
    if not ended_well and "promise" not in done.stderr:
        yield f"ended with {done.returncode}: {done.stderr[-200:]}"
    try:
        check_sealed(folder)
    except Exception as error:  # noqa: BLE001 - whatever a terminal raises afterwards is a finding
        yield f"{type(error).__name__}: {str(error)[:160]}"


if __name__ == "__main__":
    sys.exit(main())
