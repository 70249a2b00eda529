"""kiosk-branch: the devices of a bank branch, simulated byte by byte, and the dock window that moves them."""

import argparse
import asyncio
import json
import subprocess
import sys
import threading
from pathlib import Path

from devices.simulated.branch import EXTRAS, NO_HALL_PORT, Branch, running, start_dock, watch
from devices.simulated.child import NotReadyError
from devices.simulated.tell import tell
from devices.simulated.wire.process import told_to_stop


def main() -> int:
    if sys.argv[1:2] == ["tell"]:
        return tell(sys.argv[2:])
    options = _parser().parse_args()
    branch = Branch(
        home=options.home,
        hall_port=options.hall_port,
        hall_console=options.hall_console,
        first_port=options.first_port,
        without=frozenset(options.without),
        extras=frozenset(options.extras),
    )
    if unknown := branch.without - Branch(options.home, extras=EXTRAS).devices().keys():
        print(f"--without: no such device: {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    try:
        return asyncio.run(_serve(branch, options))
    except NotReadyError as error:
        print(f"the simulated branch cannot start: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"--home {options.home}: {error.strerror or error}", file=sys.stderr)
        return 2


async def _serve(branch: Branch, options: argparse.Namespace) -> int:
    loop = asyncio.get_running_loop()
    stopping = threading.Event()
    fallen: list[str] = []
    told = asyncio.ensure_future(told_to_stop(until_stdin_closes=options.until_stdin_closes))
    await asyncio.sleep(0)

    def ended(name: str) -> None:
        if not stopping.is_set():
            fallen.append(name)
            loop.call_soon_threadsafe(told.cancel)

    dock: subprocess.Popen[bytes] | None = None
    with running(branch) as children:
        watch(children, ended)
        print(json.dumps({"branch": str(branch.folder), "devices": list(children)}), flush=True)
        if options.dock:
            dock = start_dock(branch.home)
        await asyncio.wait([told])
        stopping.set()
        if dock is not None:
            dock.terminate()
            dock.wait()
    if fallen:
        print(f"ended by itself: {', '.join(fallen)}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="kiosk-branch", description=__doc__, epilog="kiosk-branch tell --help: move the devices by word"
    )
    made.add_argument("--home", type=Path, default=Path("var"), help="home folder (%(default)s)")
    made.add_argument("--hall-port", type=int, default=NO_HALL_PORT, help="HTTPS port of the hall on this machine")
    made.add_argument("--hall-console", default="", help="http address of the hall's console, for the dock")
    made.add_argument("--first-port", type=int, default=0, help="ports from here upwards; 0: any free ones")
    made.add_argument("--without", nargs="*", default=[], metavar="DEVICE", help="devices this branch does not have")
    made.add_argument(
        "--with",
        nargs="*",
        default=[],
        choices=sorted(EXTRAS),
        dest="extras",
        metavar="DEVICE",
        help=f"devices it has besides: {', '.join(sorted(EXTRAS))}",
    )
    made.add_argument("--dock", action="store_true", help="open the dock window too")
    made.add_argument("--until-stdin-closes", action="store_true", help="end when standard input ends")
    return made


if __name__ == "__main__":
    sys.exit(main())
