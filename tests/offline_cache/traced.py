"""A scene in a process of its own with strace on it: any system call can be made to fail, or to be the last."""

import contextlib
import multiprocessing
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.offline_cache.crash_scenes import ERRORS, run_traced

TRACE = "trace"
CALLS = "trace=fsync,fdatasync,write,pwrite64"

needs_strace = pytest.mark.usefixtures("strace")

fork_server = multiprocessing.get_context("forkserver") if sys.platform != "win32" else None
if fork_server is not None:
    fork_server.set_forkserver_preload(["tests.offline_cache.crash_scenes"])


@dataclass(frozen=True)
class Ended:
    """`returncode`: negative for a signal. `hits`: system calls that were made to fail."""

    returncode: int
    stderr: str
    hits: int


def strace_available() -> bool:
    if shutil.which("strace") is None:
        return False
    with subprocess.Popen(["sleep", "60"]) as idle, _attached(idle.pid, ["-e", "trace=none"]) as said:
        idle.kill()
        return "attached" in said


def play_traced(folder: Path, injection: str, *, scene: str = "seal", bug: str | None = None) -> Ended:
    """`injection`: as `strace -e inject=` takes it; counted from the beginning of the scene."""
    if fork_server is None:
        pytest.skip("strace is Linux")
    gate, other_end = fork_server.Pipe()
    child = fork_server.Process(target=run_traced, args=(other_end, scene, folder, bug))
    child.start()
    assert child.pid is not None
    options = ["-f", "-y", "-o", str(folder / TRACE), "-e", CALLS, "-e", f"inject={injection}"]
    with gate, other_end, _attached(child.pid, options) as said:
        assert "attached" in said, said
        gate.send("go")
        child.join()
    code = child.exitcode
    child.close()
    assert code is not None
    hits = (folder / TRACE).read_text(encoding="utf-8").count("(INJECTED)")
    return Ended(code, (folder / ERRORS).read_text(encoding="utf-8"), hits)


def calls_of(folder: Path, scene: str = "seal", *, until: str | None = None) -> Counter[str]:
    """How often the scene makes each system call, in all or before a line with `until`."""
    folder.mkdir(exist_ok=True)
    play_traced(folder, "fsync:error=EIO:when=9999", scene=scene)
    lines = (folder / TRACE).read_text(encoding="utf-8").splitlines()
    end = len(lines) if until is None else next(at for at, line in enumerate(lines) if until in line)
    return Counter(found[1] for line in lines[:end] if (found := re.match(r"\d+ +(\w+)\(", line)))


@contextlib.contextmanager
def _attached(pid: int, options: list[str]) -> Iterator[str]:
    """What strace says first. Ends with the process it is on."""
    command = ["strace", *options, "-p", str(pid)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as strace:
        assert strace.stderr is not None
        yield strace.stderr.readline()
