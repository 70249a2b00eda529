"""Logging without personal data: only events of the catalogue, and of each only the fields it declares.

A record is `log.info("terminal-serving", extra={"attempt": 1})`. Free text never reaches the file: a message that the
catalogue does not know is written as `undeclared` with its place in the code, an exception as its type and places.
"""

import contextlib
import json
import logging
import sys
import tomllib
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Any

CATALOGUE = Path(__file__).resolve().parent.parent / "assets" / "log_events.toml"
ROOMS = ("kiosk", "flows", "devices", "offline_cache")
"""libraries are heard from warnings on only: what they say in passing is not in the catalogue"""
ROTATE_BYTES = 5 * 1024 * 1024
KEPT_FILES = 5
"""with the one that is written to"""
MAX_TEXT = 200


@dataclass(frozen=True)
class LogEvent:
    id: str
    fields: frozenset[str]
    meaning: str


def read_catalogue(path: Path = CATALOGUE) -> Mapping[str, LogEvent]:
    """The events that may be logged, by id. Raises ValueError for an event without a meaning."""
    events = {}
    for event_id, entry in tomllib.loads(path.read_text(encoding="utf-8")).items():
        if not entry.get("meaning"):
            raise ValueError(f"{path}: {event_id}: meaning is missing")
        events[event_id] = LogEvent(event_id, frozenset(entry.get("fields", ())), entry["meaning"])
    return events


def set_up_logging(
    process: str, folder: Path, catalogue: Mapping[str, LogEvent] | None = None, *, shown: bool = False
) -> None:
    """Routes every logger of this process into `folder/<process>.jsonl`; exceptions nobody caught as well. OSError.

    `shown`: in development they go to stderr too, with their messages.
    """
    folder.mkdir(parents=True, exist_ok=True)
    handler = _LogFile(folder / f"{process}.jsonl", maxBytes=ROTATE_BYTES, backupCount=KEPT_FILES - 1, encoding="utf-8")
    handler.namer = _numbered
    handler.setFormatter(EventFormatter(process, catalogue if catalogue is not None else read_catalogue()))
    root = logging.getLogger()
    for old in list(root.handlers):
        root.removeHandler(old)
    root.addHandler(handler)
    if shown:
        readable = logging.StreamHandler()
        readable.setLevel(logging.ERROR)
        root.addHandler(readable)
    root.setLevel(logging.WARNING)
    for room in ROOMS:
        logging.getLogger(room).setLevel(logging.INFO)
    sys.excepthook = _shown_uncaught if shown else _log_uncaught


class EventFormatter(logging.Formatter):
    """One JSON object a line: time, process, level, event and the event's declared fields."""

    def __init__(self, process: str, catalogue: Mapping[str, LogEvent]) -> None:
        super().__init__()
        self._process = process
        self._catalogue = catalogue

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created).astimezone().isoformat(timespec="milliseconds"),
            "process": self._process,
            "pid": record.process,
            "level": record.levelname.lower(),
        }
        event = self._catalogue.get(str(record.msg))
        if event is None:
            line |= {"event": "undeclared", "place": f"{record.name}:{record.lineno}"}
        else:
            line["event"] = event.id
            line |= {name: _plain(getattr(record, name)) for name in sorted(event.fields) if hasattr(record, name)}
        if record.exc_info and record.exc_info[1] is not None:
            line |= describe_exception(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def describe_exception(error: BaseException) -> dict[str, Any]:
    """Type and places only: messages and local values may hold what a customer typed."""
    frames = traceback.extract_tb(error.__traceback__)
    return {
        "error": type(error).__name__,
        "places": [f"{Path(frame.filename).name}:{frame.lineno}:{frame.name}" for frame in frames[-12:]],
        "cause": type(error.__cause__).__name__ if error.__cause__ else None,
    }


class _LogFile(RotatingFileHandler):
    def doRollover(self) -> None:
        """Put off where another process has the file open and the system then refuses to rename it."""
        with contextlib.suppress(OSError):
            super().doRollover()


def _numbered(name: str) -> str:
    """terminal.jsonl.2 is called terminal.2.jsonl."""
    path = Path(name)
    return str(path.with_name(f"{Path(path.stem).stem}{path.suffix}.jsonl"))


def _plain(value: object) -> str | int | float | bool | None:
    if value is None or isinstance(value, bool | int | float):
        return value
    return str(value)[:MAX_TEXT]


def _log_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """The journal gets a line that names nothing of a customer: without one a program ends without a word."""
    logging.getLogger("kiosk").critical("uncaught-exception", exc_info=(kind, error, trace))
    told = describe_exception(error)
    print(f"kiosk: {told['error']} at {told['places'][-1:]}: see the log", file=sys.stderr)


def _shown_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    _log_uncaught(kind, error, trace)
    sys.__excepthook__(kind, error, trace)
