"""The sync process and the reference hall, both as real processes over TLS."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from offline_cache.submission import Barred, Good, SubmissionState
from offline_cache.sync_process import main
from tests.offline_cache.real_hall import sync_process
from tests.offline_cache.site import Site
from tests.offline_cache.traced import needs_strace


@pytest.fixture
def site(tmp_path: Path, enrolled: Path) -> Iterator[Site]:
    place = Site(tmp_path, enrolled)
    yield place
    place.close()


def test_what_was_sealed_while_the_hall_was_down_is_there_exactly_once(site: Site) -> None:
    sync = site.start_sync()
    sync.wait_for(say="ready")
    sync.wait_for(say="sound")
    first = site.seal(pages=2)
    sync.wait_for(say="sync", link="down", waiting=1)
    hall = site.start_hall()
    sync.wait_for(say="sync", link="up", waiting=0)
    sync.end(kill=True)
    second = site.seal(pages=1)
    sync = site.start_sync()
    sync.wait_for(say="sync", link="up", waiting=0)
    third = site.seal()
    sync.tell("wake")
    sync.wait_for(say="sync", delivered=2)
    assert site.room.delivery(third.sub_id).state is SubmissionState.RECEIPTED
    sync.tell("stop")
    assert sync.process.wait(20) == 0
    sync.end()
    assert hall.end() == 0
    cases = site.hall.opened()
    assert sorted(case["sub_id"] for case in cases) == sorted(sealed.sub_id for sealed in (first, second, third))
    numbers = {case["number"]: case["case_number"] for case in cases}
    assert all(site.room.delivery(s.sub_id).case_number == numbers[s.number] for s in (first, second, third))


@pytest.mark.row("F10")
def test_a_hall_restored_from_a_backup_gets_back_what_it_had_receipted(site: Site) -> None:
    hall, sync = site.start_hall(), site.start_sync()
    kept = site.seal(pages=1)
    sync.wait_for(say="sync", link="up", delivered=1)
    sync.end()
    hall.end()
    shutil.copytree(site.hall.folder, site.home / "backup")
    hall, sync = site.start_hall(), site.start_sync()
    lost = site.seal(pages=1)
    sync.wait_for(say="sync", link="up", waiting=0, delivered=1)
    before = site.room.delivery(lost.sub_id).case_number
    sync.end()
    hall.end()
    shutil.rmtree(site.hall.folder)
    shutil.copytree(site.home / "backup", site.hall.folder)
    hall, sync = site.start_hall(), site.start_sync()
    sync.wait_for(say="sync", link="up", waiting=0, delivered=1)
    sync.end()
    hall.end()
    assert [site.hall.held(one.sub_id) for one in (kept, lost)] == [1, 1]
    assert site.room.delivery(lost.sub_id).case_number == before


@pytest.mark.row("F19")
def test_a_terminal_that_staff_unlocked_at_the_hall_serves_again(site: Site) -> None:
    hall, sync = site.start_hall(), site.start_sync()
    sync.wait_for(say="sync", link="up")
    site.hall.lock("SH-0042-3")
    kept = site.seal()
    sync.wait_for(say="sync", link="revoked", waiting=1)
    assert isinstance(site.room.standing(), Barred)
    site.hall.run("terminal", "unlock", "SH-0042-3", "--dir", str(site.hall.folder), "--reason", "looked at")
    sync.wait_for(say="sync", link="up", waiting=0)
    assert isinstance(site.room.standing(), Good)
    assert site.room.delivery(kept.sub_id).state is SubmissionState.RECEIPTED
    sync.end()
    hall.end()


def test_sync_ends_when_its_supervisor_is_gone(site: Site) -> None:
    sync = site.start_sync()
    sync.wait_for(say="ready")
    assert sync.process.stdin is not None
    sync.process.stdin.close()
    assert sync.process.wait(20) == 0
    sync._reader.join()
    assert sync.process.stdout is not None
    sync.process.stdout.close()
    sync._errors.close()


def test_one_command_has_a_parked_item_tried_again(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    parked = site.seal()
    with site.room.outbox.transaction() as connection:
        connection.exec_driver_sql("UPDATE item SET state = 'quarantined', strikes = 5")
    home = ["--home", str(site.home)]
    assert main([*home, "--retry", "f" * 32]) == 2
    assert main([*home, "--retry", parked.sub_id]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1]) == {"retried": [parked.sub_id]}
    assert site.room.delivery(parked.sub_id).state is SubmissionState.SEALED


def failing(injection: str) -> list[str]:
    """The system's answers to the sync process, some of them changed."""
    return ["strace", "-f", "-qq", "-o", os.devnull, "-e", "trace=pwrite64", "-e", f"inject=pwrite64:{injection}"]


@needs_strace
@pytest.mark.row("F13")
def test_the_process_stays_up_on_a_full_disk_and_calls_the_outbox_sound_once_it_can_write(site: Site) -> None:
    site.seal()
    sync = site.start_sync(failing("error=ENOSPC:when=1..4"))
    sync.wait_for(say="sync", disk_full=True)
    sync.wait_for(say="sound")
    sync.wait_for(say="sync", waiting=1, disk_full=False)
    sync.tell("stop")
    assert sync.process.wait(20) == 0


@needs_strace
@pytest.mark.row("F14")
def test_a_disk_that_fails_at_every_write_is_never_called_sound(site: Site) -> None:
    site.seal()
    sync = site.start_sync(failing("error=EIO:when=1+"))
    assert sync.process.wait(20) == 74
    sync.end()
    assert "sound" not in sync.words()
    assert "E205" in site.log.read_text()


def test_a_terminal_that_was_never_enrolled_gets_one_clear_line(tmp_path: Path) -> None:
    sync = sync_process(tmp_path)
    assert sync.process.wait(20) == 2
    sync.end()
    lines = (tmp_path / "sync.log").read_text().splitlines()
    assert len(lines) == 1
    assert "not enrolled, missing identity.json" in lines[0]
