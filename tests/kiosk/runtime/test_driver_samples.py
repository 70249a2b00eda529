"""The program's own test of its drivers: each has a sample, and a driver that misreads its sample is named."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from devices.registry import driver_modules
from kiosk import driver_samples
from kiosk.driver_samples import check_drivers

ROOT = Path(__file__).parents[3]


def test_every_driver_makes_sense_of_what_a_real_device_sends() -> None:
    checks = check_drivers()
    assert [check.driver for check in checks] == [name.removeprefix("devices.drivers.") for name in driver_modules()]
    assert [check for check in checks if check.fault] == []


def test_a_damaged_sample_and_a_missing_one_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    samples = tmp_path / "samples.toml"
    samples.write_text('["pickup_locker.board_8a80"]\nhex = "8A0101008B"\nsays = "acknowledged"\n')
    monkeypatch.setattr(driver_samples, "SAMPLES", samples)
    faults = {check.driver: check.fault for check in check_drivers()}
    assert faults["receipt_printer.escpos"] == "no sample frame"
    assert faults["pickup_locker.board_8a80"].startswith("ValueError")


def test_the_program_tests_itself_and_prints_json() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", "--self-test"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        check=False,
    )
    report = json.loads(done.stdout)
    assert (done.returncode, report["ok"]) == (0, True), report
    assert set(report) >= {"drivers", "screen", "fonts", "content", "sealing", "simulators"}
