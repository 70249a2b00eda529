"""Room on the disk is set aside before a customer types: a full disk is met then, not after the last page."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from offline_cache.storage_errors import typed_os_error

MEBIBYTE: Final = 1024 * 1024
JOURNAL_RESERVE: Final = "journal.reserve"
TIGHT: Final = 8 * MEBIBYTE
"""free room below which the journal's reserve is spent: opening, doors, receipts and erasing need a little"""

NOTHING: Final = 256 * 1024
"""free room with which a database cannot even be opened"""


class DiskLevel(StrEnum):
    """Least room last. Nothing without a receipt is ever deleted to make room."""

    PLENTY = "plenty"
    LOW = "low"
    """below 20 %: staff are told"""
    NO_PAGES = "no_pages"
    """below 10 %: services that scan are not offered"""
    OUT_OF_SERVICE = "out_of_service"
    """below 5 %, or the reserve for one session cannot be had"""


@dataclass(frozen=True)
class DiskUsage:
    total: int
    free: int


def usage_of(folder: Path) -> DiskUsage:
    found = shutil.disk_usage(folder)
    return DiskUsage(found.total, found.free)


@dataclass(frozen=True)
class DiskPolicy:
    """Sizes in bytes."""

    journal: int = 64 * MEBIBYTE
    """always set aside: spent so that doors and audit can still be booked on a full disk"""
    session: int = 48 * MEBIBYTE
    """the worst case of one submission with all its pages"""
    usage: Callable[[Path], DiskUsage] = usage_of
    writers: int = 3
    """page files written beside each other"""


DEFAULT_POLICY: Final = DiskPolicy()


def level_of(usage: DiskUsage) -> DiskLevel:
    share = usage.free / usage.total
    if share < 0.05:
        return DiskLevel.OUT_OF_SERVICE
    if share < 0.10:
        return DiskLevel.NO_PAGES
    return DiskLevel.LOW if share < 0.20 else DiskLevel.PLENTY


class Reserve:
    """A file whose only use is the room it takes."""

    def __init__(self, path: Path, size: int) -> None:
        self._path = path
        self._size = size

    def fill(self) -> None:
        """Raises DiskFullError, and then leaves nothing behind, or StorageIoError."""
        if self._path.exists() and self._path.stat().st_size == self._size:
            return
        try:
            descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT, 0o600)
            try:
                _allocate(descriptor, self._size)
            finally:
                os.close(descriptor)
        except OSError as error:
            self.release()
            raise typed_os_error(error, self._path.name) from error

    def release(self) -> None:
        self._path.unlink(missing_ok=True)


def nothing_left(folder: Path) -> bool:
    return usage_of(folder).free < NOTHING


def spend_when_tight(folder: Path) -> None:
    """Before something that must be written on a full disk too. The next session sets the reserve aside again."""
    if usage_of(folder).free < TIGHT:
        Reserve(folder / JOURNAL_RESERVE, 0).release()


def _allocate(descriptor: int, size: int) -> None:
    os.ftruncate(descriptor, size)
    if size and hasattr(os, "posix_fallocate"):  # elsewhere NTFS gives the room with the length
        os.posix_fallocate(descriptor, 0, size)
