"""100,000 submissions through the terminal's store and the real sync process: both stay the size they were.

`python -m tests.campaign.flat_memory [--submissions 100000]` seals small submissions (a draft and a page of 2 KB
with every tenth) in one process while `kiosk sync` brings them to a quick hall over TLS and erases them. It samples the
resident size and the open files of both; exit 1 if either is not flat or something was not delivered. The data lie on a
memory disk where there is one, for this is about size and not about power: half an hour on two free cores.
"""

import argparse
import asyncio
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from offline_cache.clock import system_clock
from offline_cache.disk_space import DEFAULT_POLICY
from offline_cache.identity import read_identity
from offline_cache.keys import FileKeyStore
from offline_cache.numbers import NumberSeries, SerialsUsedUpError
from offline_cache.sealed_items import Sealer
from offline_cache.sqlite_store import SqliteStore, open_store
from offline_cache.submission import Attachment, Sealed, Submission
from offline_cache.wire import SubmissionBody
from tests.campaign.soak import resident_kib
from tests.offline_cache.real_hall import LineProcess, RealHall, sync_process

FLAT = 0.05
MEMORY_DISK = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
LONGEST_QUEUE = 2000
"""then the customers wait until sync has caught up"""
SAMPLES = 100
WARM = 0.1
"""share of the samples before which caches may still fill"""


@dataclass(frozen=True)
class Sample:
    """Of one process at one moment."""

    resident_kib: int
    open_files: int


def sample(pid: int) -> Sample:
    return Sample(resident_kib(pid), len(os.listdir(f"/proc/{pid}/fd")))


def growth(sizes: list[int]) -> float:
    """From the first fifth after warming up to the last fifth, medians; 0.03: 3 % larger."""
    settled = sizes[int(len(sizes) * WARM) :]
    fifth = max(1, len(settled) // 5)
    return statistics.median(settled[-fifth:]) / statistics.median(settled[:fifth]) - 1


def main() -> int:
    parser = argparse.ArgumentParser(prog="flat_memory", description=__doc__)
    parser.add_argument("--submissions", type=int, default=100_000)
    count = parser.parse_args().submissions
    if not Path("/proc/self/statm").exists():
        print("NOT RUN: flat memory: the size of another process cannot be read here")
        return 0
    start = time.monotonic()
    with (
        tempfile.TemporaryDirectory(prefix="kiosk-flat-", dir=MEMORY_DISK) as folder,
        _branch(Path(folder), count) as (sync, store),
    ):
        sampled: dict[str, list[Sample]] = {"store": [], "sync": []}
        done, waiting = 0, 0
        try:
            for number in range(1, SAMPLES + 1):
                done = number * count // SAMPLES
                store.wait_for(sealed=done)
                sampled["store"].append(sample(store.process.pid))
                sampled["sync"].append(sample(sync.process.pid))
                if number % 5 == 0:
                    now = {name: samples[-1] for name, samples in sampled.items()}
                    print(f"{done} in {time.monotonic() - start:.0f} s: {now}", flush=True)
            waiting = store.wait_for(done=True)["waiting"]
        except KeyboardInterrupt:
            print("ended early")
        log = (Path(folder) / "terminal" / "data" / "outbox.db-wal").stat().st_size
    return _verdict(done, sampled, waiting, log)


def _verdict(count: int, sampled: dict[str, list[Sample]], waiting: int, log: int) -> int:
    found = [f"{waiting} submissions were not delivered"] if waiting else []
    for name, samples in sampled.items():
        grown = growth([one.resident_kib for one in samples])
        warm = samples[int(len(samples) * WARM) :]
        files = max(one.open_files for one in warm) - warm[0].open_files
        print(f"{name}: {samples[0].resident_kib} to {samples[-1].resident_kib} KiB, {grown:+.1%} once warm")
        if abs(grown) > FLAT:
            found.append(f"{name} is not flat: {grown:+.1%}")
        if files > 5:
            found.append(f"{name} has {files} more open files")
    print(f"tried: {count} submissions; the log is {log // 1024} KiB at the end")
    print("found: " + ("; ".join(found) or "nothing"))
    return 1 if found else 0


@contextmanager
def _branch(home: Path, count: int) -> Iterator[tuple[LineProcess, LineProcess]]:
    """sync and the sealing process, and the hall they work with."""
    hall = RealHall(home / "hall")
    hall.lay_out()
    identity = home / "terminal" / "identity"
    hall.enrol(identity)
    command = [sys.executable, "-m", "tests.campaign._quick_hall", str(hall.port), str(hall.folder / "keys")]
    running = [LineProcess(command, home / "hall.log")]
    try:
        running[0].wait_for(say="ready")
        running.append(sync_process(home, "--retention", "30"))
        running[1].wait_for(say="ready")
        sealing = [sys.executable, "-m", "tests.campaign.flat_memory", str(home), str(count)]
        running.append(LineProcess(sealing, home / "store.log", patience=600.0))
        yield running[1], running[2]
    finally:
        for process in reversed(running):
            process.end()


async def _seal(home: Path, count: int) -> None:
    """The sealing process: says how far it is."""
    identity = read_identity(home / "terminal" / "identity")
    sealer = Sealer(identity, NumberSeries.of(identity.terminal_id), system_clock())
    disk = replace(DEFAULT_POLICY, journal=1024, session=1024)
    store = await open_store(home / "terminal" / "data", FileKeyStore(home / "terminal" / "identity"), sealer, disk)
    for number in range(1, count + 1):
        await _customer(store, number)
        if number * SAMPLES % count < SAMPLES:
            print(json.dumps({"sealed": number}), flush=True)
        if number % 100 == 0:
            await _caught_up(store, LONGEST_QUEUE)
    await _caught_up(store, 1)
    print(json.dumps({"done": True, "waiting": (await store.backlog()).waiting}), flush=True)
    await store.close()


async def _customer(store: SqliteStore, number: int) -> None:
    pages = (Attachment("lease", os.urandom(2000)),) if number % 10 == 0 else ()
    body = SubmissionBody(item_code="312000218000", facts={}, form={"text": "x" * 500})
    submission = Submission(os.urandom(16).hex(), "312000218000", "0" * 64, body, pages)
    if pages:
        await store.save_draft(submission.sub_id, "holder", b"answers", {"lease": tuple(page.data for page in pages)})
    while True:
        try:
            assert isinstance(await store.seal(submission), Sealed)
        except SerialsUsedUpError:
            await asyncio.sleep(1)  # until the hall's next day
        else:
            return


async def _caught_up(store: SqliteStore, longest: int) -> None:
    while (await store.backlog()).waiting >= longest:
        await asyncio.sleep(0.5)


if __name__ == "__main__":
    if len(sys.argv) == 3 and not sys.argv[1].startswith("-"):
        asyncio.run(_seal(Path(sys.argv[1]), int(sys.argv[2])))
    else:
        sys.exit(main())
