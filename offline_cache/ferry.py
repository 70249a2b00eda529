"""Carrying sealed submissions to the hall by hand, and its receipts back."""

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError
from sqlalchemy import select, update

from offline_cache.attachments import AttachmentDamagedError, AttachmentFolder
from offline_cache.audit import append_audit
from offline_cache.databases import Database
from offline_cache.ferry_bundle import FerriedEntry, FerriedItem, FerryManifest, write_bundle
from offline_cache.identity import TerminalIdentity
from offline_cache.schema import attachments, items
from offline_cache.sealed_items import WAITING
from offline_cache.sealing import verify
from offline_cache.submission import SubmissionState
from offline_cache.wire import ReceiptStatement, SignedReceipt, SubmissionEnvelope


@dataclass(frozen=True)
class Ferried:
    """`path` holds `count` submissions; they stay here until the hall's receipts come back."""

    path: Path
    count: int
    left_out: int = 0
    """damaged ones, which staff must report"""


@dataclass(frozen=True)
class ReceiptsTaken:
    taken: int
    refused: int
    """not signed by the hall, or not for what is here"""


class Ferry:
    def __init__(self, outbox: Database, files: AttachmentFolder, identity: TerminalIdentity) -> None:
        self._outbox = outbox
        self._files = files
        self._identity = identity

    def load(self, folder: Path, now: datetime) -> Ferried:
        """Everything the hall has not receipted, parked items too. Raises DiskFullError or StorageIoError."""
        identity = self._identity
        path = folder / f"ferry-{identity.terminal_id}-{now:%Y%m%d-%H%M%S}.zip"
        damaged: list[str] = []

        def manifest(entries: tuple[FerriedEntry, ...]) -> FerryManifest:
            return FerryManifest(
                terminal_id=identity.terminal_id, epoch=identity.epoch, made_at=now.isoformat(), entries=entries
            )

        whole = self._whole(damaged)
        count = write_bundle(path, manifest, identity.signing_key, whole, self._files.read)
        with self._outbox.transaction() as connection:
            append_audit(connection, identity.epoch, now, "ferried", count=count, left_out=len(damaged))
        return Ferried(path, count, len(damaged))

    def take_receipts(self, path: Path, now: datetime) -> ReceiptsTaken:
        """`path`: a JSON list of SignedReceipt, as the hall gave it back. A file that is none changes nothing."""
        try:
            given = json.loads(path.read_bytes())
            receipts = [SignedReceipt.model_validate(entry) for entry in given]
        except (OSError, ValueError, TypeError):
            return ReceiptsTaken(0, 1)
        taken = sum(self._take(receipt, now) for receipt in receipts)
        return ReceiptsTaken(taken, len(receipts) - taken)

    def _take(self, receipt: SignedReceipt, now: datetime) -> bool:
        if not verify(self._identity.receipt_public, receipt.statement.encode(), receipt.signature):
            return False
        try:
            statement = ReceiptStatement.model_validate_json(receipt.statement)
        except ValidationError:
            return False
        mine = (
            items.c.sub_id == statement.sub_id,
            items.c.header_digest == statement.header_digest,
            items.c.body_digest == statement.body_digest,
            items.c.state.in_(_UNDELIVERED),
        )
        with self._outbox.transaction() as connection:
            stored = connection.execute(
                update(items)
                .where(*mine)
                .values(
                    state=SubmissionState.RECEIPTED.value,
                    receipt=receipt.statement,
                    receipt_signature=receipt.signature,
                    receipt_header_digest=statement.header_digest,
                    case_number=statement.case_number,
                    receipted_at=now.isoformat(timespec="milliseconds"),
                )
            ).rowcount
            if stored:
                append_audit(connection, self._identity.epoch, now, "receipted", sub_id=statement.sub_id, by="ferry")
        return stored == 1

    def _whole(self, damaged: list[str]) -> Iterator[FerriedItem]:
        """Those whose every page is here; `damaged` gets the ids of the others."""
        with self._outbox.reading() as connection:
            waiting = select(items).where(items.c.state.in_(_UNDELIVERED)).order_by(items.c.seq)
            rows = connection.execute(waiting).all()
        for row in rows:
            with self._outbox.reading() as connection:
                pages = select(attachments.c.digest).where(attachments.c.sub_id == row.sub_id)
                names = tuple(connection.execute(pages.order_by(attachments.c.position)).scalars())
            body = base64.b64encode(row.body).decode()
            envelope = SubmissionEnvelope(header=row.header, signature=row.signature, body=body)
            try:
                for name in names:
                    self._files.read(name)
            except AttachmentDamagedError:
                damaged.append(row.sub_id)
                continue
            yield FerriedItem(row.sub_id, envelope, names)


_UNDELIVERED = tuple(state.value for state in (*WAITING, SubmissionState.QUARANTINED, SubmissionState.REJECTED))
