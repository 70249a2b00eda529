"""A disk that is really full: a small ext4 filled to its last block. Nothing is promised; what must be booked is."""

import contextlib
import dataclasses
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from offline_cache.disk_space import spend_when_tight
from offline_cache.storage_errors import DiskFullError
from offline_cache.submission import (
    Attachment,
    DoorIntent,
    DoorPurpose,
    NotSealed,
    Sealed,
    StoreFailure,
    SubmissionState,
)
from offline_cache.sync import Drained
from offline_cache.wire import LockerEvent
from tests.offline_cache.branch import Branch
from tests.offline_cache.logged_disk import loop_device, mounted, why_not
from tests.offline_cache.site import Site
from tests.offline_cache.terminal import SMALL_DISK, submission

pytestmark = pytest.mark.skipif(why_not() is not None, reason=f"a small disk of its own: {why_not()}")

DISK_BYTES = 16 * 2**20
LARGE = (Attachment("lease", bytes(3 * 2**20)),)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    image, place = tmp_path / "image", tmp_path / "disk"
    place.mkdir()
    with image.open("wb") as file:
        file.truncate(DISK_BYTES)
    subprocess.run(["mkfs.ext4", "-q", "-F", "-m", "0", str(image)], check=True)
    with loop_device(image) as device, mounted(device, place):
        yield place


@pytest.fixture
def branch(disk: Path) -> Iterator[Branch]:
    place = Branch(disk / "terminal")
    place.room.close()
    place.terminal.disk = dataclasses.replace(SMALL_DISK, journal=2**20, session=2**18)
    place.room = place.terminal.room()
    place.room.prepare_session()
    yield place
    place.close()


def fill(disk: Path) -> None:
    """To the last byte that can be had."""
    with (disk / f"filler-{len(list(disk.iterdir()))}").open("wb", buffering=0) as file:
        for size in (2**20, 4096, 1):
            with contextlib.suppress(OSError):
                while True:
                    file.write(bytes(size))


def make_room(disk: Path) -> None:
    for filler in disk.glob("filler-*"):
        filler.unlink()


@pytest.mark.row("F13")
def test_on_a_full_disk_nothing_is_promised_and_what_was_sealed_stays(branch: Branch, disk: Path) -> None:
    (before,) = branch.seal(1, pages=2)
    fill(disk)
    refused = branch.room.seal(dataclasses.replace(submission("9" * 32), attachments=LARGE))
    assert isinstance(refused, NotSealed)
    assert refused.reason is StoreFailure.DISK_FULL
    branch.restart()
    assert branch.round() == Drained()
    assert branch.hall.cases() == [before]


@pytest.mark.row("F13")
def test_on_a_full_disk_a_door_that_moved_is_booked_from_the_reserve(branch: Branch, disk: Path) -> None:
    fill(disk)
    for cell in range(1, 6):
        branch.room.record_intent(DoorIntent(f"i{cell}", cell, DoorPurpose.DEPOSIT, number=f"K{cell}"))
        event = LockerEvent(kind="deposited", cell=cell, number=f"K{cell}", at="2026-10-09T09:31:00+00:00")
        assert isinstance(branch.room.record_door(f"i{cell}", event), Sealed)
    assert branch.room.unresolved_intents() == ()
    assert branch.round() == Drained()
    assert len(branch.hall.cases()) == 5


@pytest.mark.row("F13")
def test_on_a_full_disk_sync_goes_on_from_the_reserve_and_makes_room_again(branch: Branch, disk: Path) -> None:
    ids = branch.seal(*range(1, 21), pages=2)
    fill(disk)
    branch.restart()
    assert branch.ledger.recover() == ()
    assert branch.round() == Drained()
    assert all(branch.state(sub_id) is SubmissionState.RECEIPTED for sub_id in ids)
    branch.terminal.clock.advance(hours=2)
    branch.round()
    assert all(branch.state(sub_id) is SubmissionState.PURGED for sub_id in ids)
    assert list((branch.terminal.data / "attachments").iterdir()) == []


@pytest.mark.row("F13")
def test_a_terminal_starts_on_a_full_disk_and_serves_what_needs_no_room(branch: Branch, disk: Path) -> None:
    (sealed,) = branch.seal(1)
    branch.close()
    fill(disk)
    branch.room = branch.terminal.room()
    branch.start()
    assert branch.state(sealed) is SubmissionState.SEALED
    with pytest.raises(DiskFullError):
        branch.room.save_draft("d" * 32, "holder", bytes(3 * 2**20))
    assert branch.round() == Drained()


@pytest.mark.row("F13")
def test_where_even_the_reserve_is_used_up_sync_waits_for_room(branch: Branch, disk: Path) -> None:
    ids = branch.seal(*range(1, 31), pages=1)
    ledger = branch.terminal.ledger()
    for _ in range(2):  # once more for what the journal's reserve gave
        spend_when_tight(branch.terminal.data)
        fill(disk)
    assert branch.run_until_sent(ledger, lambda _: make_room(disk)) == 1
    assert branch.hall.cases() == ids
    assert [status.disk_full for status in branch.said][:2] == [True, False]
    ledger.close()


@pytest.fixture
def site(disk: Path, enrolled: Path, tmp_path: Path) -> Iterator[Site]:
    place = Site(disk, enrolled, tmp_path / "sync.log")
    yield place
    place.close()


@pytest.mark.row("F13")
def test_a_sync_process_that_starts_on_a_full_disk_waits_for_room(site: Site, disk: Path) -> None:
    sealed = site.seal(pages=1)
    site.room.close()
    fill(disk)
    sync = site.start_sync()
    sync.wait_for(say="sync", disk_full=True)
    assert not [line for line in sync.heard if line["say"] == "sound"]
    make_room(disk)
    sync.wait_for(say="sound")
    sync.wait_for(say="sync", link="down", waiting=1, disk_full=False)
    assert sync.end() == -signal.SIGTERM
    site.room = site.opened()
    assert site.room.delivery(sealed.sub_id).state is SubmissionState.SEALED
