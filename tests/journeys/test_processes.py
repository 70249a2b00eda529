"""`kill -9` of any process: what was promised is kept, and the next customer is served."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys import plays
from tests.journeys.evidence import Evidence
from tests.journeys.stage import Stage
from tests.journeys.world import Town

pytestmark = pytest.mark.timeout(300)


def newest(played: Town, event: str, role: str) -> int:
    assert played.reports is not None
    return int([line for line in played.reports.lines if line["event"] == event and line["role"] == role][-1]["pid"])


@pytest.mark.row("F03")
def test_the_sync_process_killed_while_something_waits_sends_it_once_after_its_restart(
    fresh_town: Callable[[], Town], tmp_path: Path
) -> None:
    played = fresh_town()
    stage = Stage(played, Evidence(tmp_path / "evidence"), "sync")
    stage.branch["hall_link"].do("down")
    number = plays.number_of(plays.apply_for(stage, plays.LI, plays.NO_RECORD))
    assert played.reports is not None
    after = len(played.reports.lines)
    os.kill(newest(played, "ready", "sync"), signal.SIGKILL)
    played.reports.wait(lambda line: line["event"] == "ready" and line["role"] == "sync", after=after)
    stage.branch["hall_link"].do("up")
    stage.desk.wait_case(number)
    assert stage.desk.held(number) == 1
    stage.desk.close()


@pytest.mark.row("F04")
def test_when_the_supervisor_is_killed_its_processes_end_and_a_new_one_serves_what_was_kept(
    fresh_town: Callable[[], Town], tmp_path: Path
) -> None:
    played = fresh_town()
    stage = Stage(played, Evidence(tmp_path / "evidence"), "supervisor")
    stage.branch["hall_link"].do("down")
    number = plays.number_of(plays.apply_for(stage, plays.LI, plays.NO_RECORD))
    assert played.reports is not None
    children = {int(line["pid"]) for line in played.reports.lines if line["event"] == "started"}
    kiosk = played.running["kiosk"].process
    kiosk.kill()
    kiosk.wait(10)
    wait_gone(children)
    stage.branch["id_card_reader"].do("remove")
    played.stop("kiosk")
    played.start_terminal()
    stage.hand.wait_page("HomePage")
    stage.branch["hall_link"].do("up")
    stage.desk.wait_case(number)
    assert stage.desk.held(number) == 1
    stage.desk.close()


def wait_gone(pids: set[int], within_s: float = 20) -> None:
    """Until the kernel knows none of them any more (they are nobody's children now)."""
    for pid in pids:
        try:
            descriptor = os.pidfd_open(pid)
        except ProcessLookupError:
            continue
        with os.fdopen(descriptor, "rb", buffering=0) as waiting:
            import select

            assert select.select([waiting], [], [], within_s)[0], f"process {pid} lives on"


def test_a_port_that_does_not_exist_ends_everything_with_one_line_and_exit_code_2(
    fresh_town: Callable[[], Town],
) -> None:
    played = fresh_town()
    played.stop("kiosk")
    settings = played.home / "kiosk.toml"
    text = settings.read_text(encoding="utf-8")
    scanner = played.branch.url("code_scanner")
    settings.write_text(text.replace(scanner, "/dev/serial/by-path/not-there"), encoding="utf-8")
    kiosk = played.start("kiosk", "run", "--home", str(played.home), "--until-stdin-closes")
    assert kiosk.process.wait(40) == 2
    [line] = [one for one in kiosk.last_words.splitlines() if "not-there" in one]
    assert line.endswith("devices.code_scanner.port: port /dev/serial/by-path/not-there does not exist")
