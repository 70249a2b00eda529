"""The reference hall as a process of its own, with a terminal enrolled in it."""

import json
import queue
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PYTHON = sys.executable
ANSWER_S = 30.0


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@dataclass
class LineProcess:
    """A process that says one JSON object a line."""

    command: list[str]
    log: Path
    patience: float = ANSWER_S
    """seconds without the line that is waited for"""
    heard: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._errors = self.log.open("ab")
        self.process = subprocess.Popen(
            self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors, text=True
        )
        self._lines: queue.Queue[str | None] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def wait_for(self, **wanted: object) -> dict[str, Any]:
        """The next line that carries these values; fails if the process ends or stays silent."""
        while True:
            line = self._lines.get(timeout=self.patience)
            assert line is not None, f"ended: {self.log.read_text()}"
            message: dict[str, Any] = json.loads(line)
            self.heard.append(message)
            if all(message.get(key) == value for key, value in wanted.items()):
                return message

    def words(self) -> list[str]:
        """What it said in all; it has ended."""
        while (line := self._lines.get(timeout=self.patience)) is not None:
            self.heard.append(json.loads(line))
        return [message["say"] for message in self.heard]

    def tell(self, order: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"do": order}) + "\n")
        self.process.stdin.flush()

    def end(self, *, kill: bool = False) -> int:
        if self.process.poll() is None:
            self.process.kill() if kill else self.process.terminate()
        code = self.process.wait(ANSWER_S)
        self._reader.join()
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.stdout.close()
        self._errors.close()
        return code

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)
        self._lines.put(None)


@dataclass
class RealHall:
    folder: Path
    port: int = field(default_factory=free_port)

    def lay_out(self) -> None:
        self.run("init", "--dir", str(self.folder))

    def enrol(self, out: Path, terminal_id: str = "SH-0042-3") -> None:
        url = f"https://127.0.0.1:{self.port}"
        self.run("enroll", "--dir", str(self.folder), "--terminal", terminal_id, "--url", url, "--out", str(out))

    def start(self) -> LineProcess:
        command = [PYTHON, "-m", "hall", "serve", "--dir", str(self.folder), "--port", str(self.port)]
        process = LineProcess([*command, "--console-port", "0"], self.folder / "serve.log")
        process.wait_for(hall=f"https://127.0.0.1:{self.port}")
        return process

    def opened(self) -> list[dict[str, Any]]:
        """What it holds as cases once everything is opened; it must not be serving."""
        self.run("open", "--dir", str(self.folder))
        return self.cases()

    def cases(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self.run("cases", "--dir", str(self.folder), "--json"))
        return found

    def held(self, sub_id: str) -> int:
        """How many whole submissions of this id its database has."""
        return int(str(self._ask("count(*)", sub_id)))

    def receipt_of(self, sub_id: str) -> str:
        """The statement of a whole submission, as it was signed."""
        return str(self._ask("statement", sub_id))

    def _ask(self, what: str, sub_id: str) -> object:
        database = sqlite3.connect(f"file:{self.folder / 'hall.db'}?mode=ro", uri=True)
        try:
            query = f"SELECT {what} FROM submissions WHERE sub_id = ? AND statement IS NOT NULL"
            return database.execute(query, (sub_id,)).fetchone()[0]
        finally:
            database.close()

    def lock(self, terminal_id: str) -> None:
        """As after a forked chain."""
        database = sqlite3.connect(self.folder / "hall.db", timeout=ANSWER_S)
        try:
            with database:
                database.execute("UPDATE terminals SET locked = 'chain fork' WHERE terminal_id = ?", (terminal_id,))
        finally:
            database.close()

    def run(self, *arguments: str) -> str:
        command = [PYTHON, "-m", "hall", *arguments]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout


def sync_process(home: Path, *options: str, log: Path | None = None, under: Sequence[str] = ()) -> LineProcess:
    """`under`: a command that runs it, like strace."""
    command = [
        *under,
        PYTHON,
        "-m",
        "offline_cache.sync_process",
        "--home",
        str(home),
        "--retry-longest",
        "0.3",
        *options,
    ]
    return LineProcess(command, log or home / "sync.log")
