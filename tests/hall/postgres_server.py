"""A PostgreSQL server of the tests' own, under its own user, where the machine has one installed."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class NotInstalledError(Exception):
    """Why this machine cannot run the tests on PostgreSQL."""


@contextmanager
def running_server(*, durable: bool = False) -> Iterator[str]:
    """The DSN of an empty cluster without its database name. Tests do not need `durable`. Raises NotInstalledError."""
    binaries = _binaries()
    as_user = _user_prefix()
    folder = Path(tempfile.mkdtemp(prefix="hall-pg-"))
    try:
        if as_user:
            shutil.chown(folder, "postgres")
        data, port = folder / "data", _free_port()
        _run(
            [
                *as_user,
                str(binaries / "initdb"),
                "-D",
                str(data),
                "-U",
                "hall",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--no-sync",
            ]
        )
        fsync = "on" if durable else "off"
        settings = f"-p {port} -k {folder} -c fsync={fsync} -c listen_addresses=127.0.0.1 -c max_connections=200"
        control = [*as_user, str(binaries / "pg_ctl"), "-D", str(data), "-w"]
        _run([*control, "-l", str(folder / "log"), "-o", settings, "start"])
        try:
            yield f"postgresql://hall@127.0.0.1:{port}"
        finally:
            _run([*control, "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _binaries() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    if on_path is None:
        raise NotInstalledError("PostgreSQL is not installed (apt-get install postgresql)")
    return Path(on_path).parent


def _user_prefix() -> list[str]:
    """PostgreSQL refuses to run as root."""
    if os.name != "posix" or os.geteuid() != 0:
        return []
    if shutil.which("runuser") is None:
        raise NotInstalledError("running as root and there is no runuser to become the postgres user")
    return ["runuser", "-u", "postgres", "--"]


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
