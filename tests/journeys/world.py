"""A whole town on free loopback ports: hall, branch and terminal, each its own real processes, in one home folder."""

import json
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from devices.simulated.control import BranchControl

ROOT = Path(__file__).resolve().parents[2]
UP_S = 40.0
STOP_S = 20.0


class NotUpError(Exception):
    """A process did not come up; the message has the end of what it said."""


@dataclass
class Started:
    """One process of the town. It is only ever ended by its own pid."""

    name: str
    process: "subprocess.Popen[str]" = field(repr=False)
    errors: Path

    @property
    def last_words(self) -> str:
        return self.errors.read_text(encoding="utf-8", errors="replace")[-2000:]

    def stop(self) -> None:
        if self.process.stdin is not None and not self.process.stdin.closed:
            self.process.stdin.close()
        if self.process.poll() is None:
            self.process.terminate()
        try:
            self.process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()


@dataclass
class Reports:
    """What `kiosk run --report` says, line by line."""

    source: IO[str]
    lines: list[Mapping[str, Any]] = field(default_factory=list)
    _news: "queue.Queue[None]" = field(default_factory=queue.Queue)

    def follow(self) -> "Reports":
        def read() -> None:
            for line in self.source:
                self.lines.append(json.loads(line))
                self._news.put(None)

        threading.Thread(target=read, daemon=True).start()
        return self

    def wait(self, found: Callable[[Mapping[str, Any]], bool], *, after: int = 0, within_s: float = UP_S) -> int:
        """The index of the first line from `after` on that fits. TimeoutError when none came."""
        deadline = time.monotonic() + within_s
        while True:
            for index in range(after, len(self.lines)):
                if found(self.lines[index]):
                    return index
            try:
                self._news.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                raise TimeoutError(f"not reported; the last: {self.lines[-3:]}") from None


class Town:
    """hall, branch, terminal. `hall_port` and the console stay the same when the hall is stopped and started again."""

    def __init__(self, folder: Path, *, terminal: str = "T001") -> None:
        self.home = folder
        self.terminal_id = terminal
        self.hall_port, self.console_port = free_port(), free_port()
        self._errors = folder / "errors"
        self._errors.mkdir(parents=True, exist_ok=True)
        self.running: dict[str, Started] = {}
        self.reports: Reports | None = None

    @property
    def console(self) -> str:
        return f"http://127.0.0.1:{self.console_port}"

    @property
    def branch(self) -> BranchControl:
        return BranchControl.at(self.home)

    def build(self, *, without: tuple[str, ...] = (), besides: tuple[str, ...] = ()) -> None:
        """Keys, identity, settings; starts the hall and the branch: the usual devices, fewer or more."""
        self.call("kiosk-hall", "init", "--dir", str(self.home / "hall"))
        self.start_hall()
        self.call(
            *("kiosk-hall", "enroll", "--dir", str(self.home / "hall"), "--terminal", self.terminal_id),
            *("--url", f"https://127.0.0.1:{self.hall_port}", "--out", str(self.home / "terminal" / "identity")),
        )
        branch = self.start(
            *("kiosk-branch", "--home", str(self.home), "--hall-port", str(self.hall_port), "--until-stdin-closes"),
            *(("--without", *without) if without else ()),
            *(("--with", *besides) if besides else ()),
        )
        self.wait_for(branch, lambda: (self.home / "branch" / "branch.json").exists())
        self.call("kiosk", "provision", "--home", str(self.home), "--terminal", self.terminal_id)

    def start_hall(self) -> None:
        hall = self.start(
            *("kiosk-hall", "serve", "--dir", str(self.home / "hall"), "--port", str(self.hall_port)),
            *("--console-port", str(self.console_port)),
        )
        self.wait_for(hall, lambda: answers(self.console))

    def start_terminal(self, *options: str) -> None:
        """`kiosk run` and its first serving terminal."""
        kiosk = self.start(
            *("kiosk", "run", "--home", str(self.home), "--report", "--robot", "--until-stdin-closes", *options)
        )
        assert kiosk.process.stdout is not None
        self.reports = Reports(kiosk.process.stdout).follow()
        self.serving()

    def serving(self, after: int = 0) -> Mapping[str, Any]:
        """The newest terminal that serves, from report line `after` on."""
        assert self.reports is not None
        try:
            self.reports.wait(lambda line: line["event"] == "serving", after=after)
        except TimeoutError as error:
            raise NotUpError(f"no terminal serves: {error}\n{self.running['kiosk'].last_words}") from None
        return [line for line in self.reports.lines if line["event"] == "serving"][-1]

    def kill_terminal(self) -> None:
        """`kill -9` of the serving terminal, and waits until it is gone."""
        assert self.reports is not None
        pid, after = int(self.serving()["pid"]), len(self.reports.lines)
        os.kill(pid, signal.SIGKILL)
        self.reports.wait(lambda line: line["event"] == "ended" and line["pid"] == pid, after=after)

    def start(self, name: str, *arguments: str) -> Started:
        errors = self._errors / f"{name}.txt"
        with errors.open("a", encoding="utf-8") as sink:
            process = subprocess.Popen(
                [*command(name), *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=sink,
                text=True,
                encoding="utf-8",
                cwd=ROOT,
                env=environment(),
            )
        started = Started(name, process, errors)
        self.running[name] = started
        if name != "kiosk":
            assert process.stdout is not None
            threading.Thread(target=process.stdout.read, daemon=True).start()
        return started

    def stop(self, name: str) -> None:
        self.running.pop(name).stop()

    def stop_all(self) -> None:
        for name in ("kiosk", "kiosk-branch", "kiosk-hall"):
            if name in self.running:
                self.stop(name)

    def call(self, name: str, *arguments: str) -> str:
        done = subprocess.run(
            [*command(name), *arguments], capture_output=True, text=True, cwd=ROOT, env=environment(), check=False
        )
        if done.returncode:
            raise NotUpError(f"{name} {' '.join(arguments)}: {done.stdout}{done.stderr}")
        return done.stdout

    def wait_for(self, started: Started, ready: Callable[[], bool]) -> None:
        deadline = time.monotonic() + UP_S
        while not ready():
            if started.process.poll() is not None or time.monotonic() > deadline:
                raise NotUpError(f"{started.name}: {started.last_words}")
            time.sleep(0.05)


@contextmanager
def town(folder: Path) -> Iterator[Town]:
    """Built and serving; everything is ended on the way out."""
    made = Town(folder)
    try:
        made.build()
        made.start_terminal()
        yield made
    finally:
        made.stop_all()


def command(name: str) -> list[str]:
    module = {"kiosk": "kiosk", "kiosk-hall": "hall", "kiosk-branch": "devices.simulated"}[name]
    return [sys.executable, "-m", module]


def environment() -> dict[str, str]:
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software", "PYTHONUNBUFFERED": "1"}


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as answer:
            return bool(answer.status < 500)
    except urllib.error.HTTPError as error:
        return error.code < 500
    except OSError:
        return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
