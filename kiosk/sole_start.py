"""One supervisor for one home: a second start is refused before it wipes what the first one uses."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.home import Home


class AlreadyRunningError(Exception):
    """Another supervisor holds this home; the message says which process."""


@contextmanager
def sole_start(home: Home) -> Iterator[None]:
    """Holds the home until the process has ended, however it ends. Raises AlreadyRunningError."""
    path = home.folder / "terminal" / "running.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    number = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if not _locked(number):
            holder = _holder(path)
            raise AlreadyRunningError(
                f"{home.folder}: a terminal runs from here already (process {holder}); end it first"
            )
        os.ftruncate(number, 0)
        os.write(number, f"{os.getpid()}\n".encode())
        yield
    finally:
        os.close(number)


def _holder(path: Path) -> str:
    return path.read_text(encoding="ascii", errors="replace").strip() or "unknown"


if sys.platform == "win32":
    import msvcrt

    FAR = 1 << 20
    """a byte beyond the text: on Windows nobody else may read a locked one"""

    def _locked(number: int) -> bool:
        os.lseek(number, FAR, os.SEEK_SET)
        try:
            msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        os.lseek(number, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _locked(number: int) -> bool:
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
