"""Insert first; the unique keys decide. The same bytes get the same receipt for ever."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, TypeAlias

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from hall.audit import Act, record
from hall.errors import ErrorNumber, Refused
from hall.intake.envelope import Envelope
from hall.intake.receipts import sign_receipt
from hall.keys import HallKeys
from hall.storage.statements import insert_if_absent, insert_many_if_absent
from hall.storage.tables import (
    Attachment,
    ConflictingSubmission,
    Epoch,
    Submission,
    SubmissionAttachment,
    Terminal,
)
from offline_cache.wire import SignedReceipt


class SubmissionStage(StrEnum):
    ANNOUNCED = "announced"
    """header and body are here, attachments are missing"""
    COMPLETE = "complete"
    """all is here and receipted"""
    OPENED = "opened"
    QUARANTINED = "quarantined"
    """receipted, but its body could not be opened: kept for staff"""
    TOMBSTONE = "tombstone"
    """purged; id, digests and receipt stay"""


@dataclass(frozen=True)
class Held:
    """All of it is here."""

    receipt: SignedReceipt
    is_new: bool


@dataclass(frozen=True)
class Incomplete:
    missing: tuple[str, ...]


Acceptance: TypeAlias = Held | Incomplete | Refused


def accept(session: Session, keys: HallKeys, envelopes: Sequence[Envelope], now: datetime) -> list[Acceptance]:
    """Take envelopes in, within the caller's write transaction; one outcome each, in their order.

    Many that arrive together share one transaction, so that they wait for one flush of the disk, not for one each.
    """
    installations = _installations(session, envelopes)
    outcomes: dict[int, Acceptance] = {}
    fresh: dict[int, _Arrival] = {}
    for index, envelope in enumerate(envelopes):
        installation = installations.get((envelope.header.terminal_id, envelope.header.epoch))
        refused = _standing(installation, envelope)
        if refused is not None or installation is None:
            outcomes[index] = refused or Refused(ErrorNumber.UNKNOWN_TERMINAL)
            continue
        fresh[index] = _arrival(session, keys, envelope, installation.serial, now)
    inserted = _insert(session, _without_doubles(fresh.values()), now)
    for index, arrival in fresh.items():
        outcomes[index] = _outcome(session, keys, arrival, now, is_inserted=id(arrival) in inserted)
    return [outcomes[index] for index in range(len(envelopes))]


def receipt_of(row: Submission) -> SignedReceipt:
    if row.statement is None or row.receipt_signature is None:
        raise ValueError("this submission has no receipt yet")
    return SignedReceipt(statement=row.statement, signature=row.receipt_signature)


@dataclass(frozen=True)
class _Installation:
    serial: int
    sign_public: bytes
    revoked: bool
    locked: str | None


@dataclass(frozen=True)
class _Arrival:
    envelope: Envelope
    serial: int
    missing: tuple[str, ...]
    receipt: SignedReceipt | None


def _installations(session: Session, envelopes: Sequence[Envelope]) -> dict[tuple[str, str], _Installation]:
    wanted = {envelope.header.terminal_id for envelope in envelopes}
    columns = (Epoch.terminal_id, Epoch.epoch, Epoch.serial, Epoch.sign_public, Terminal.revoked_at, Terminal.locked)
    query = (
        select(*columns).join(Terminal, Terminal.terminal_id == Epoch.terminal_id).where(Epoch.terminal_id.in_(wanted))
    )
    return {
        (row[0], row[1]): _Installation(row[2], row[3], row[4] is not None, row[5])
        for row in session.connection().execute(query)
    }


def _standing(installation: _Installation | None, envelope: Envelope) -> Refused | None:
    if installation is None:
        return Refused(ErrorNumber.UNKNOWN_TERMINAL, "no such installation of this terminal")
    if installation.revoked:
        return Refused(ErrorNumber.REVOKED, "revoked")
    if installation.locked is not None:
        return Refused(ErrorNumber.LOCKED, installation.locked)
    if not envelope.is_signed_by(installation.sign_public):
        return Refused(ErrorNumber.FORGED, "the signature is not this installation's")
    return None


def _arrival(session: Session, keys: HallKeys, envelope: Envelope, serial: int, now: datetime) -> _Arrival:
    missing = _missing(session, envelope)
    return _Arrival(envelope, serial, missing, None if missing else sign_receipt(keys, envelope, serial, now))


def _without_doubles(arrivals: Iterable[_Arrival]) -> list[_Arrival]:
    """Of several under one id or sequence number the first: the others will find it taken."""
    ids, numbers, kept = set[tuple[str, str]](), set[tuple[str, str, int]](), list[_Arrival]()
    for arrival in arrivals:
        header = arrival.envelope.header
        name, number = (header.terminal_id, header.sub_id), (header.terminal_id, header.epoch, header.seq)
        if name not in ids and number not in numbers:
            kept.append(arrival)
        ids.add(name)
        numbers.add(number)
    return kept


def _insert(session: Session, arrivals: list[_Arrival], now: datetime) -> set[int]:
    """Which arrivals got a row of their own."""
    if not arrivals:
        return set()
    statement = insert_many_if_absent(session, Submission).returning(Submission.terminal_id, Submission.sub_id)
    rows = [_row(arrival.envelope, arrival.receipt, now) for arrival in arrivals]
    new = {(row[0], row[1]) for row in session.connection().execute(statement, rows)}
    mine = [a for a in arrivals if (a.envelope.header.terminal_id, a.envelope.header.sub_id) in new]
    for arrival in mine:
        _announce_attachments(session, arrival.envelope)
    return {id(arrival) for arrival in mine}


def _outcome(session: Session, keys: HallKeys, arrival: _Arrival, now: datetime, *, is_inserted: bool) -> Acceptance:
    if not is_inserted:
        return _on_taken(session, keys, arrival.envelope, arrival.serial, now)
    return Incomplete(arrival.missing) if arrival.receipt is None else Held(arrival.receipt, is_new=True)


def _on_taken(session: Session, keys: HallKeys, envelope: Envelope, serial: int, now: datetime) -> Acceptance:
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
            return Held(receipt_of(row), is_new=False)


def _complete(session: Session, keys: HallKeys, envelope: Envelope, serial: int, now: datetime) -> Acceptance:
    missing = _missing(session, envelope)
    if missing:
        return Incomplete(missing)
    receipt = sign_receipt(keys, envelope, serial, now)
    header = envelope.header
    won = session.execute(
        update(Submission)
        .where(Submission.terminal_id == header.terminal_id, Submission.sub_id == header.sub_id)
        .where(Submission.state == SubmissionStage.ANNOUNCED)
        .values(_completion(receipt, now))
        .returning(Submission.sub_id)
        .execution_options(synchronize_session=False)
    ).first()
    if won is not None:
        return Held(receipt, is_new=True)
    row = session.get_one(Submission, (header.terminal_id, header.sub_id), populate_existing=True)
    return Held(receipt_of(row), is_new=False)


def _missing(session: Session, envelope: Envelope) -> tuple[str, ...]:
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


def _announce_attachments(session: Session, envelope: Envelope) -> None:
    header = envelope.header
    if not header.attachments:
        return
    tid = header.terminal_id
    files = [{"terminal_id": tid, "digest": a.digest, "size": a.size} for a in header.attachments]
    session.execute(insert_if_absent(session, Attachment, files))
    links = [
        {"terminal_id": tid, "sub_id": header.sub_id, "digest": a.digest, "kind": a.kind} for a in header.attachments
    ]
    session.execute(insert_if_absent(session, SubmissionAttachment, links))


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


def _row(envelope: Envelope, receipt: SignedReceipt | None, now: datetime) -> dict[str, Any]:
    header = envelope.header
    row: dict[str, Any] = {
        "terminal_id": header.terminal_id,
        "sub_id": header.sub_id,
        "epoch": header.epoch,
        "seq": header.seq,
        "purpose": header.purpose,
        "item_code": header.item_code,
        "number": header.number,
        "depends_on": header.depends_on,
        "header": envelope.header_text,
        "body": envelope.body,
        "signature": envelope.signature,
        "header_digest": envelope.header_digest,
        "body_digest": envelope.body_digest,
        "received_at": now,
    }
    return row | _NOT_COMPLETED if receipt is None else row | _completion(receipt, now)


def _completion(receipt: SignedReceipt, now: datetime) -> dict[str, Any]:
    return {
        "state": SubmissionStage.COMPLETE.value,
        "completed_at": now,
        "statement": receipt.statement,
        "receipt_signature": receipt.signature,
    }


_NOT_COMPLETED: Final[dict[str, Any]] = {
    "state": SubmissionStage.ANNOUNCED.value,
    "completed_at": None,
    "statement": None,
    "receipt_signature": None,
}

_INSTALLATIONS: Final = select(
    Epoch.terminal_id, Epoch.epoch, Epoch.serial, Epoch.sign_public, Terminal.revoked_at, Terminal.locked
).join(Terminal, Terminal.terminal_id == Epoch.terminal_id)
