"""Resumable upload of one announced attachment: offset, append with check, finish."""

import base64
import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeAlias

from hall.errors import ErrorNumber, Refused
from hall.intake.attachment_store import AttachmentStore, WrongOffsetError
from hall.storage.database import Database
from hall.storage.tables import Attachment

LARGEST_CHUNK: Final = 1024 * 1024 + 64 * 1024


@dataclass(frozen=True)
class Progress:
    offset: int
    size: int


@dataclass(frozen=True)
class RefusedAt:
    """Refused, and where to go on from."""

    refused: Refused
    offset: int


UploadOutcome: TypeAlias = Progress | RefusedAt | Refused


@dataclass(frozen=True)
class Chunk:
    offset: int
    data: bytes
    content_digest: str
    """RFC 9530: `sha-256=:base64:`"""

    def is_intact(self) -> bool:
        expected = base64.b64encode(hashlib.sha256(self.data).digest()).decode()
        return self.content_digest == f"sha-256=:{expected}:"


@dataclass(frozen=True)
class Uploads:
    database: Database
    store: AttachmentStore

    def progress(self, terminal_id: str, digest: str, now: datetime) -> UploadOutcome:
        """What is held; all of it, but never finished (the disk was full, the database away), is finished now."""
        with self.database.read() as session:
            row = session.get(Attachment, (terminal_id, digest))
            if row is None:
                return Refused(ErrorNumber.UNKNOWN_ATTACHMENT, "no submission announced it")
            size, whole = row.size, row.completed_at is not None
        if whole:
            return Progress(size, size)
        offset = self.store.offset(terminal_id, digest)
        if offset >= size:
            return self._finish(terminal_id, digest, size, now)
        return Progress(offset, size)

    def append(self, terminal_id: str, digest: str, chunk: Chunk, now: datetime) -> UploadOutcome:
        progress = self.progress(terminal_id, digest, now)
        if not isinstance(progress, Progress):
            return progress
        refused = _fault(progress, chunk)
        if refused is not None:
            return RefusedAt(refused, progress.offset)
        if not chunk.data:
            return progress
        try:
            offset = self.store.append(terminal_id, digest, chunk.offset, chunk.data)
        except WrongOffsetError as error:
            return RefusedAt(Refused(ErrorNumber.WRONG_OFFSET, str(error)), error.offset)
        if offset == progress.size:
            return self._finish(terminal_id, digest, offset, now)
        return Progress(offset, progress.size)

    def _finish(self, terminal_id: str, digest: str, offset: int, now: datetime) -> UploadOutcome:
        if not self.store.finish(terminal_id, digest):
            refused = Refused(ErrorNumber.ATTACHMENT_DAMAGED, "the whole is not what its digest says; begin again")
            return RefusedAt(refused, 0)
        with self.database.write() as session:
            row = session.get_one(Attachment, (terminal_id, digest))
            row.completed_at, row.purged_at = now, None
        return Progress(offset, offset)


def _fault(progress: Progress, chunk: Chunk) -> Refused | None:
    if progress.offset == progress.size and chunk.offset < progress.size:
        return Refused(ErrorNumber.ATTACHMENT_WHOLE, "it is here already")
    if chunk.offset != progress.offset:
        return Refused(ErrorNumber.WRONG_OFFSET, f"{progress.offset} bytes are held")
    if not chunk.is_intact():
        return Refused(ErrorNumber.CHUNK_DAMAGED, "the chunk is not what Content-Digest says")
    if chunk.offset + len(chunk.data) > progress.size:
        return Refused(ErrorNumber.TOO_LARGE, f"{progress.size} bytes were announced")
    return None
