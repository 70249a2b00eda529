"""Checks what must always hold: chains from beginning to head, no gap, no double, every attachment whole."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from hall import audit
from hall.intake.attachment_store import AttachmentStore
from hall.intake.outcomes import SubmissionStage
from hall.storage.database import Database
from hall.storage.tables import Attachment, AuditLine, ChainHead, Epoch, Submission, Terminal
from offline_cache.sealing import GENESIS, digest, verify
from offline_cache.wire import SubmissionHeader


@dataclass(frozen=True)
class Verification:
    database: Database
    store: AttachmentStore
    receipt_public: bytes

    def faults(self) -> Iterator[str]:
        """One line each; nothing when all is well."""
        with self.database.read() as session:
            yield from _audit_faults(session)
            for epoch in session.scalars(select(Epoch).order_by(Epoch.serial)).all():
                yield from self._epoch_faults(session, epoch)
            yield from self._attachment_faults(session)

    def _epoch_faults(self, session: Session, epoch: Epoch) -> Iterator[str]:
        name = f"{epoch.terminal_id}/{epoch.epoch[:8]}"
        query = select(Submission).where(Submission.terminal_id == epoch.terminal_id, Submission.epoch == epoch.epoch)
        expected, previous = 1, GENESIS
        for row in session.scalars(query.order_by(Submission.seq)):
            if row.seq != expected:
                yield f"{name}: {expected} to {row.seq - 1} are missing"
            yield from self._row_faults(row, f"{name}/{row.seq}", previous if row.seq == expected else None)
            expected, previous = row.seq + 1, row.header_digest

    def _row_faults(self, row: Submission, name: str, previous: str | None) -> Iterator[str]:
        if row.header is not None:
            if digest(row.header.encode()) != row.header_digest or digest(row.body or b"") != row.body_digest:
                yield f"{name}: the bytes are not what was receipted"
            header = SubmissionHeader.model_validate_json(row.header)
            if previous is not None and header.previous != previous:
                yield f"{name}: does not follow the one before"
        if row.state != SubmissionStage.ANNOUNCED:
            statement, signature = row.statement or "", row.receipt_signature or ""
            if not verify(self.receipt_public, statement.encode(), signature):
                yield f"{name}: the receipt is not this hall's"

    def lost_pages(self) -> Iterator[tuple[str, str]]:
        """Terminal and digest of each attachment that should be here and is missing or changed."""
        with self.database.read() as session:
            yield from self._lost_pages(session)

    def _attachment_faults(self, session: Session) -> Iterator[str]:
        for terminal_id, name in self._lost_pages(session):
            yield f"attachment {terminal_id}/{name[:16]}: missing or changed"

    def _lost_pages(self, session: Session) -> Iterator[tuple[str, str]]:
        query = select(Attachment).where(Attachment.completed_at.is_not(None), Attachment.purged_at.is_(None))
        for row in session.scalars(query):
            try:
                whole = digest(self.store.read(row.terminal_id, row.digest)) == row.digest
            except FileNotFoundError:
                whole = False
            if not whole:
                yield row.terminal_id, row.digest


def _audit_faults(session: Session) -> Iterator[str]:
    """A terminal's chain begins with its enrolment: one that has none was wiped."""
    headed = set(session.scalars(select(ChainHead.terminal_id).where(ChainHead.chain == "audit")))
    lined = set(session.scalars(select(AuditLine.terminal_id).distinct()))
    for terminal_id in sorted(set(session.scalars(select(Terminal.terminal_id))) - headed - lined):
        yield f"audit of {terminal_id}: there is none, not even of its enrolment"
    for chain in sorted(headed | lined):
        yield from (f"audit of {chain}: {fault}" for fault in audit.faults(session, chain))
