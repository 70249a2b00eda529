"""A hundred terminals from one list, or none."""

import csv
import json
from pathlib import Path

import pytest

from hall.__main__ import main

URL = "https://127.0.0.1:8443"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fleet") / "hall"
    assert main(["init", "--dir", str(folder)]) == 0
    return folder


def listed(path: Path, *rows: tuple[str, str], head: tuple[str, str] = ("terminal", "branch")) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])
    return path


def test_each_terminal_of_a_list_gets_a_bundle_of_its_own(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fleet = listed(tmp_path / "fleet.csv", *((f"T{n:03}", f"第{n}支行") for n in range(100, 200)))
    out = tmp_path / "bundles"
    assert main(["enroll", "--dir", str(home), "--list", str(fleet), "--url", URL, "--out", str(out)]) == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len({one["epoch"] for one in told}) == 100
    for one in told:
        identity = json.loads((out / one["terminal_id"] / "identity.json").read_text())
        assert (identity["terminal_id"], identity["epoch"]) == (one["terminal_id"], one["epoch"])
    assert len({(out / one["terminal_id"] / "sign-key.pem").read_bytes() for one in told}) == 100


def test_one_bad_line_refuses_the_whole_list_and_every_fault_is_named(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fleet = listed(tmp_path / "fleet.csv", ("T901", "甲"), ("x!", "乙"), ("T902", "丙"), ("T902", "丙"))
    out = tmp_path / "bundles"
    assert main(["enroll", "--dir", str(home), "--list", str(fleet), "--url", URL, "--out", str(out)]) == 2
    error = capsys.readouterr().err
    assert "x!" in error
    assert "T902 stands there 2 times" in error
    assert not out.exists()


@pytest.mark.parametrize(("head", "rows"), [(("id", "name"), (("T903", "甲"),)), (("terminal", "branch"), ())])
def test_a_list_with_other_columns_or_without_a_terminal_is_refused(
    home: Path, tmp_path: Path, head: tuple[str, str], rows: tuple[tuple[str, str], ...]
) -> None:
    fleet = listed(tmp_path / "fleet.csv", *rows, head=head)
    arguments = ["enroll", "--dir", str(home), "--list", str(fleet), "--url", URL, "--out", str(tmp_path / "b")]
    assert main(arguments) == 2


def test_a_list_that_is_not_there_is_one_line(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = str(tmp_path / "none.csv")
    assert main(["enroll", "--dir", str(home), "--list", missing, "--url", URL, "--out", str(tmp_path / "b")]) == 2
    assert capsys.readouterr().err.count("\n") == 1
