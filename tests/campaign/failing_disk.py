"""Every fsync, write and pwrite of sealing and of sync made to fail or to be the last, one after the other, by strace.

`python -m tests.campaign.failing_disk [--scene seal|sync] [--every 1]` tells what it tried and found; exit 1 if a
promise was broken.
"""

import argparse
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.offline_cache.crash_scenes import EXIT_NO_ROOM, EXIT_NOTEBOOK, EXIT_STORAGE, sealed_for_sync
from tests.offline_cache.test_crashes import check_sealed
from tests.offline_cache.test_sync_on_a_failing_disk import check_synced
from tests.offline_cache.traced import calls_of, play_traced, strace_available

HOW = ("error=EIO:when={}", "error=ENOSPC:when={}", "error=ENOSPC:when={}+", "signal=KILL:when={}")
ORDERLY = (0, EXIT_STORAGE, EXIT_NO_ROOM, EXIT_NOTEBOOK, -signal.SIGKILL)
MISSED = "met no call"
"""its threads took the calls in another order than in the play that was counted"""


def main() -> int:
    parser = argparse.ArgumentParser(prog="failing_disk", description=__doc__)
    parser.add_argument("--scene", choices=("seal", "sync"), help="only this one (default: both)")
    parser.add_argument("--every", type=int, default=1, help="only one call of so many")
    options = parser.parse_args()
    if not strace_available():
        print("NOT RUN: failing disk: strace cannot trace here")
        return 0
    found: list[str] = []
    for scene in ("seal", "sync") if options.scene is None else (options.scene,):
        for call, count in sorted(_calls_of(scene).items()):
            found += _sweep(scene, call, count, options.every)
    broken = [fault for fault in found if MISSED not in fault]
    print(f"broken promises: {len(broken)}", *broken, sep="\n")
    return 1 if broken else 0


def _sweep(scene: str, call: str, count: int, every: int) -> list[str]:
    found: list[str] = []
    injections = [f"{call}:{how.format(number)}" for number in range(1, count + 1, every) for how in HOW]
    for injection in injections:
        with tempfile.TemporaryDirectory() as name:
            found += [f"{scene} {injection}: {fault}" for fault in _faults(Path(name), scene, injection)]
    missed = sum(MISSED in fault for fault in found)
    told = f"{len(injections)} injections, {missed} {MISSED}, broken promises: {len(found) - missed}"
    print(f"{scene}: {call}, {count} in all: {told}", flush=True)
    return found


def _calls_of(scene: str) -> Counter[str]:
    with tempfile.TemporaryDirectory() as name:
        _prepare(Path(name), scene)
        calls = calls_of(Path(name), scene)
    if scene == "sync":
        del calls["write"]  # the hall's notebook, which stands for another machine
    return calls


def _prepare(folder: Path, scene: str) -> list[str]:
    return sealed_for_sync(folder) if scene == "sync" else []


def _faults(folder: Path, scene: str, injection: str) -> Iterator[str]:
    ids = _prepare(folder, scene)
    done = play_traced(folder, injection, scene=scene)
    if not done.hits and done.returncode == 0:
        yield MISSED
    if done.returncode not in ORDERLY or "Traceback" in done.stderr:
        yield f"ended with {done.returncode}: {done.stderr[-200:]}"
    try:
        if scene == "sync":
            check_synced(folder, ids, blamed=done.returncode != 0)
        else:
            check_sealed(folder)
    except (Exception, pytest.fail.Exception) as error:  # noqa: BLE001 - whatever is raised afterwards is a finding
        yield f"{type(error).__name__}: {str(error)[:160]}"


if __name__ == "__main__":
    sys.exit(main())
