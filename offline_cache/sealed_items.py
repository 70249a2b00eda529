"""The sealed rows of outbox.db: header chain, numbers, body. Every function runs in the caller's transaction."""

import base64
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypeAlias, assert_never

from sqlalchemy import Connection, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from offline_cache.audit import append_audit
from offline_cache.clock import Clock
from offline_cache.hall_time import clock_quality, trusted_now
from offline_cache.identity import TerminalIdentity
from offline_cache.numbers import NumberSeries
from offline_cache.schema import attachments, chains, deposits, items, number_days
from offline_cache.sealing import GENESIS, digest, envelope_statement, new_data_key, seal_attachment, seal_body
from offline_cache.submission import Attachment, Backlog, Delivery, Sealed, Submission, SubmissionState
from offline_cache.wire import (
    AttachmentEntry,
    AttachmentKey,
    LockerEvent,
    MaterialEntry,
    RatingBody,
    SubmissionBody,
    SubmissionHeader,
)

SubmissionPurpose: TypeAlias = Literal["submission", "locker-event", "rating"]

WAITING = (SubmissionState.SEALED, SubmissionState.ANNOUNCED, SubmissionState.UPLOADED)


@dataclass(frozen=True)
class Sealer:
    """Who seals: identity, number series and clock."""

    identity: TerminalIdentity
    series: NumberSeries
    clock: Clock


@dataclass(frozen=True)
class SealedAttachment:
    kind: str
    digest: str
    key: bytes
    data: bytes


def seal_attachments(plain: Iterable[Attachment]) -> tuple[SealedAttachment, ...]:
    sealed = []
    for attachment in plain:
        key = new_data_key()
        data = seal_attachment(key, attachment.data)
        sealed.append(SealedAttachment(attachment.kind, digest(data), key, data))
    return tuple(sealed)


def open_chain(connection: Connection, epoch: str, at: datetime) -> None:
    """Starts the chains of a new installation; nothing if they are there."""
    if connection.execute(select(chains.c.epoch).where(chains.c.epoch == epoch)).first() is None:
        connection.execute(
            insert(chains),
            {"epoch": epoch, "last_seq": 0, "head": GENESIS, "audit_head": GENESIS, "audit_count": 0},
        )
        append_audit(connection, epoch, at, "epoch-opened")


def find_sealed(connection: Connection, sub_id: str) -> Sealed | None:
    row = connection.execute(select(items.c.number, items.c.sealed_at).where(items.c.sub_id == sub_id)).first()
    return None if row is None else Sealed(sub_id, row.number, datetime.fromisoformat(row.sealed_at))


def sealed_among(connection: Connection, sub_ids: Collection[str]) -> frozenset[str]:
    return frozenset(connection.execute(select(items.c.sub_id).where(items.c.sub_id.in_(sub_ids))).scalars())


def add_item(
    connection: Connection, sealer: Sealer, submission: Submission, pages: tuple[SealedAttachment, ...]
) -> Sealed:
    """Header, sealed body and signature, next in the chain. Raises SerialsUsedUpError."""
    now = trusted_now(connection, sealer.clock)
    number = submission.number or _next_number(connection, sealer.series, now.date())
    header = _header(connection, sealer, submission, pages, number, now)
    text = header.model_dump_json()
    body = seal_body(sealer.identity.hpke_public, text.encode(), _body(submission, pages))
    header_digest = digest(text.encode())
    connection.execute(
        insert(items),
        {
            "sub_id": submission.sub_id,
            "epoch": header.epoch,
            "seq": header.seq,
            "purpose": header.purpose,
            "item_code": header.item_code,
            "number": number,
            "sealed_at": header.made_at,
            "depends_on": header.depends_on,
            "header": text,
            "header_digest": header_digest,
            "signature": sealer.identity.signing_key.sign(envelope_statement(text.encode(), body)),
            "body_digest": digest(body),
            "body": body,
            "state": SubmissionState.SEALED.value,
        },
    )
    _add_attachments(connection, submission.sub_id, pages)
    connection.execute(
        update(chains).where(chains.c.epoch == header.epoch).values(last_seq=header.seq, head=header_digest)
    )
    _expect_originals(connection, submission, number)
    append_audit(
        connection, header.epoch, now, "sealed", sub_id=submission.sub_id, seq=header.seq, header=header_digest
    )
    return Sealed(submission.sub_id, number, now)


def delivery_of(connection: Connection, sub_id: str) -> Delivery:
    """Raises KeyError for an id that was never sealed here."""
    row = connection.execute(select(items.c.state, items.c.case_number).where(items.c.sub_id == sub_id)).first()
    if row is None:
        raise KeyError(sub_id)
    return Delivery(SubmissionState(row.state), row.case_number)


def count_backlog(connection: Connection, today: date) -> Backlog:
    waiting = connection.execute(
        select(func.count(), func.min(items.c.sealed_at)).where(items.c.state.in_([state.value for state in WAITING]))
    ).one()
    parked = (SubmissionState.QUARANTINED.value, SubmissionState.REJECTED.value)
    quarantined = connection.execute(select(func.count()).where(items.c.state.in_(parked))).scalar_one()
    delivered = connection.execute(
        select(func.count()).where(items.c.receipted_at.startswith(today.isoformat(), autoescape=True))
    ).scalar_one()
    oldest = None if waiting[1] is None else datetime.fromisoformat(waiting[1])
    return Backlog(waiting[0], oldest, quarantined, delivered)


def _next_number(connection: Connection, series: NumberSeries, day: date) -> str:
    statement = upsert(number_days).values(day=day.isoformat(), count=1)
    count = connection.execute(
        statement.on_conflict_do_update(index_elements=["day"], set_={"count": number_days.c.count + 1}).returning(
            number_days.c.count
        )
    ).scalar_one()
    return series.number(day, count)


def _header(
    connection: Connection,
    sealer: Sealer,
    submission: Submission,
    pages: tuple[SealedAttachment, ...],
    number: str,
    now: datetime,
) -> SubmissionHeader:
    identity, clock = sealer.identity, sealer.clock
    chain = connection.execute(select(chains).where(chains.c.epoch == identity.epoch)).one()
    return SubmissionHeader(
        terminal_id=identity.terminal_id,
        epoch=identity.epoch,
        seq=chain.last_seq + 1,
        sub_id=submission.sub_id,
        previous=chain.head,
        purpose=_purpose(submission.body),
        item_code=submission.item_code,
        number=number,
        flow_digest=submission.flow_digest,
        hall_key_id=identity.hall_key_id,
        depends_on=submission.depends_on,
        made_at=now.isoformat(timespec="milliseconds"),
        boot_id=clock.boot_id,
        monotonic_ns=clock.monotonic_ns(),
        clock_quality=clock_quality(connection, clock),
        attachments=tuple(AttachmentEntry(digest=page.digest, size=len(page.data), kind=page.kind) for page in pages),
    )


def _purpose(body: SubmissionBody | LockerEvent | RatingBody) -> SubmissionPurpose:
    match body:
        case SubmissionBody():
            return "submission"
        case LockerEvent():
            return "locker-event"
        case RatingBody():
            return "rating"
        case _:
            assert_never(body)


def _body(submission: Submission, pages: tuple[SealedAttachment, ...]) -> bytes:
    """The body with the keys of its pages, each page named by the material whose id is its kind."""
    body = submission.body
    if not isinstance(body, SubmissionBody):
        if pages:
            raise ValueError(f"a {_purpose(body)} has no attachments")
        return body.model_dump_json().encode()
    keys = tuple(AttachmentKey(digest=page.digest, key=base64.b64encode(page.key).decode()) for page in pages)
    known = {material.id for material in body.materials}
    added = dict.fromkeys(page.kind for page in pages if page.kind not in known)
    materials = (*body.materials, *(MaterialEntry(id=kind, source="scan") for kind in added))
    named = tuple(
        material.model_copy(
            update={"attachments": material.attachments + tuple(p.digest for p in pages if p.kind == material.id)}
        )
        for material in materials
    )
    return body.model_copy(update={"attachment_keys": keys, "materials": named}).model_dump_json().encode()


def _add_attachments(connection: Connection, sub_id: str, pages: tuple[SealedAttachment, ...]) -> None:
    for position, page in enumerate(pages):
        connection.execute(
            insert(attachments),
            {
                "sub_id": sub_id,
                "digest": page.digest,
                "size": len(page.data),
                "kind": page.kind,
                "position": position,
            },
        )


def _expect_originals(connection: Connection, submission: Submission, number: str) -> None:
    body = submission.body
    if isinstance(body, SubmissionBody) and any(material.source == "original" for material in body.materials):
        connection.execute(insert(deposits), {"number": number, "sub_id": submission.sub_id, "state": "expected"})
