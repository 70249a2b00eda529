"""Nothing readable stays in the folders that a wipe covers."""

import os
from pathlib import Path

import pytest

from kiosk.wipe import WipeCause, remove, wipe


def test_everything_below_the_folders_goes_and_the_folders_stay(tmp_path: Path) -> None:
    tmp, spool = tmp_path / "tmp", tmp_path / "spool"
    (tmp / "deep" / "deeper").mkdir(parents=True)
    spool.mkdir()
    (tmp / "deep" / "deeper" / "page.jpg").write_bytes(b"CANARY")
    (spool / "job.pdf").write_bytes(b"CANARY")
    assert wipe((tmp, spool), WipeCause.SESSION_END).files == 2
    assert (list(tmp.iterdir()), list(spool.iterdir())) == ([], [])


def test_a_file_that_is_still_open_elsewhere_loses_its_content_too(tmp_path: Path) -> None:
    path = tmp_path / "tmp" / "page.jpg"
    path.parent.mkdir()
    path.write_bytes(b"CANARY")
    with path.open("rb") as held:
        wipe((path.parent,), WipeCause.PROCESS_END)
        assert held.read() == b""


def test_a_link_is_removed_and_what_it_points_to_is_kept(tmp_path: Path) -> None:
    outside = tmp_path / "outbox.db"
    outside.write_bytes(b"sealed")
    folder = tmp_path / "tmp"
    folder.mkdir()
    os.symlink(outside, folder / "link")
    os.symlink(tmp_path, folder / "folder-link")
    wipe((folder,), WipeCause.START)
    assert outside.read_bytes() == b"sealed"
    assert list(folder.iterdir()) == []


def test_a_folder_that_was_never_made_is_no_error(tmp_path: Path) -> None:
    assert wipe((tmp_path / "none",), WipeCause.START).files == 0
    assert remove(tmp_path / "none", WipeCause.PROCESS_END).files == 0


def test_what_cannot_be_erased_is_an_error_and_not_silence(tmp_path: Path) -> None:
    folder = tmp_path / "tmp"
    folder.mkdir()
    (folder / "page.jpg").write_bytes(b"CANARY")
    if os.geteuid() == 0:
        pytest.skip("root may erase everything")
    folder.chmod(0o500)
    with pytest.raises(OSError, match=r"page\.jpg"):
        wipe((folder,), WipeCause.SESSION_END)
