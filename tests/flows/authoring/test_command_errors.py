"""Whoever calls kiosk-content wrongly, or on content that cannot be read, gets one line and exit status 2."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.content_cli import main
from tests.flows.checking.test_mistakes import GOOD, ONE
from tests.flows.small_content import write_content


def _said(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    assert main([str(one) for one in arguments]) == 2
    heard = capsys.readouterr()
    assert heard.out == ""
    [line] = heard.err.splitlines()
    return line


@pytest.mark.parametrize("verb", [("ledger",), ("facts",), ("journeys",), ("translated",), ("export", "PH-P-901", "x")])
def test_nothing_is_told_of_half_a_content(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], verb: tuple[str, ...]
) -> None:
    write_content(tmp_path, {ONE: GOOD + "frm: {}\n"})
    assert f"{ONE}:7: E01" in _said(capsys, "--content", tmp_path, *verb)


def test_two_contents_are_compared_only_if_both_can_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, bad = write_content(tmp_path / "a", {ONE: GOOD}), write_content(tmp_path / "b", {ONE: "x"})
    assert ONE in _said(capsys, "diff", good, bad)


def test_a_search_needs_tables_that_can_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_content(tmp_path, {ONE: GOOD})
    (tmp_path / "catalogue" / "items.csv").write_bytes("编码,名称\n".encode("gbk"))
    assert "catalogue/items.csv:0: E01 not UTF-8" in _said(capsys, "--content", tmp_path, "search", "甲")


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_content(tmp_path / "content", {ONE: GOOD})
    nowhere = tmp_path / "nowhere" / "x.xlsx"
    assert "x.xlsx" in _said(capsys, "--content", tmp_path / "content", "export", "PH-P-901", nowhere)
