"""A supervisor over stand-ins for the processes of a terminal, and what it reports."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from kiosk.child_process import Plan, Role
from kiosk.left_scratch import LeftScratch
from kiosk.supervisor import Supervisor

STUB = Path(__file__).with_name("stub_process.py")
WITHIN_S = 20


class Watcher:
    """Collects what the supervisor reports and waits for what a test expects."""

    def __init__(self) -> None:
        self.events: list[Mapping[str, Any]] = []
        self._news = asyncio.Event()

    def report(self, event: Mapping[str, Any]) -> None:
        self.events.append(event)
        self._news.set()

    async def wait(self, event: str, role: str, times: int = 1) -> Mapping[str, Any]:
        async with asyncio.timeout(WITHIN_S):
            while True:
                found = [e for e in self.events if e["event"] == event and e["role"] == role]
                if len(found) >= times:
                    return found[times - 1]
                self._news.clear()
                await self._news.wait()


@asynccontextmanager
async def supervised(
    tmp_path: Path,
    *,
    terminal: tuple[str, ...] = (),
    first: tuple[str, ...] = (),
    sync: Path | None = None,
    left: LeftScratch | None = None,
    **limits: Any,
) -> AsyncIterator[tuple[Supervisor, Watcher, "asyncio.Task[int]"]]:
    journal = tmp_path / "journal.jsonl"
    command = [sys.executable, str(STUB)]
    commands = {role: [*command, role, str(journal), *(terminal if role is Role.TERMINAL else ())] for role in Role}
    if sync is not None:
        commands[Role.SYNC] = [str(sync)]
    plan = Plan(commands, tmp_path / "tmp", tmp_path / "cache", first_terminal=first, **limits)
    watcher = Watcher()
    supervisor = Supervisor(plan, watcher.report, left=left)
    running = asyncio.create_task(supervisor.run())
    try:
        yield supervisor, watcher, running
    finally:
        supervisor.stop("end of the test")
        await running


def journal_of(tmp_path: Path) -> list[dict[str, Any]]:
    path = tmp_path / "journal.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def kill(event: Mapping[str, Any]) -> None:
    os.kill(int(event["pid"]), signal.SIGKILL)


def run(test: Callable[[], Any]) -> None:
    asyncio.run(test())
