"""kiosk-branch: everything starts, is told of, can be moved, and ends."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.simulated.branch import EXTRAS, Branch, running
from devices.simulated.child import ROOT, NotReadyError
from devices.simulated.control import BRANCH_FILE, BranchControl, ControlError
from devices.simulated.tell import tell

DEVICES = {
    "id_card_reader",
    "receipt_printer",
    "pickup_locker",
    "code_scanner",
    "document_camera",
    "document_printer",
    "hall_link",
}


def start(home: Path, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "devices.simulated", "--home", str(home), *options]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)


@pytest.fixture
def branch(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    with start(tmp_path, "--until-stdin-closes", "--hall-console", "http://127.0.0.1:1") as process:
        yield process


def line(process: subprocess.Popen[str]) -> dict[str, object]:
    assert process.stdout is not None
    return dict(json.loads(process.stdout.readline()))


def test_all_devices_answer_their_controls_once_the_branch_says_it_is_ready(
    branch: subprocess.Popen[str], tmp_path: Path
) -> None:
    assert set(line(branch)["devices"]) == DEVICES  # type: ignore[call-overload]
    control = BranchControl.at(tmp_path)
    assert set(control.devices) == DEVICES
    assert control.hall_console == "http://127.0.0.1:1"
    for name in DEVICES:
        assert control[name].state()["plugged"] is True
    assert control.url("hall_link").startswith("https://127.0.0.1:")


def test_the_branch_ends_with_its_standard_input_and_takes_its_devices_along(
    branch: subprocess.Popen[str], tmp_path: Path
) -> None:
    line(branch)
    control = BranchControl.at(tmp_path)
    assert branch.stdin is not None
    branch.stdin.close()
    assert branch.wait(10) == 0
    assert not (tmp_path / BRANCH_FILE).exists()
    with pytest.raises(ControlError, match="no answer"):
        control["id_card_reader"].state()


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_the_branch_ends_on_a_signal(branch: subprocess.Popen[str]) -> None:
    line(branch)
    branch.send_signal(signal.SIGTERM)
    assert branch.wait(10) == 0


def test_a_device_that_cannot_start_is_named(tmp_path: Path) -> None:
    (tmp_path / "branch").mkdir()
    (tmp_path / "branch" / "receipts").write_text("in the way")
    with pytest.raises(NotReadyError, match="receipt_printer"), running(Branch(tmp_path)):
        pass
    assert not (tmp_path / BRANCH_FILE).exists()


def test_a_branch_without_a_device_does_not_tell_of_it(tmp_path: Path) -> None:
    only_reader = frozenset(DEVICES - {"id_card_reader"})
    with running(Branch(tmp_path, without=only_reader)):
        assert set(BranchControl.at(tmp_path).devices) == {"id_card_reader"}


def test_a_branch_can_have_more_than_it_must(tmp_path: Path) -> None:
    extras = EXTRAS - {"face_camera"}
    with running(Branch(tmp_path, without=frozenset(DEVICES), extras=extras)):
        assert set(BranchControl.at(tmp_path).devices) == extras


def test_the_readme_names_every_control_of_every_device(tmp_path: Path) -> None:
    readme = (ROOT / "devices" / "simulated" / "README.md").read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in readme.splitlines() if line.startswith("| ")]
    documented = {name for row in rows for cell in row[:2] for name in re.findall(r"`(\w+)`", cell)}
    with running(Branch(tmp_path, extras=EXTRAS)):
        branch = BranchControl.at(tmp_path)
        offered = {name for device in branch.devices for name in branch[device].do("help")["controls"]}
    assert offered <= documented


def test_an_unknown_device_is_refused_in_one_line(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "devices.simulated", "--home", str(tmp_path), "--without", "toaster"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr == "--without: no such device: toaster\n"


def test_no_branch_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(ControlError, match="no simulated branch is running"):
        BranchControl.at(tmp_path)


def test_a_device_is_moved_by_word(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    only_reader = frozenset(DEVICES - {"id_card_reader"})
    home = ["--home", str(tmp_path), "--json"]
    with running(Branch(tmp_path, without=only_reader)):
        assert tell([*home, "id_card_reader", "insert", "card=A", "fingerprint=512"]) == 0
        assert BranchControl.at(tmp_path)["id_card_reader"].state()["card"] == "A"
        assert tell(home) == 0
        assert json.loads(capsys.readouterr().out.splitlines()[-1])["id_card_reader"]["remove"] == []
        assert tell([*home, "id_card_reader", "insert", "card"]) == 2
        assert tell([*home, "toaster"]) == 2
    assert "not key=value: card" in capsys.readouterr().err
