"""`kiosk run`: the supervisor's command line, its signals and its end. Standard library only, no Qt."""

import argparse
import asyncio
import contextlib
import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from kiosk.child_process import Plan, Role, program
from kiosk.command_line import CommandLine
from kiosk.delays import SCREEN_COMES_S, SCREEN_LOOK_S
from kiosk.display import no_display, screen_comes
from kiosk.home import DEFAULT_HOME, Home
from kiosk.home_rights import missing_rights
from kiosk.logging_setup import set_up_logging
from kiosk.sole_start import AlreadyRunningError, sole_start
from kiosk.supervisor import Supervisor
from kiosk.wipe import WipeCause, wipe

log = logging.getLogger(__name__)


def main(arguments: list[str]) -> int:
    options = _options(arguments)
    home = Home(options.home)
    if not home.settings.exists():
        print(
            f"{home.settings}: cannot be read: not found; make it with: kiosk provision --home {home.folder}",
            file=sys.stderr,
        )
        return 2
    if fault := no_display(os.environ):
        print(f"kiosk run: {fault}", file=sys.stderr)
        return 2
    if faults := missing_rights(home):
        advice = f"give everything below {home.folder} to the user that runs the terminal"
        print("\n".join((*faults, advice)), file=sys.stderr)
        return 2
    if not screen_comes(os.environ, _patience(), lambda line: print(f"kiosk run: {line}", file=sys.stderr, flush=True)):
        print("kiosk run: no screen came", file=sys.stderr)
        return 1
    with contextlib.ExitStack() as held:
        try:
            held.enter_context(sole_start(home))
            set_up_logging("supervisor", home.logs)
            wipe(home.readable, WipeCause.START)
        except AlreadyRunningError as error:
            print(f"kiosk run: {error}", file=sys.stderr)
            return 2
        except OSError as error:
            print(f"kiosk run: {error.filename or home.folder}: {error.strerror}", file=sys.stderr)
            return 2
        log.info("supervisor-started")
        return asyncio.run(_supervise(options, home))


def plan_for(home: Home, *, robot: bool = False, standby: bool = True) -> Plan:
    """Reads what the supervisor itself needs; the terminal checks the whole file and refuses it with exit code 2."""
    table = _lenient(home.settings)
    place = ["--home", str(home.folder)]
    screen, process = _section(table, "screen"), _section(table, "process")
    cover = ["--size", f"{_number(screen, 'width', 1080)}x{_number(screen, 'height', 1920)}"]
    if screen.get("fullscreen") is True:
        cover.append("--fullscreen")
    power_off = process.get("power_off")
    commands = {
        Role.TERMINAL: program("terminal", *place, *(("--robot",) if robot else ())),
        Role.SYNC: program("sync", *place, "--quiet"),
    }
    if standby:
        commands[Role.COVER] = program("cover", *cover)
    return Plan(
        commands,
        home.tmp,
        home.cache,
        heartbeat_limit_s=float(_number(process, "heartbeat_limit_s", 12)),
        memory_cap_mib=_number(process, "memory_cap_mib", 600),
        power_off=tuple(map(str, power_off)) if isinstance(power_off, list) else (),
        first_terminal=("--check-ports",),
        standby=standby,
    )


def _patience() -> Callable[[], bool]:
    """Pauses a moment; False once a screen should have come."""
    looks = iter(range(round(SCREEN_COMES_S / SCREEN_LOOK_S)))

    def rest() -> bool:
        time.sleep(SCREEN_LOOK_S)
        return next(looks, None) is not None

    return rest


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = CommandLine(prog="kiosk run", description="Starts the terminal and keeps it serving.")
    parser.add_argument("--home", type=Path, default=DEFAULT_HOME, help="folder of this terminal (default: var)")
    parser.add_argument("--no-standby", action="store_true", help="one window at a time (VNC): no standby, no cover")
    parser.add_argument("--robot", action="store_true", help="development: each terminal opens a port for touch events")
    parser.add_argument("--report", action="store_true", help="every change of a process as a JSON line on stdout")
    parser.add_argument("--until-stdin-closes", action="store_true", help="end when stdin ends, for a calling program")
    return parser.parse_args(arguments)


async def _supervise(options: argparse.Namespace, home: Home) -> int:
    plan = plan_for(home, robot=options.robot, standby=not options.no_standby)
    supervisor = Supervisor(plan, _report_lines if options.report else _unheard)
    loop = asyncio.get_running_loop()
    _stop_on_signals(supervisor, loop)
    if options.until_stdin_closes:
        threading.Thread(target=_stop_at_end_of_stdin, args=(supervisor, loop), daemon=True).start()
    code = await supervisor.run()
    wipe(home.readable, WipeCause.PROCESS_END)
    if supervisor.power_lost:
        log.warning("power-off", extra={"command": plan.power_off[0]})
        subprocess.run(plan.power_off, check=False)
    return code


def _lenient(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return {}


def _section(table: dict[str, Any], name: str) -> dict[str, Any]:
    section = table.get(name)
    return section if isinstance(section, dict) else {}


def _number(section: dict[str, Any], key: str, default: int) -> int:
    value = section.get(key)
    return value if type(value) is int else default


def _stop_on_signals(supervisor: Supervisor, loop: asyncio.AbstractEventLoop) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        if os.name == "nt":
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(supervisor.stop, "signal"))
        else:
            loop.add_signal_handler(number, supervisor.stop, "signal")


def _stop_at_end_of_stdin(supervisor: Supervisor, loop: asyncio.AbstractEventLoop) -> None:
    sys.stdin.read()
    loop.call_soon_threadsafe(supervisor.stop, "caller ended")


def _report_lines(fields: Mapping[str, Any]) -> None:
    """Every change as a JSON line on stdout."""
    sys.stdout.write(json.dumps(dict(fields)) + "\n")
    sys.stdout.flush()


def _unheard(_: Mapping[str, Any]) -> None:
    """Nobody listens."""
