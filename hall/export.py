"""Everything the hall holds, in plain, for whoever takes it over (ZN-12): a file of JSON lines for each kind."""

import base64
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from hall.cases.content import ContentPurgedError, content_of, ticket_row
from hall.cases.ledger import events_of
from hall.intake.attachment_store import AttachmentStore
from hall.record_seal import RecordSeal
from hall.storage.case_tables import Case, Deposit, LockerRecord, Parcel, Rating, StuckTicket
from hall.storage.columns import Base
from hall.storage.database import Database
from hall.storage.tables import AuditLine
from offline_cache.sealing import UnsealError, open_attachment
from offline_cache.wire import SubmissionBody, TicketBody

_PLAIN: Final[dict[str, type[Base]]] = {
    "audit": AuditLine,
    "ratings": Rating,
    "parcels": Parcel,
    "deposits": Deposit,
    "locker_records": LockerRecord,
}
_SEALED: Final = ("content", "code")
"""columns that are opened, or of no use to anybody else"""
_AT_ONCE: Final = 100


@dataclass(frozen=True)
class Exported:
    cases: int
    lost_pages: int
    """which were receipted and are not whole here; each case names its own under `lost`"""


@dataclass(frozen=True)
class Export:
    database: Database
    store: AttachmentStore
    seal: RecordSeal = field(repr=False)

    def write(self, folder: Path) -> Exported:
        """Into files that only their owner reads. Raises OSError."""
        for one in (folder, folder / "attachments"):
            one.mkdir(parents=True, exist_ok=True)
            one.chmod(0o700)
        counted = [0, 0]
        with self.database.read() as session:
            _write_lines(folder / "cases.jsonl", self._cases(session, folder / "attachments", counted))
            _write_lines(folder / "tickets.jsonl", (self._ticket(row) for row in _rows(session, StuckTicket)))
            for name, table in _PLAIN.items():
                _write_lines(folder / f"{name}.jsonl", (_columns(row) for row in _rows(session, table)))
        return Exported(*counted)

    def _cases(self, session: Session, pages: Path, counted: list[int]) -> Iterator[dict[str, Any]]:
        for case in _rows(session, Case):
            exported = self._case(session, case, pages)
            counted[0] += 1
            counted[1] += len(exported.get("lost", ()))
            yield exported

    def _case(self, session: Session, case: Case, pages: Path) -> dict[str, Any]:
        row = _columns(case)
        row["events"] = [_columns(event) for event in events_of(session, case)]
        try:
            body = content_of(self.seal, case)
        except ContentPurgedError:
            return row
        lost = [name for name, key in _keys(body) if not self._page(case.terminal_id, name, key, pages)]
        return row | {"content": body.model_dump(mode="json", exclude={"attachment_keys"}), "lost": lost}

    def _page(self, terminal_id: str, name: str, key: bytes, pages: Path) -> bool:
        """False: it is lost, and the export goes on."""
        try:
            plain = open_attachment(key, self.store.read(terminal_id, name))
        except (FileNotFoundError, UnsealError):
            return False
        with _private(pages / name) as file:
            file.write(plain)
        return True

    def _ticket(self, ticket: StuckTicket) -> dict[str, Any]:
        if ticket.content is None:
            return _columns(ticket)
        text = self.seal.open(ticket.content, ticket_row(ticket.terminal_id, ticket.sub_id))
        return _columns(ticket) | {"content": TicketBody.model_validate_json(text).model_dump(mode="json")}


def _rows(session: Session, table: type[Base]) -> Iterator[Any]:
    """All, in the order of their keys, never all at once."""
    query = select(table).order_by(*inspect(table).primary_key)
    yield from session.scalars(query.execution_options(yield_per=_AT_ONCE))


def _keys(body: SubmissionBody) -> Iterator[tuple[str, bytes]]:
    return ((entry.digest, base64.b64decode(entry.key)) for entry in body.attachment_keys)


def _columns(row: Base) -> dict[str, Any]:
    names = [column.name for column in row.__table__.columns if column.name not in _SEALED]
    values = {name: getattr(row, name) for name in names}
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()}


def _write_lines(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    with _private(path) as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")


def _private(path: Path) -> Any:
    """Made anew, so that no right of an older file stays."""
    path.unlink(missing_ok=True)
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
