"""The sealed rows of outbox.db: header chain, numbers, body. Every function runs in the caller's transaction."""

import base64
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from typing import Literal, TypeAlias, assert_never

from sqlalchemy import Connection, bindparam, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from offline_cache.attachments import AttachmentFolder, PendingFiles
from offline_cache.audit import add_line, append_audit
from offline_cache.audit_chain import AuditHead
from offline_cache.clock import Clock
from offline_cache.hall_time import Moment, read_moment
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
    TicketBody,
)

SubmissionPurpose: TypeAlias = Literal["submission", "locker-event", "rating", "ticket"]

_FIND = select(items.c.number, items.c.sealed_at).where(items.c.sub_id == bindparam("sealed"))
_CHAIN = select(chains).where(chains.c.epoch == bindparam("of"))
_ADD_ITEM = insert(items)
_ADD_PAGE = insert(attachments)
_MOVE_CHAIN = (
    update(chains)
    .where(chains.c.epoch == bindparam("of"))
    .values({name: bindparam(name) for name in ("last_seq", "head", "audit_count", "audit_head")})
)
_COUNT_ON = (
    upsert(number_days)
    .values(day=bindparam("day"), count=1)
    .on_conflict_do_update(index_elements=["day"], set_={"count": number_days.c.count + 1})
    .returning(number_days.c.count)
)
"""statements of sealing are built once: while they run the customer waits"""

WAITING = (SubmissionState.SEALED, SubmissionState.ANNOUNCED, SubmissionState.UPLOADED)


@dataclass(frozen=True)
class Sealer:
    """Who seals: identity, number series and clock."""

    identity: TerminalIdentity
    series: NumberSeries
    clock: Clock


@dataclass(frozen=True)
class SealedPage:
    """A chunk-sealed file."""

    kind: str
    digest: str
    size: int
    key: bytes = field(repr=False)


@dataclass(frozen=True)
class PendingPages:
    """Pages that are being sealed and written."""

    plain: Sequence[Attachment]
    keys: Sequence[bytes] = field(repr=False)
    files: PendingFiles

    def sealed(self) -> tuple[SealedPage, ...]:
        stored = zip(self.plain, self.files.files(), self.keys, strict=True)
        return tuple(SealedPage(page.kind, file.digest, file.size, key) for page, file, key in stored)


def begin_pages(files: AttachmentFolder, plain: Sequence[Attachment]) -> PendingPages:
    """Seals each page under a key of its own."""
    keys = [new_data_key() for _ in plain]
    makers = [partial(seal_attachment, key, page.data) for key, page in zip(keys, plain, strict=True)]
    return PendingPages(plain, keys, files.begin(makers))


def open_chain(connection: Connection, epoch: str, at: datetime) -> None:
    """Starts the chains of a new installation; nothing if they are there."""
    if connection.execute(select(chains.c.epoch).where(chains.c.epoch == epoch)).first() is None:
        connection.execute(
            insert(chains),
            {"epoch": epoch, "last_seq": 0, "head": GENESIS, "audit_head": GENESIS, "audit_count": 0},
        )
        append_audit(connection, epoch, at, "epoch-opened")


def find_sealed(connection: Connection, sub_id: str) -> Sealed | None:
    row = connection.execute(_FIND, {"sealed": sub_id}).first()
    return None if row is None else Sealed(sub_id, row.number, datetime.fromisoformat(row.sealed_at))


def sealed_among(connection: Connection, sub_ids: Collection[str]) -> frozenset[str]:
    return frozenset(connection.execute(select(items.c.sub_id).where(items.c.sub_id.in_(sub_ids))).scalars())


def add_item(
    connection: Connection, sealer: Sealer, submission: Submission, named: Callable[[], tuple[SealedPage, ...]]
) -> Sealed:
    """Header, sealed body and signature, next in the chain. Raises SerialsUsedUpError.

    `named`: waits until the pages have their names; asked for once everything else is at hand.
    """
    moment = read_moment(connection, sealer.clock)
    now = moment.wall
    number = submission.number or _next_number(connection, sealer.series, now.date())
    chain = connection.execute(_CHAIN, {"of": sealer.identity.epoch}).one()
    pages = named()
    header = _header(sealer, submission, pages, number, moment, Link(chain.last_seq + 1, chain.head))
    header_digest = _insert_item(connection, sealer.identity, header, _body(submission, pages))
    _add_attachments(connection, submission.sub_id, pages)
    _expect_originals(connection, submission, number)
    audit = add_line(
        connection,
        header.epoch,
        AuditHead(chain.audit_count, chain.audit_head),
        now,
        "sealed",
        sub_id=submission.sub_id,
        seq=header.seq,
        header=header_digest,
    )
    moved = {"last_seq": header.seq, "head": header_digest, "audit_count": audit.count, "audit_head": audit.digest}
    connection.execute(_MOVE_CHAIN, {"of": header.epoch, **moved})
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
    tomorrow = (today + timedelta(days=1)).isoformat()
    delivered = connection.execute(
        select(func.count()).where(items.c.receipted_at >= today.isoformat(), items.c.receipted_at < tomorrow)
    ).scalar_one()
    oldest = None if waiting[1] is None else datetime.fromisoformat(waiting[1])
    return Backlog(waiting[0], oldest, quarantined, delivered)


def _insert_item(
    connection: Connection, identity: TerminalIdentity, header: SubmissionHeader, plain_body: bytes
) -> str:
    """The body sealed to the hall and to this header, and the terminal's signature over both. The header's digest."""
    text = header.model_dump_json()
    body = seal_body(identity.hpke_public, text.encode(), plain_body)
    header_digest = digest(text.encode())
    connection.execute(
        _ADD_ITEM,
        {
            "sub_id": header.sub_id,
            "epoch": header.epoch,
            "seq": header.seq,
            "purpose": header.purpose,
            "item_code": header.item_code,
            "number": header.number,
            "sealed_at": header.made_at,
            "depends_on": header.depends_on,
            "header": text,
            "header_digest": header_digest,
            "signature": identity.signing_key.sign(envelope_statement(text.encode(), body)),
            "body_digest": digest(body),
            "body": body,
            "state": SubmissionState.SEALED.value,
        },
    )
    return header_digest


def _next_number(connection: Connection, series: NumberSeries, day: date) -> str:
    count = connection.execute(_COUNT_ON, {"day": day.isoformat()}).scalar_one()
    return series.number(day, count)


@dataclass(frozen=True)
class Link:
    """Where a header stands in its chain."""

    seq: int
    previous: str


def _header(
    sealer: Sealer, submission: Submission, pages: tuple[SealedPage, ...], number: str, moment: Moment, link: Link
) -> SubmissionHeader:
    identity = sealer.identity
    return SubmissionHeader(
        terminal_id=identity.terminal_id,
        epoch=identity.epoch,
        seq=link.seq,
        sub_id=submission.sub_id,
        previous=link.previous,
        purpose=_purpose(submission.body),
        item_code=submission.item_code,
        number=number,
        flow_digest=submission.flow_digest,
        hall_key_id=identity.hall_key_id,
        depends_on=submission.depends_on,
        made_at=moment.wall.isoformat(timespec="milliseconds"),
        boot_id=moment.boot_id,
        monotonic_ns=moment.monotonic_ns,
        clock_quality=moment.quality,
        attachments=tuple(AttachmentEntry(digest=page.digest, size=page.size, kind=page.kind) for page in pages),
    )


def _purpose(body: SubmissionBody | LockerEvent | RatingBody | TicketBody) -> SubmissionPurpose:
    match body:
        case SubmissionBody():
            return "submission"
        case LockerEvent():
            return "locker-event"
        case RatingBody():
            return "rating"
        case TicketBody():
            return "ticket"
        case _:
            assert_never(body)


def _body(submission: Submission, pages: tuple[SealedPage, ...]) -> bytes:
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


def _add_attachments(connection: Connection, sub_id: str, pages: tuple[SealedPage, ...]) -> None:
    rows = [
        {"sub_id": sub_id, "digest": page.digest, "size": page.size, "kind": page.kind, "position": position}
        for position, page in enumerate(pages)
    ]
    if rows:
        connection.execute(_ADD_PAGE, rows)


def _expect_originals(connection: Connection, submission: Submission, number: str) -> None:
    body = submission.body
    if isinstance(body, SubmissionBody) and any(material.source == "original" for material in body.materials):
        connection.execute(insert(deposits), {"number": number, "sub_id": submission.sub_id, "state": "expected"})
