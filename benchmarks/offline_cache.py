"""Sealing, sync and start of the offline cache, each beside what the same bytes cost bare in the same run."""

import asyncio
import base64
import contextlib
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import httpx

from benchmarks.table import BenchRow, median, paired_ratio, row
from offline_cache.disk_space import DEFAULT_POLICY
from offline_cache.hall_intake import HttpHallIntake
from offline_cache.hall_link import HallLink
from offline_cache.http_line import HttpLine
from offline_cache.schema import items
from offline_cache.store_room import StoreRoom
from offline_cache.submission import Attachment, Sealed, Submission
from offline_cache.sync import Drained, Sync
from offline_cache.sync_pace import SyncPace
from offline_cache.wire import SubmissionBody
from tests.offline_cache.terminal import HALL_SIGNING, Terminal

PHOTOS = 3
PHOTO_BYTES = 300 * 1024
FORM = "x" * 7600
SEALED = 300
SENT = 1000
TURNS = 20
QUEUED = 100_000
STEADY = 8000


def rows() -> list[BenchRow]:
    found: list[BenchRow] = []
    for part in (_sealing, _syncing, _starting, _memory):
        with tempfile.TemporaryDirectory() as name:
            found += part(Path(name))
    return found


def _terminal(folder: Path) -> Terminal:
    return Terminal(folder, disk=replace(DEFAULT_POLICY, journal=1024, session=1024))


def _photos() -> list[bytes]:
    return [os.urandom(PHOTO_BYTES) for _ in range(PHOTOS)]


def _submission(photos: list[bytes]) -> Submission:
    body = SubmissionBody(item_code="312000218000", facts={}, form={"text": FORM})
    pages = tuple(Attachment("lease", photo) for photo in photos)
    return Submission(os.urandom(16).hex(), "312000218000", "0" * 64, body, pages)


def _seal(room: StoreRoom, submission: Submission) -> None:
    assert isinstance(room.seal(submission), Sealed)


def _sealing(folder: Path) -> list[BenchRow]:
    """Sealed and bare take turns, each first every other time; the ratio is that of the pairs."""
    room, photos = _terminal(folder).room(), _photos()
    pairs: list[tuple[float, float]] = []
    for turn in range(SEALED):
        works = (partial(_seal, room, _submission(photos)), partial(_write_bare, folder / str(turn), photos))
        sealed, bare = map(_taken, works) if turn % 2 else reversed([_taken(work) for work in reversed(works)])
        pairs.append((sealed, bare))
    room.close()
    ratio = paired_ratio(pairs)
    late, late_bare = (sorted(times)[int(len(times) * 0.99)] for times in zip(*pairs, strict=True))
    return [
        row(
            "seal and commit 8 KB and 3 photos, median",
            median([sealed for sealed, _ in pairs]),
            "ms",
            reference=median([bare for _, bare in pairs]),
            ratio=ratio,
            goal="<= 1.5 x the bare fsynced writes of the same bytes",
            ok=ratio <= 1.5,
        ),
        row(
            "seal and commit, p99",
            late,
            "ms",
            reference=late_bare,
            goal="< 100 ms",
            ok=late < 100.0,
        ),
    ]


def _taken(work: Callable[[], None]) -> float:
    """Milliseconds."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def _write_bare(stem: Path, photos: list[bytes]) -> None:
    for part, data in enumerate([*photos, os.urandom(8192)]):
        with stem.with_suffix(f".{part}").open("wb", buffering=0) as file:
            file.write(data)
            os.fsync(file.fileno())


@contextlib.contextmanager
def _sink(kind: str) -> Iterator[str]:
    key = base64.b64encode(HALL_SIGNING.pem()).decode()
    command = [sys.executable, "-m", "benchmarks.references.null_sink", kind, key]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        port = int(process.stdout.readline())
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def _syncing(folder: Path) -> list[BenchRow]:
    with _sink("null") as null, _sink("hall") as hall:
        pairs = asyncio.run(_upload_in_turns(null, hall, _terminal(folder)))
    ratio = paired_ratio([(bare, sync) for sync, bare in pairs])
    return [
        row(
            f"sync of {SENT} such submissions over loopback",
            SENT / sum(sync for sync, _ in pairs),
            "1/s",
            reference=SENT / sum(bare for _, bare in pairs),
            ratio=ratio,
            goal=">= 70 % of httpx uploading the same bytes to a null ASGI sink",
            ok=ratio >= 0.7,
        )
    ]


async def _upload_in_turns(null: str, hall: str, terminal: Terminal) -> list[tuple[float, float]]:
    """Seconds that sync and the bare upload took for the same bytes; each is first every other time."""
    photos, room, ledger = _photos(), terminal.room(), terminal.ledger()
    pairs: list[tuple[float, float]] = []
    async with (
        httpx.AsyncClient(base_url=null, trust_env=False) as client,
        HallLink(HttpLine(hall, None)) as link,
    ):
        sync = Sync(
            ledger,
            HttpHallIntake(link, terminal.identity),
            version="0",
            pace=SyncPace(),
            rng=random.Random(1),
            free_bytes=lambda: 1,
        )
        assert await sync.round() == Drained()
        await client.put("/x/y", content=b"warm")
        for turn in range(TURNS):
            for _ in range(SENT // TURNS):
                _seal(room, _submission(photos))
            bare = await _upload_bare(client, photos, SENT // TURNS) if turn % 2 else 0.0
            start = time.perf_counter()
            assert await sync.round() == Drained()
            spent = time.perf_counter() - start
            pairs.append((spent, bare or await _upload_bare(client, photos, SENT // TURNS)))
    assert ledger.backlog().waiting == 0
    ledger.close()
    room.close()
    return pairs


async def _upload_bare(client: httpx.AsyncClient, photos: list[bytes], count: int) -> float:
    """Seconds; two uploads at a time, as sync does."""
    left, start = list(range(count)), time.perf_counter()

    async def upload() -> None:
        while left:
            left.pop()
            for data in [b"x" * 11_000, *photos]:
                await client.put("/x/y", content=data)

    await asyncio.gather(upload(), upload())
    return time.perf_counter() - start


def _starting(folder: Path) -> list[BenchRow]:
    """The store and sync's ledger opened, with and without a long queue."""
    empty, full = _terminal(folder / "empty"), _terminal(folder / "full")
    _fill(full)
    _open(empty)
    pairs = [(_open(full), _open(empty)) for _ in range(7)]
    more = median([full - empty for full, empty in pairs])
    nothing, queued = median([empty for _, empty in pairs]), median([full for full, _ in pairs])
    return [
        row(
            f"start with {QUEUED} queued items",
            queued,
            "ms",
            reference=nothing,
            goal="< 300 ms more than with none",
            ok=more < 300,
        )
    ]


def _open(terminal: Terminal) -> float:
    start = time.perf_counter()
    room, ledger = terminal.room(), terminal.ledger()
    ledger.recover()
    ledger.take(16)
    taken = (time.perf_counter() - start) * 1000
    ledger.close()
    room.close()
    return taken


def _fill(terminal: Terminal) -> None:
    """One sealed item, copied as often as wanted: only its id and place differ."""
    room = terminal.room()
    _seal(room, _submission([]))
    with room.outbox.transaction() as connection:
        first = dict(connection.execute(items.select()).mappings().one())
        for start in range(2, QUEUED + 1, 5000):
            many = range(start, min(start + 5000, QUEUED + 1))
            connection.execute(items.insert(), [{**first, "sub_id": f"{seq:032x}", "seq": seq} for seq in many])
    room.close()


def _memory(folder: Path) -> list[BenchRow]:
    """Resident size of a process that seals without end, after a quarter of it and at its end."""
    command = [sys.executable, "-m", "benchmarks.offline_cache", str(folder), str(STEADY)]
    early, late = (float(part) for part in subprocess.check_output(command, text=True).split())
    return [
        row(
            f"resident memory after {STEADY} submissions",
            late,
            "MiB",
            reference=early,
            goal="within 5 % of that after a quarter of them",
            ok=abs(late - early) <= 0.05 * early,
        )
    ]


def _seal_steadily(folder: Path, count: int) -> tuple[float, float]:
    room, photo = _terminal(folder).room(), os.urandom(20_000)
    early = 0.0
    for done in range(count):
        submission = _submission([photo])
        room.save_draft(submission.sub_id, "holder", b"answers")
        _seal(room, submission)
        room.drop_sealed_draft(submission.sub_id)
        if done == count // 4:
            early = _resident()
    late = _resident()
    room.close()
    return early, late


def _resident() -> float:
    """MiB; the kernel's own figure where there is one, else the largest so far."""
    status = Path("/proc/self/statm")
    if status.exists():
        return int(status.read_text().split()[1]) * resource.getpagesize() / 2**20
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10


if __name__ == "__main__":
    print(*_seal_steadily(Path(sys.argv[1]), int(sys.argv[2])))
