"""kiosk-content search: one line, or a file of lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flows.content_cli import main


def _batch(tmp_path: Path, body: bytes, capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    path = tmp_path / "lines.txt"
    path.write_bytes(body)
    assert main(["search", "--batch", str(path)]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.split("\n")[:-1]]


def test_each_line_has_an_answer_empty_ones_and_very_long_ones_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = ["社保卡丢了", "", "今天天气怎么样", "公" * 100_000, "a" * 100_000, "换\u2028行", "??", "营业执照掉了\r"]
    answers = _batch(tmp_path, "\n".join(lines).encode() + b"\n", capsys)
    assert len(answers) == len(lines)
    assert all(set(answer) == {"results", "out_of_scope"} for answer in answers)
    assert [answer["out_of_scope"] for answer in answers[:3]] == [False, False, True]
    assert all(not answer["results"] for answer in answers if answer["out_of_scope"])


def test_an_empty_file_has_no_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _batch(tmp_path, b"", capsys) == []


def test_one_text_is_answered_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "lost my passport", "--language", "en", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["out_of_scope"] is False
    assert set(answer["results"][0]) == {"code", "name", "score"}


def test_a_file_that_is_not_text_is_refused_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "lines.txt"
    path.write_bytes(b"\xff\xfe\x00")
    assert main(["search", "--batch", str(path)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
