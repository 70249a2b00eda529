"""What may stand in a log: declared events with declared fields, and nothing a customer said or typed."""

import ast
import json
import logging
import sys
from collections.abc import Iterator
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

import pytest

from kiosk.logging_setup import read_catalogue, set_up_logging

ROOT = Path(__file__).parents[3]
CANARY = "310104195403120020"
ROOMS = ("kiosk", "flows", "devices", "offline_cache")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    hook = sys.excepthook
    set_up_logging("terminal", tmp_path)
    yield tmp_path
    for handler in list(root.handlers):
        handler.close()
        root.removeHandler(handler)
    for handler in before:
        root.addHandler(handler)
    root.setLevel(level)
    sys.excepthook = hook


def lines(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "terminal.jsonl").read_text(encoding="utf-8").splitlines()]


def test_a_declared_event_is_written_with_its_declared_fields_only(folder: Path) -> None:
    logging.getLogger("flows").info("session-ended", extra={"reason": "left", "seconds": 4, "card": CANARY})
    [line] = lines(folder)
    assert (line["event"], line["reason"], line["seconds"]) == ("session-ended", "left", 4)
    assert CANARY not in json.dumps(line)


@pytest.mark.row("S14")
def test_free_text_and_exceptions_never_carry_what_was_typed(folder: Path) -> None:
    log = logging.getLogger("somewhere")
    log.warning("the customer typed %s", CANARY)
    try:
        raise ValueError(CANARY) from KeyError(CANARY)
    except ValueError:
        log.exception("uncaught-exception")
    first, second = lines(folder)
    assert first["event"] == "undeclared"
    assert (second["error"], second["cause"]) == ("ValueError", "KeyError")
    assert second["places"][-1].startswith("test_logging_setup.py:")
    assert CANARY not in (folder / "terminal.jsonl").read_text(encoding="utf-8")


def test_a_process_that_goes_on_for_weeks_fills_five_files_and_no_more(folder: Path) -> None:
    """A driver that fails once a second writes a gigabyte a week."""
    [handler] = [one for one in logging.getLogger().handlers if isinstance(one, RotatingFileHandler)]
    handler.maxBytes = 2000
    for number in range(200):
        logging.getLogger("flows").info("session-ended", extra={"reason": "left", "seconds": number})
    assert {path.name for path in folder.iterdir()} == {
        "terminal.jsonl",
        *(f"terminal.{number}.jsonl" for number in range(1, 5)),
    }
    assert lines(folder)[-1]["seconds"] == 199
    assert all(path.stat().st_size <= 2000 for path in folder.iterdir())


def test_an_end_that_nobody_caught_leaves_a_line_for_the_journal(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        raise ValueError(CANARY)
    except ValueError as error:
        sys.excepthook(ValueError, error, error.__traceback__)
    [line] = capsys.readouterr().err.splitlines()
    assert "ValueError at" in line
    assert CANARY not in line
    assert lines(folder)[-1]["event"] == "uncaught-exception"


def test_what_libraries_say_in_passing_is_not_kept(folder: Path) -> None:
    logging.getLogger("httpx").info("HTTP Request: POST https://127.0.0.1/v1")
    logging.getLogger("kiosk.supervisor").info("supervisor-started")
    assert [line["event"] for line in lines(folder)] == ["supervisor-started"]


def test_every_event_has_a_meaning_and_no_field_has_a_personal_name() -> None:
    personal = {"name", "id_number", "idno", "mobile", "address", "card", "answer", "text", "value", "pin", "number"}
    for event in read_catalogue().values():
        assert not event.fields & personal, event


def test_every_event_that_the_terminal_logs_is_in_the_catalogue() -> None:
    declared = read_catalogue()
    missing = [f"{path.relative_to(ROOT)}:{line}: {event}" for path, line, event in logged() if event not in declared]
    assert missing == []


def logged() -> Iterator[tuple[Path, int, str]]:
    """Every `log.info("…")` of the terminal's rooms, simulators apart."""
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            if "simulated" in path.parts:
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                yield from _event(path, node)


def _event(path: Path, node: ast.AST) -> Iterator[tuple[Path, int, str]]:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return
    owner = node.func.value
    if not isinstance(owner, ast.Name) or owner.id.lower() not in ("log", "logger", "_log"):
        return
    if node.func.attr not in ("debug", "info", "warning", "error", "exception", "critical") or not node.args:
        return
    first = node.args[0]
    assert isinstance(first, ast.Constant), f"{path}:{node.lineno}: a log event is a constant"
    yield path, node.lineno, str(first.value)
