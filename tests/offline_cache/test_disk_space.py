import dataclasses
import os
from pathlib import Path

import pytest

from offline_cache.disk_space import DiskLevel, DiskUsage, Reserve, level_of, usage_of
from offline_cache.storage_errors import DiskFullError, StorageIoError
from tests.offline_cache.terminal import SMALL_DISK, Terminal, submission


@pytest.mark.row("F13")
@pytest.mark.parametrize(
    ("free", "level"),
    [
        (100, DiskLevel.PLENTY),
        (20, DiskLevel.PLENTY),
        (19, DiskLevel.LOW),
        (10, DiskLevel.LOW),
        (9, DiskLevel.NO_PAGES),
        (5, DiskLevel.NO_PAGES),
        (4, DiskLevel.OUT_OF_SERVICE),
        (0, DiskLevel.OUT_OF_SERVICE),
    ],
)
def test_each_watermark_takes_something_away(free: int, level: DiskLevel) -> None:
    assert level_of(DiskUsage(100, free)) is level


@pytest.mark.row("F13")
def test_a_session_begins_with_its_room_set_aside_and_gives_it_back_when_sealing(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    room = terminal.room()
    reserve = terminal.data / "session.reserve"
    assert room.prepare_session() is DiskLevel.PLENTY
    assert reserve.stat().st_size == SMALL_DISK.session
    if hasattr(os, "posix_fallocate"):
        assert reserve.stat().st_blocks * 512 >= SMALL_DISK.session, "a sparse file sets nothing aside"
    room.seal(submission(pages=1))
    assert not reserve.exists()
    assert (terminal.data / "journal.reserve").stat().st_size == SMALL_DISK.journal
    room.close()


@pytest.mark.row("F13")
def test_without_room_for_a_session_nobody_starts_typing(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    terminal.disk = dataclasses.replace(SMALL_DISK, session=2**62)
    room = terminal.room()
    assert room.prepare_session() is DiskLevel.OUT_OF_SERVICE
    assert not (terminal.data / "session.reserve").exists()
    room.close()


def test_a_reserve_that_cannot_be_had_leaves_nothing(tmp_path: Path) -> None:
    reserve = Reserve(tmp_path / "r", 2**62)
    with pytest.raises((DiskFullError, StorageIoError)):
        reserve.fill()
    assert list(tmp_path.iterdir()) == []


def test_the_volume_s_own_figures_are_read(tmp_path: Path) -> None:
    usage = usage_of(tmp_path)
    assert 0 <= usage.free <= usage.total
