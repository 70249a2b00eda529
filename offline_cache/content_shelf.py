"""Where releases of catalogue and flows lie: the one in use, the one to be used next, and the good one before.

Nothing here is secret; everything here was verified before it came to lie here, and is verified again when it is used.
"""

import json
import os
import shutil
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from offline_cache.databases import sync_folder
from offline_cache.sealing import digest


class ShelfDamagedError(Exception):
    """A release on the shelf is not what was put there."""

    number = "E212"


@dataclass(frozen=True)
class Release:
    """Numbers only grow; files by their path inside the release."""

    number: int
    accepted_at: datetime
    files: dict[str, str]
    """path -> SHA-256"""
    folder: Path


class ContentShelf:
    def __init__(self, folder: Path) -> None:
        """`folder`: `content` in the terminal's data folder."""
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def current(self) -> Release | None:
        """The release in use; None while the one that came with the program is. Raises ShelfDamagedError."""
        return self._read("current")

    def number_in_use(self) -> int:
        """Of the release in use, without reading it; 0: the program's own."""
        return int(self._number("current") or 0)

    def next(self) -> Release | None:
        """Complete and verified, waiting until no customer is being served."""
        return self._read("next")

    def place(self, number: int) -> Path:
        """The folder to bring a release to; what a download that broke off left in it is still there."""
        part = self._folder / f"{number}.part"
        part.mkdir(exist_ok=True)
        return part

    def stage(self, part: Path, number: int, files: dict[str, str], accepted_at: datetime) -> Release:
        """Takes a complete folder from `place`; what was staged before is forgotten."""
        for path in part.rglob("*"):
            _sync(path)
        _sync(part)
        final = self._folder / str(number)
        shutil.rmtree(final, ignore_errors=True)
        part.rename(final)
        release = Release(number, accepted_at, files, final)
        self._write("next", release)
        return release

    def adopt(self) -> Release | None:
        """Between customers: what was staged is in use now. A damaged one is thrown away, the good one stays."""
        try:
            staged = self.next()
        except ShelfDamagedError:
            staged = None
        current = self.current()
        if staged is None or (current is not None and staged.number <= current.number):
            (self._folder / "next").unlink(missing_ok=True)
            return current
        if current is not None:
            self._write("previous", current)
        self._write("current", staged)
        (self._folder / "next").unlink()
        self._sweep()
        return staged

    def fall_back(self) -> Release | None:
        """The good one before is in use again (the current one is damaged); None: the program's own."""
        is_current = self._number("previous") == self._number("current")
        try:
            previous = None if is_current else self._read("previous")
        except ShelfDamagedError:
            previous = None
        if previous is None:
            (self._folder / "current").unlink(missing_ok=True)
            (self._folder / "previous").unlink(missing_ok=True)
        else:
            self._write("current", previous)
        return previous

    def _read(self, name: str) -> Release | None:
        path = self._folder / name
        if not path.exists():
            return None
        try:
            note = _Note.model_validate_json(path.read_bytes())
        except ValidationError as error:
            raise ShelfDamagedError(f"{path.name}: {error.error_count()} faults") from error
        release = Release(note.number, note.accepted_at, note.files, self._folder / str(note.number))
        for inner, expected in release.files.items():
            file = release.folder / inner
            if not file.is_file() or digest(file.read_bytes()) != expected:
                raise ShelfDamagedError(f"release {release.number}: {inner} is not what was accepted")
        return release

    def _write(self, name: str, release: Release) -> None:
        note = asdict(release) | {"accepted_at": release.accepted_at.isoformat()}
        del note["folder"]
        part = self._folder / f".{name}.part"
        part.write_text(json.dumps(note))
        _sync(part)
        part.replace(self._folder / name)
        sync_folder(self._folder)

    def _sweep(self) -> None:
        """Leaves the one in use and the good one before."""
        kept = {self._number(name) for name in ("current", "previous")}
        for path in self._folder.iterdir():
            if path.is_dir() and path.name.removesuffix(".part").isdigit() and path.name not in kept:
                shutil.rmtree(path)

    def _number(self, name: str) -> str:
        """Empty where there is no note, or one that cannot be read."""
        path = self._folder / name
        try:
            return str(_Note.model_validate_json(path.read_bytes()).number)
        except (FileNotFoundError, ValidationError):
            return ""


class _Note(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    number: int
    accepted_at: datetime
    files: dict[str, str]


def _sync(path: Path) -> None:
    if path.is_dir():
        sync_folder(path)
        return
    descriptor = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
