"""Where sealed attachments are kept: a port, and a folder behind it."""

import hashlib
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

READ_BYTES = 1024 * 1024


class WrongOffsetError(Exception):
    """The bytes do not begin where the held ones end."""

    def __init__(self, offset: int) -> None:
        super().__init__(f"{offset} bytes are held")
        self.offset = offset


class AttachmentStore(Protocol):
    """Content-addressed; a digest names nothing until all its bytes are durable and were checked."""

    def offset(self, terminal_id: str, digest: str) -> int:
        """Bytes held of an attachment that is not whole yet."""
        ...

    def append(self, terminal_id: str, digest: str, offset: int, chunk: bytes) -> int:
        """The new offset. Raises WrongOffsetError."""
        ...

    def finish(self, terminal_id: str, digest: str) -> bool:
        """Make it durable under its digest; False, and nothing is held any more, if the bytes are others."""
        ...

    def read(self, terminal_id: str, digest: str) -> bytes:
        """Raises FileNotFoundError."""
        ...

    def remove(self, terminal_id: str, digest: str) -> None: ...


@dataclass(frozen=True)
class AttachmentFolder:
    """One file each under `root/terminal/aa/digest`, fsynced before it gets its name."""

    root: Path

    def offset(self, terminal_id: str, digest: str) -> int:
        part = self._part(terminal_id, digest)
        return part.stat().st_size if part.exists() else 0

    def append(self, terminal_id: str, digest: str, offset: int, chunk: bytes) -> int:
        with _exclusive(f"{terminal_id}/{digest}"):
            held = self.offset(terminal_id, digest)
            if held != offset:
                raise WrongOffsetError(held)
            part = self._part(terminal_id, digest)
            part.parent.mkdir(parents=True, exist_ok=True)
            with part.open("ab") as file:
                file.write(chunk)
            return held + len(chunk)

    def finish(self, terminal_id: str, digest: str) -> bool:
        with _exclusive(f"{terminal_id}/{digest}"):
            part, final = self._part(terminal_id, digest), self._path(terminal_id, digest)
            if not part.exists():
                return final.exists()
            if _sha256(part) != digest:
                part.unlink()
                return False
            with part.open("rb+") as file:
                os.fsync(file.fileno())
            part.replace(final)
            _fsync_folder(final.parent)
            return True

    def read(self, terminal_id: str, digest: str) -> bytes:
        return self._path(terminal_id, digest).read_bytes()

    def remove(self, terminal_id: str, digest: str) -> None:
        self._path(terminal_id, digest).unlink(missing_ok=True)
        self._part(terminal_id, digest).unlink(missing_ok=True)

    def _path(self, terminal_id: str, digest: str) -> Path:
        return self.root / terminal_id / digest[:2] / digest

    def _part(self, terminal_id: str, digest: str) -> Path:
        return self._path(terminal_id, digest).with_suffix(".part")


_locks: dict[str, tuple[threading.Lock, int]] = {}
_locks_guard = threading.Lock()


@contextmanager
def _exclusive(name: str) -> Iterator[None]:
    """One writer per file in this process; the entry is dropped with its last user."""
    with _locks_guard:
        lock, users = _locks.get(name, (threading.Lock(), 0))
        _locks[name] = (lock, users + 1)
    try:
        with lock:
            yield
    finally:
        with _locks_guard:
            lock, users = _locks[name]
            if users == 1:
                del _locks[name]
            else:
                _locks[name] = (lock, users - 1)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _fsync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
