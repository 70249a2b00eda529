"""USB sticks: where one is, and carrying sealed submissions to the hall and its receipts back with it."""

import ctypes
import os
import string
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final, Protocol

from flows.staff import Carried, FerryOutcome, NotCarried
from offline_cache.ferry import Ferried, ReceiptsTaken
from offline_cache.ferry_bundle import receipts_name
from offline_cache.storage_errors import DiskFullError, StorageIoError
from offline_cache.submission import Backlog

MOUNTS: Final = Path("/proc/mounts")
PLACES: Final = ("/media/", "/run/media/")
"""where Linux desktops and udisks put removable media"""
_REMOVABLE: Final = 2
"""GetDriveTypeW: DRIVE_REMOVABLE"""


class FerryStore(Protocol):
    async def backlog(self) -> Backlog: ...
    async def load_ferry(self, folder: Path) -> Ferried: ...
    async def take_ferry_receipts(self, path: Path) -> ReceiptsTaken: ...


class StickFerry:
    """Implements flows.staff.Ferry. What lies on a stick counts for nothing; the hall's receipts do."""

    def __init__(self, store: FerryStore, terminal_id: str, sticks: Callable[[], tuple[Path, ...]]) -> None:
        self._store = store
        self._terminal_id = terminal_id
        self._sticks = sticks

    async def exchange(self) -> FerryOutcome:
        sticks = self._sticks()
        if len(sticks) != 1:
            return NotCarried("several" if sticks else "none")
        try:
            return await self._exchange(sticks[0])
        except DiskFullError:
            return NotCarried("full")
        except (StorageIoError, OSError):
            return NotCarried("broken")

    async def _exchange(self, stick: Path) -> Carried:
        receipts = stick / receipts_name(self._terminal_id)
        taken = await self._store.take_ferry_receipts(receipts) if receipts.exists() else ReceiptsTaken(0, 0)
        old = tuple(stick.glob(f"ferry-{self._terminal_id}-*.zip"))
        loaded = Ferried(stick, 0)
        if (await self._store.backlog()).undelivered:
            loaded = await self._store.load_ferry(stick)
        for path in old:
            if path != loaded.path:
                path.unlink()
        return Carried(loaded.count, taken.taken, taken.refused, loaded.left_out)


def sticks_in(folder: str) -> tuple[Path, ...]:
    """`folder`: where sticks appear, one folder each; empty: the system's removable media."""
    if folder:
        place = Path(folder)
        return tuple(sorted(path for path in place.iterdir() if path.is_dir())) if place.is_dir() else ()
    if sys.platform == "win32":
        return tuple(_windows_drives())
    return mounted_sticks(MOUNTS.read_text(encoding="utf-8")) if MOUNTS.exists() else ()


def mounted_sticks(mounts: str) -> tuple[Path, ...]:
    """`mounts`: the text of /proc/mounts, where blanks in paths are octal."""
    places = (line.split()[1] for line in mounts.splitlines() if len(line.split()) > 1)
    plain = (os.fsdecode(place.encode("latin-1", "ignore").decode("unicode_escape")) for place in places)
    return tuple(Path(place) for place in plain if place.startswith(PLACES))


def _windows_drives() -> list[Path]:
    if sys.platform != "win32":
        return []
    kernel = ctypes.windll.kernel32
    letters = [letter for bit, letter in enumerate(string.ascii_uppercase) if kernel.GetLogicalDrives() >> bit & 1]
    return [Path(f"{letter}:\\") for letter in letters if kernel.GetDriveTypeW(f"{letter}:\\") == _REMOVABLE]
