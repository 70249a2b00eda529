"""Nothing readable stays: one routine for goodbye, timeout, crash and start. Standard library only.

The terminal calls it at the end of a session, the supervisor after every end of a process (a killed one cannot) and
once before anything starts. Sealed bytes and the encrypted draft that a customer chose to keep are not readable.
"""

import os
import shutil
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class WipeCause(StrEnum):
    SESSION_END = "session-end"
    PROCESS_END = "process-end"
    START = "start"


@dataclass(frozen=True)
class Wiped:
    cause: WipeCause
    files: int


def wipe(folders: tuple[Path, ...], cause: WipeCause) -> Wiped:
    """Erases everything below `folders`; the folders stay. Raises OSError if anything cannot be erased."""
    files = 0
    for folder in folders:
        if not folder.is_dir():
            continue
        for entry in sorted(folder.iterdir()):
            files += _count(entry)
            _erase(entry)
    return Wiped(cause, files)


def remove(folder: Path, cause: WipeCause) -> Wiped:
    """Like `wipe`, and the folder itself goes too: the scratch folder of a process that has ended."""
    if not folder.is_dir():
        return Wiped(cause, 0)
    wiped = wipe((folder,), cause)
    folder.rmdir()
    return wiped


def _erase(entry: Path) -> None:
    if entry.is_dir() and not entry.is_symlink():
        for root, _folders, names in os.walk(entry):
            for name in names:
                _truncate(Path(root) / name)
        shutil.rmtree(entry)
    else:
        _truncate(entry)
        entry.unlink()


def _truncate(path: Path) -> None:
    """A process that still holds the file open must not keep its bytes alive."""
    if path.is_file() and not path.is_symlink():
        os.truncate(path, 0)


def _count(entry: Path) -> int:
    if entry.is_dir() and not entry.is_symlink():
        return sum(len(names) for _root, _folders, names in os.walk(entry))
    return 1
