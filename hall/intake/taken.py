"""An envelope whose id or sequence number is taken: a repetition, its completion, a conflict or a forked chain."""

from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from hall.audit import Act, record
from hall.errors import ErrorNumber, Refused
from hall.intake.envelope import Envelope
from hall.intake.outcomes import Acceptance, Held, Incomplete, SubmissionStage
from hall.intake.receipts import sign_receipt
from hall.keys import HallKeys
from hall.storage.statements import insert_if_absent
from hall.storage.tables import Attachment, ConflictingSubmission, Submission, Terminal
from offline_cache.wire import SignedReceipt


def on_taken(session: Session, keys: HallKeys, envelope: Envelope, serial: int, now: datetime) -> Acceptance:
    header = envelope.header
    row = session.get(Submission, (header.terminal_id, header.sub_id))
    if row is None:
        return _fork(session, envelope, now)
    if (row.header_digest, row.body_digest) != (envelope.header_digest, envelope.body_digest):
        return _conflict(session, envelope, ErrorNumber.OTHER_BYTES, now)
    match SubmissionStage(row.state):
        case SubmissionStage.ANNOUNCED:
            return _complete(session, keys, envelope, serial, now)
        case SubmissionStage.TOMBSTONE:
            return Refused(ErrorNumber.GONE, "received, closed and purged", receipt_of(row))
        case SubmissionStage.COMPLETE | SubmissionStage.OPENED | SubmissionStage.QUARANTINED:
            lost = missing_attachments(session, envelope)
            return Incomplete(lost) if lost else Held(receipt_of(row), is_new=False)


def _complete(session: Session, keys: HallKeys, envelope: Envelope, serial: int, now: datetime) -> Acceptance:
    missing = missing_attachments(session, envelope)
    if missing:
        return Incomplete(missing)
    receipt = sign_receipt(keys, envelope, serial, now)
    header = envelope.header
    won = session.execute(
        update(Submission)
        .where(Submission.terminal_id == header.terminal_id, Submission.sub_id == header.sub_id)
        .where(Submission.state == SubmissionStage.ANNOUNCED)
        .values(completion(receipt, now))
        .returning(Submission.sub_id)
        .execution_options(synchronize_session=False)
    ).first()
    if won is not None:
        return Held(receipt, is_new=True)
    row = session.get_one(Submission, (header.terminal_id, header.sub_id), populate_existing=True)
    return Held(receipt_of(row), is_new=False)


def missing_attachments(session: Session, envelope: Envelope) -> tuple[str, ...]:
    header = envelope.header
    if not header.attachments:
        return ()
    wanted = [entry.digest for entry in header.attachments]
    query = select(Attachment.digest).where(
        Attachment.terminal_id == header.terminal_id,
        Attachment.digest.in_(wanted),
        Attachment.completed_at.is_not(None),
        Attachment.purged_at.is_(None),
    )
    held = set(session.scalars(query))
    return tuple(digest for digest in dict.fromkeys(wanted) if digest not in held)


def completion(receipt: SignedReceipt, now: datetime) -> dict[str, Any]:
    return {
        "state": SubmissionStage.COMPLETE.value,
        "completed_at": now,
        "statement": receipt.statement,
        "receipt_signature": receipt.signature,
    }


def receipt_of(row: Submission) -> SignedReceipt:
    if row.statement is None or row.receipt_signature is None:
        raise ValueError("this submission has no receipt yet")
    return SignedReceipt(statement=row.statement, signature=row.receipt_signature)


def _fork(session: Session, envelope: Envelope, now: datetime) -> Refused:
    """Two submissions under one sequence number: the machine or its disk was copied. Both are kept, it is locked."""
    terminal = session.get_one(Terminal, envelope.header.terminal_id)
    terminal.locked = f"chain fork at {envelope.header.epoch}/{envelope.header.seq}"
    return _conflict(session, envelope, ErrorNumber.SEQUENCE_TAKEN, now)


def _conflict(session: Session, envelope: Envelope, error: ErrorNumber, now: datetime) -> Refused:
    header = envelope.header
    kept = {
        "terminal_id": header.terminal_id,
        "sub_id": header.sub_id,
        "body_digest": envelope.body_digest,
        "header_digest": envelope.header_digest,
        "header": envelope.header_text,
        "body": envelope.body,
        "signature": envelope.signature,
        "error": error.value,
        "at": now,
    }
    session.execute(insert_if_absent(session, ConflictingSubmission, kept))
    act = Act(f"terminal:{header.terminal_id}", "submission.conflict", header.sub_id, error.value)
    record(session, header.terminal_id, act, now)
    return Refused(error, "other bytes are held under this id or sequence number; both are kept")
