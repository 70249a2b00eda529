"""`dev.py run`: a hall, a simulated branch with its dock, and the terminal, each as its own processes.

Everything lives below var/ and is kept between runs; `--fresh` starts over.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

from devtools.setup import script

HALL_PORT, CONSOLE_PORT, VNC_PORT = 8443, 8480, 5900
SCREEN = "1080x1920"


def run(root: Path, rest: list[str]) -> int:
    options = _options(rest)
    if not _screen_found() and not options.vnc:
        print(_no_screen_advice())
        return 4
    home = Path(options.home)
    if options.fresh:
        shutil.rmtree(home, ignore_errors=True)
    busy = [port for port in (HALL_PORT, CONSOLE_PORT) if not _free(port)]
    if busy:
        print(f"dev.py run: port {busy[0]} is taken; is another run still going?", file=sys.stderr)
        return 4
    children: list[subprocess.Popen[bytes]] = []
    try:
        _prepare_hall(root, home)
        children.append(
            _start(
                root,
                "kiosk-hall",
                "serve",
                "--dir",
                str(home / "hall"),
                "--port",
                str(HALL_PORT),
                "--console-port",
                str(CONSOLE_PORT),
            )
        )
        _wait_for_port(CONSOLE_PORT)
        children.append(
            _start(
                root,
                "kiosk-branch",
                "--home",
                str(home),
                "--hall-port",
                str(HALL_PORT),
                "--hall-console",
                f"http://127.0.0.1:{CONSOLE_PORT}",
                *(() if options.vnc else ("--dock",)),
            )
        )
        _wait_for_file(home / "branch" / "branch.json")
        _call(root, "kiosk", "provision", "--home", str(home), "--terminal", "T001")
        print(_what_to_do(home, vnc=options.vnc), flush=True)
        children.append(_terminal(root, home, vnc=options.vnc))
        return children[-1].wait()
    finally:
        for child in reversed(children):
            if child.poll() is None:
                child.terminate()
        for child in children:
            child.wait()


def _options(rest: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py run", description=__doc__)
    parser.add_argument("--home", default="var", help="folder for everything that is kept (default: var)")
    parser.add_argument("--fresh", action="store_true", help="forget what earlier runs left in it")
    parser.add_argument(
        "--vnc", action="store_true", help=f"no screen needed: Qt serves the terminal on port {VNC_PORT}"
    )
    return parser.parse_args(rest)


def _screen_found() -> bool:
    return (
        os.name == "nt"
        or sys.platform == "darwin"
        or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    )


def _no_screen_advice() -> str:
    return (
        "This machine has no screen (DISPLAY and WAYLAND_DISPLAY are empty). Two ways to look at the terminal:\n"
        f"  python3 dev.py run --vnc   then point a VNC viewer at 127.0.0.1:{VNC_PORT}\n"
        f"                             (over ssh: ssh -L {VNC_PORT}:127.0.0.1:{VNC_PORT} …)\n"
        "  python3 dev.py demo        plays every journey and leaves screenshots and receipts in out/demo"
    )


def _what_to_do(home: Path, *, vnc: bool) -> str:
    where = f"VNC viewer -> 127.0.0.1:{VNC_PORT}" if vnc else "window"
    return (
        f"terminal   {where}\n"
        f"dock       {'kiosk-branch tell: cards, paper, doors and faults by word' if vnc else 'window beside it'}\n"
        f"hall       http://127.0.0.1:{CONSOLE_PORT}/console\n"
        f"receipts   {home / 'branch' / 'receipts'}\n"
        "Ctrl-C ends all of it."
    )


def _prepare_hall(root: Path, home: Path) -> None:
    if not (home / "hall" / "hall.db").exists():
        _call(root, "kiosk-hall", "init", "--dir", str(home / "hall"))
    if not (home / "terminal" / "identity" / "identity.json").exists():
        _call(
            root,
            "kiosk-hall",
            "enroll",
            "--dir",
            str(home / "hall"),
            "--terminal",
            "T001",
            "--url",
            f"https://127.0.0.1:{HALL_PORT}",
            "--out",
            str(home / "terminal" / "identity"),
        )


def _terminal(root: Path, home: Path, *, vnc: bool) -> subprocess.Popen[bytes]:
    env = dict(os.environ, QT_QUICK_BACKEND=os.environ.get("QT_QUICK_BACKEND", "software"))
    arguments = ["run", "--home", str(home)]
    if vnc:
        env["QT_QPA_PLATFORM"] = f"vnc:size={SCREEN}:port={VNC_PORT}"
        arguments.append("--no-standby")
    return subprocess.Popen([str(script(root, "kiosk")), *arguments], env=env)


def _start(root: Path, name: str, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([str(script(root, name)), *arguments])


def _call(root: Path, name: str, *arguments: str) -> None:
    code = subprocess.run([str(script(root, name)), *arguments], check=False).returncode
    if code != 0:
        raise SystemExit(code)


def _free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def _wait_for_port(port: int, seconds: float = 30.0) -> None:
    _wait(lambda: not _free(port), seconds, f"nothing listens on port {port}")


def _wait_for_file(path: Path, seconds: float = 30.0) -> None:
    _wait(path.exists, seconds, f"{path} did not appear")


def _wait(condition: object, seconds: float, complaint: str) -> None:
    assert callable(condition)
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise SystemExit(f"dev.py run: {complaint} within {seconds:.0f} s")
        time.sleep(0.1)
