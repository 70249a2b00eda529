"""A PostgreSQL server of the tests' own, under its own user, where the machine has one installed."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


class NotInstalledError(Exception):
    """Why this machine cannot run the tests on PostgreSQL."""


@dataclass(frozen=True)
class Server:
    """A cluster in a folder, on a port of its own."""

    address: str
    """its DSN, without a database name"""
    control: tuple[str, ...]
    settings: str
    log: Path

    def start(self) -> None:
        _run([*self.control, "-l", str(self.log), "-o", self.settings, "start"])

    def kill(self) -> None:
        """As a power cut: no checkpoint, no goodbye; it recovers from its log."""
        _run([*self.control, "-m", "immediate", "stop"])


@contextmanager
def running_server(*, durable: bool = False) -> Iterator[str]:
    """The address of a fresh cluster. Tests do not need `durable`. Raises NotInstalledError."""
    with _server("on" if durable else "off") as server:
        yield server.address


@contextmanager
def crashing_server() -> Iterator[Server]:
    """A durable one, to be killed and started again. Raises NotInstalledError."""
    with _server("on") as server:
        yield server


@contextmanager
def _server(fsync: str) -> Iterator[Server]:
    binaries, as_user = _binaries(), _user_prefix()
    folder = Path(tempfile.mkdtemp(prefix="hall-pg-"))
    try:
        if as_user:
            shutil.chown(folder, "postgres")
        data, port = str(folder / "data"), _free_port()
        _run([*as_user, str(binaries / "initdb"), "-D", data, "-U", "hall", "-A", "trust", "-E", "UTF8", "--no-sync"])
        settings = f"-p {port} -k {folder} -c fsync={fsync} -c listen_addresses=127.0.0.1 -c max_connections=200"
        control = (*as_user, str(binaries / "pg_ctl"), "-D", data, "-w")
        server = Server(f"postgresql://hall@127.0.0.1:{port}", control, settings, folder / "log")
        server.start()
        try:
            yield server
        finally:
            server.kill()
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
