"""A stick between terminal and hall while no line is up: everything arrives once, also when the line comes back."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from flows.staff import Carried, NotCarried
from kiosk.sticks import StickFerry, mounted_sticks, sticks_in
from offline_cache.clock import system_clock
from offline_cache.ferry import Ferried, ReceiptsTaken
from offline_cache.identity import read_identity
from offline_cache.keys import FileKeyStore
from offline_cache.numbers import NumberSeries
from offline_cache.sealed_items import Sealer
from offline_cache.sqlite_store import SqliteStore, open_store
from offline_cache.storage_errors import DiskFullError
from offline_cache.submission import Backlog, SubmissionState
from tests.offline_cache.real_hall import RealHall, sync_process
from tests.offline_cache.terminal import SMALL_DISK, submission

TERMINAL = "SH-0042-3"


@asynccontextmanager
async def store_of(home: Path) -> AsyncIterator[SqliteStore]:
    folder = home / "terminal" / "identity"
    sealer = Sealer(read_identity(folder), NumberSeries.of(TERMINAL), system_clock())
    store = await open_store(home / "terminal" / "data", FileKeyStore(folder), sealer, SMALL_DISK)
    try:
        yield store
    finally:
        await store.close()


@pytest.mark.row("I1")
def test_with_both_lines_down_a_stick_brings_everything_once_and_the_line_repeats_nothing(tmp_path: Path) -> None:
    hall, stick = RealHall(tmp_path / "hall"), tmp_path / "sticks" / "A"
    hall.lay_out()
    hall.enrol(tmp_path / "terminal" / "identity")
    stick.mkdir(parents=True)
    ids = [os.urandom(16).hex() for _ in range(3)]

    async def visit() -> None:
        async with store_of(tmp_path) as store:
            ferry = StickFerry(store, TERMINAL, lambda: sticks_in(str(tmp_path / "sticks")))
            for sub_id in ids[:2]:
                await store.seal(submission(sub_id, pages=1))
            assert await ferry.exchange() == Carried(2, 0)
            hall.run("ferry", "import", str(stick), "--dir", str(hall.folder))
            await store.seal(submission(ids[2]))
            assert await ferry.exchange() == Carried(1, 2), "the receipts come in, the third goes out"
            assert (await store.delivery(ids[0])).state is SubmissionState.RECEIPTED
            assert len(list(stick.glob("ferry-*.zip"))) == 1, "what was superseded does not stay on the stick"
            hall.run("ferry", "import", str(stick), "--dir", str(hall.folder))

    asyncio.run(visit())
    serving = hall.start()
    sync = sync_process(tmp_path)
    sync.wait_for(say="sync", link="up", waiting=0)
    sync.end()
    assert [hall.held(sub_id) for sub_id in ids] == [1, 1, 1]
    serving.end()


class Shelf:
    """A store with one submission waiting; `fault`: what writing to the stick runs into."""

    def __init__(self, fault: Exception | None = None) -> None:
        self.fault = fault

    async def backlog(self) -> Backlog:
        return Backlog(1, None, 0, 0)

    async def load_ferry(self, folder: Path) -> Ferried:
        if self.fault is not None:
            raise self.fault
        return Ferried(folder / "ferry-T-2.zip", 1)

    async def take_ferry_receipts(self, path: Path) -> ReceiptsTaken:
        return ReceiptsTaken(0, 1)


@pytest.mark.row("F25")
def test_what_keeps_a_stick_from_being_used_is_told_apart(tmp_path: Path) -> None:
    def tried(*names: str, fault: Exception | None = None) -> object:
        sticks = tuple(tmp_path / name for name in names)
        for stick in sticks:
            stick.mkdir(exist_ok=True)
        return asyncio.run(StickFerry(Shelf(fault), "T", lambda: sticks).exchange())

    assert tried() == NotCarried("none")
    assert tried("a", "b") == NotCarried("several")
    assert tried("a", fault=DiskFullError("stick")) == NotCarried("full")
    (tmp_path / "a" / "ferry-T-1.zip").write_bytes(b"older")
    (tmp_path / "a" / "ferry-U-1.zip").write_bytes(b"of another terminal")
    assert tried("a", fault=OSError("pulled")) == NotCarried("broken")
    assert (tmp_path / "a" / "ferry-T-1.zip").exists(), "until the new one is there"
    (tmp_path / "a" / "receipts-T.json").write_text("[]")
    assert tried("a") == Carried(1, 0, refused=1)
    assert [path.name for path in (tmp_path / "a").glob("*.zip")] == ["ferry-U-1.zip"]


def test_mounted_sticks_are_those_under_removable_media_also_with_blanks() -> None:
    lines = ("/dev/sda1 / ext4 rw 0 0", "/dev/sdb1 /media/bank/DATA\\040A vfat rw 0 0", "/dev/sdc1 /run/media/b/X vfat")
    mounts = "\n".join((*lines, ""))
    assert mounted_sticks(mounts) == (Path("/media/bank/DATA A"), Path("/run/media/b/X"))


def test_a_folder_for_sticks_that_is_not_there_has_none(tmp_path: Path) -> None:
    assert sticks_in(str(tmp_path / "none")) == ()
