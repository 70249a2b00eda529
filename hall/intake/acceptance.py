"""Insert first; the unique keys decide. The same bytes get the same receipt for ever."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from hall.errors import ErrorNumber, Refused
from hall.intake.envelope import Envelope
from hall.intake.outcomes import Acceptance, Held, Incomplete, SubmissionStage
from hall.intake.receipts import sign_receipt
from hall.intake.taken import completion, missing_attachments, on_taken
from hall.keys import HallKeys
from hall.storage.statements import insert_if_absent, insert_many_if_absent
from hall.storage.tables import (
    Attachment,
    Epoch,
    Submission,
    SubmissionAttachment,
    Terminal,
)
from offline_cache.wire import SignedReceipt


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
    query = _INSTALLATIONS.where(Epoch.terminal_id.in_(wanted))
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
    missing = missing_attachments(session, envelope)
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
        return on_taken(session, keys, arrival.envelope, arrival.serial, now)
    return Incomplete(arrival.missing) if arrival.receipt is None else Held(arrival.receipt, is_new=True)


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
    return row | _NOT_COMPLETED if receipt is None else row | completion(receipt, now)


_NOT_COMPLETED: Final[dict[str, Any]] = {
    "state": SubmissionStage.ANNOUNCED.value,
    "completed_at": None,
    "statement": None,
    "receipt_signature": None,
}

_INSTALLATIONS: Final = select(
    Epoch.terminal_id, Epoch.epoch, Epoch.serial, Epoch.sign_public, Terminal.revoked_at, Terminal.locked
).join(Terminal, Terminal.terminal_id == Epoch.terminal_id)
