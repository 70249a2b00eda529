"""Sealed attachments as files named by the SHA-256 of their ciphertext."""

import os
import secrets
from collections.abc import Collection
from pathlib import Path

from offline_cache.crashpoints import crashpoint
from offline_cache.databases import sync_folder
from offline_cache.sealing import digest
from offline_cache.storage_errors import typed_os_error


class AttachmentDamagedError(Exception):
    """The file is gone, or its bytes are no longer those of its name."""


class AttachmentFolder:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def write(self, sealed: Collection[bytes]) -> tuple[str, ...]:
        """Durable when it returns, so that a row committed afterwards never names a missing file.

        Raises DiskFullError (what was written is swept away at the next start) or StorageIoError.
        """
        try:
            digests = tuple(self._write(data) for data in sealed)
            if digests:
                sync_folder(self._folder)
                crashpoint("attachments.folder_synced")
        except OSError as error:
            raise typed_os_error(error, "attachment") from error
        return digests

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

    def _write(self, data: bytes) -> str:
        name = digest(data)
        part = self._folder / f".{name}.{secrets.token_hex(4)}.part"
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(descriptor, "wb", buffering=0) as file:
            view = memoryview(data)
            while view:
                view = view[file.write(view) or 0 :]
            crashpoint("attachment.before_fsync")
            os.fsync(file.fileno())
        crashpoint("attachment.before_rename")
        part.replace(self._folder / name)
        crashpoint("attachment.renamed")
        return name
