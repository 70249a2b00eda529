"""One terminal process: loads code and pages, waits for "go", serves one customer, leaves nothing and ends."""

import argparse
import contextlib
import faulthandler
import logging
import os
import sys
from pathlib import Path

from kiosk.command_line import CommandLine
from kiosk.display import no_display
from kiosk.hardening import forbid_dumps
from kiosk.home import DEFAULT_HOME, Home
from kiosk.logging_setup import set_up_logging
from kiosk.pipe_lines import EXIT_SETTINGS, SupervisorPipe
from kiosk.sole_start import AlreadyRunningError, sole_start

log = logging.getLogger(__name__)

_ALONE = contextlib.ExitStack()
"""holds the home of a terminal without a supervisor until the process has ended"""


def main(arguments: list[str]) -> int:
    """Does not return once the screen was open: the process ends at once, so that the system wipes its memory."""
    options = _options(arguments)
    home = Home(options.home)
    if fault := no_display(os.environ):
        print(f"kiosk terminal: {fault}", file=sys.stderr)
        return EXIT_SETTINGS
    forbid_dumps()
    try:
        if options.go:
            _ALONE.enter_context(sole_start(home))
        set_up_logging("terminal", home.logs, shown=options.robot)
    except (AlreadyRunningError, OSError) as error:
        print(f"kiosk terminal: {error}", file=sys.stderr)
        return EXIT_SETTINGS
    faulthandler.enable((home.logs / "terminal-faults.txt").open("a", encoding="utf-8"))
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    os.environ.setdefault("QT_WAYLAND_DISABLE_WINDOWDECORATION", "1")
    from kiosk.startup import StartRefusedError, start

    pipe = SupervisorPipe()
    try:
        running = start(home, pipe, check_ports=options.check_ports, robot=options.robot)
    except StartRefusedError as error:
        for line in error.lines:
            print(line, file=sys.stderr)
        log.warning("settings-refused", extra={"faults": len(error.lines)})
        return EXIT_SETTINGS
    code = running.run(at_once=options.go)
    logging.shutdown()
    sys.stderr.flush()
    os._exit(code)


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = CommandLine(prog="kiosk terminal", description="One terminal process (the supervisor starts it).")
    parser.add_argument("--home", type=Path, default=DEFAULT_HOME)
    parser.add_argument("--go", action="store_true", help="serve at once, without a supervisor")
    parser.add_argument("--check-ports", action="store_true", help="refuse settings whose ports are not there")
    parser.add_argument("--robot", action="store_true", help="development: open a port for touch events")
    return parser.parse_args(arguments)
