"""One process under the supervisor: started with its own folder for temporary files, told and heard by lines."""

import asyncio
import contextlib
import json
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from kiosk.pipe_lines import Message, parse_line

LINE_LIMIT = 64 * 1024


class Role(StrEnum):
    TERMINAL = "terminal"
    SYNC = "sync"
    COVER = "cover"


@dataclass(frozen=True)
class Plan:
    """What to start, where it may write, and its limits."""

    commands: Mapping[Role, list[str]]
    scratch: Path
    cache: Path
    heartbeat_limit_s: float = 12.0
    memory_cap_mib: int = 600
    power_off: tuple[str, ...] = ()
    """switches the machine off when its battery is nearly empty; empty: the system's own watch of the supply does"""
    first_terminal: tuple[str, ...] = ()
    """extra arguments of the very first terminal: it checks that the ports exist"""
    standby: bool = True
    """False where two windows cannot be open at once (VNC): the next terminal starts when the one before has ended"""


@dataclass(eq=False)
class ChildProcess:
    """`number` counts all processes of this supervisor; `heard_at` is the clock at the last sign of life."""

    role: Role
    number: int
    process: asyncio.subprocess.Process
    scratch: Path
    started_at: float
    heard_at: float
    ready: bool = False
    serving: bool = False
    in_session: bool = False
    asked_to_end: bool = False
    robot: int | None = None
    reader: asyncio.Task[None] | None = field(default=None, repr=False)

    def tell(self, order: str, **fields: Any) -> None:
        """Best effort: a process that has ended is noticed by its end, not by a broken pipe."""
        pipe = self.process.stdin
        if pipe is None or pipe.is_closing():
            return
        with contextlib.suppress(OSError, RuntimeError):
            pipe.write((json.dumps({"do": order, **fields}) + "\n").encode())

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()


def program(*arguments: str) -> list[str]:
    """The command line of another process of this program, frozen or not."""
    if getattr(sys, "frozen", False):
        return [sys.executable, *arguments]
    return [sys.executable, "-m", "kiosk", *arguments]


def scratch_environment(scratch: Path, cache: Path) -> dict[str, str]:
    """Everything a library might write goes below `scratch`, which is erased when the process has ended.

    `cache` holds compiled pages and font lists: slow to make and the same for every customer.
    """
    places = {"TMPDIR": scratch, "TEMP": scratch, "TMP": scratch, "KIOSK_SPOOL": scratch / "spool"}
    places |= {"XDG_CONFIG_HOME": scratch / "config", "XDG_DATA_HOME": scratch / "share", "XDG_CACHE_HOME": cache}
    return {**os.environ, **{name: str(place) for name, place in places.items()}}


async def start_child(
    role: Role,
    number: int,
    command: list[str],
    *,
    scratch: Path,
    cache: Path,
    now: float,
    on_said: Callable[[ChildProcess, Message], None],
    on_ended: Callable[[ChildProcess, int], None],
) -> ChildProcess:
    """Both callbacks come on this loop; `on_ended` after the last line was heard."""
    (scratch / "spool").mkdir(parents=True, exist_ok=True)
    cache.mkdir(parents=True, exist_ok=True)
    process = await asyncio.create_subprocess_exec(
        *command,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env=scratch_environment(scratch, cache),
        limit=LINE_LIMIT,
        start_new_session=os.name != "nt",
    )
    child = ChildProcess(role, number, process, scratch, started_at=now, heard_at=now)

    async def read() -> None:
        assert process.stdout is not None
        async for line in process.stdout:
            message = parse_line(line.decode(errors="replace"))
            if message is not None:
                on_said(child, message)
        on_ended(child, await process.wait())

    child.reader = asyncio.create_task(read())
    return child
