"""Sealed attachments as files named by the SHA-256 of their ciphertext."""

import os
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path

from offline_cache.crashpoints import crashpoint
from offline_cache.databases import sync_folder
from offline_cache.sealing import digest
from offline_cache.storage_errors import typed_os_error


@dataclass(frozen=True)
class StoredFile:
    digest: str
    size: int


class AttachmentDamagedError(Exception):
    """The file is gone, or its bytes are no longer those of its name."""

    number = "E210"


class PendingFiles:
    """Files on their way to the disk: their names are known before they are durable."""

    def __init__(self, folder: Path, named: Sequence[Future[StoredFile]], written: Sequence[Future[None]]) -> None:
        self._folder = folder
        self._named = named
        self._written = written

    def files(self) -> tuple[StoredFile, ...]:
        return tuple(file.result() for file in self._named)

    def wait(self) -> None:
        """Until all are durable; commit no row that names them before. Raises DiskFullError or StorageIoError."""
        if not self._written:
            return
        wait(self._written)
        try:
            for file in self._written:
                file.result()
            sync_folder(self._folder)
        except OSError as error:
            raise typed_os_error(error, "attachment") from error
        crashpoint("attachments.folder_synced")


class AttachmentFolder:
    """`writers`: files written beside each other; 1: one after the other on the caller's thread."""

    def __init__(self, folder: Path, writers: int = 1) -> None:
        self._folder = folder
        self._pool = ThreadPoolExecutor(writers, "attachment") if writers > 1 else None
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def begin(self, makers: Sequence[Callable[[], bytes]]) -> PendingFiles:
        """Writes what the makers give. After a failure the rest is swept away at the next start."""
        named: list[Future[StoredFile]] = [Future() for _ in makers]
        written: list[Future[None]] = [self._submit(make, name) for make, name in zip(makers, named, strict=True)]
        return PendingFiles(self._folder, named, written)

    def read(self, name: str) -> bytes:
        """Raises AttachmentDamagedError."""
        try:
            data = (self._folder / name).read_bytes()
        except OSError as error:
            raise AttachmentDamagedError(f"attachment {name[:12]}: {error.strerror}") from error
        if digest(data) != name:
            raise AttachmentDamagedError(f"attachment {name[:12]}: its bytes have another digest")
        return data

    def remove(self, names: Collection[str]) -> None:
        for name in names:
            (self._folder / name).unlink(missing_ok=True)

    def sweep(self, known: Collection[str]) -> int:
        """Removes files no row names: a crash came between file and commit. The number removed."""
        orphans = [entry.name for entry in os.scandir(self._folder) if entry.name not in known]
        self.remove(orphans)
        return len(orphans)

    def close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown()

    def _submit(self, make: Callable[[], bytes], named: Future[StoredFile]) -> Future[None]:
        if self._pool is not None:
            return self._pool.submit(self._write, make, named)
        done: Future[None] = Future()
        try:
            self._write(make, named)
            done.set_result(None)
        except OSError as error:
            done.set_exception(error)
        return done

    def _write(self, make: Callable[[], bytes], named: Future[StoredFile]) -> None:
        """Straight under its final name: until a row names it, a torn file is only an orphan."""
        try:
            data = make()
            name = digest(data)
        except BaseException as error:
            named.set_exception(error)
            raise
        named.set_result(StoredFile(name, len(data)))
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(self._folder / name, flags, 0o600), "wb", buffering=0) as file:
            view = memoryview(data)
            while view:
                view = view[file.write(view) or 0 :]
            crashpoint("attachment.before_fsync")
            os.fsync(file.fileno())
        crashpoint("attachment.synced")
