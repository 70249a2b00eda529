"""May this user do with a terminal's folder what a terminal does? Asked before anything starts: after that only a log
could tell, and the log may be what cannot be written.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

from kiosk.home import Home

ENTER, READ, CHANGE = os.X_OK, os.R_OK, os.R_OK | os.W_OK


May: TypeAlias = Callable[[Path, int], bool]
"""As os.access"""


def missing_rights(home: Home, may: May = os.access) -> tuple[str, ...]:
    """One line for each folder that this user cannot use, else for each file; nothing when all is well."""
    folders = ((home.folder / "terminal", CHANGE), (home.identity, READ), *((folder, CHANGE) for folder in _own(home)))
    faults = tuple(line for folder, wanted in folders for line in _folder(folder, wanted, may))
    return faults or tuple(_files(home, may))


def _own(home: Home) -> tuple[Path, ...]:
    return (home.data, home.logs, home.tmp, home.spool, home.cache)


def _files(home: Home, may: May) -> Iterator[str]:
    yield from _file(home.settings, READ, may)
    for folder, wanted in ((home.identity, READ), (home.data, CHANGE), (home.logs, CHANGE)):
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            yield from _folder(path, CHANGE, may) if path.is_dir() else _file(path, wanted, may)


def _folder(path: Path, wanted: int, may: May) -> Iterator[str]:
    """Nothing where it is not there yet, or below a folder that may not be entered: that one is the fault."""
    if not os.path.lexists(path):
        return
    if path.is_dir():
        yield from _file(path, wanted | ENTER, may)
    else:
        yield f"{path}: is not a folder"


def _file(path: Path, wanted: int, may: May) -> Iterator[str]:
    if not may(path, wanted):
        yield f"{path}: this user may not {'change' if wanted & os.W_OK else 'read'} it"
