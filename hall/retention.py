"""What the hall keeps and for how long: purge of closed cases, export of everything."""

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from hall.audit import Act, record
from hall.cases.content import ContentPurgedError, content_of
from hall.cases.ledger import Actor, Move, events_of, note_event
from hall.cases.states import RULES, CaseState
from hall.intake.attachment_store import AttachmentStore
from hall.intake.outcomes import SubmissionStage
from hall.record_seal import RecordSeal
from hall.storage.case_tables import Case, TextMessage
from hall.storage.database import Database
from hall.storage.tables import Attachment, AuditLine, Submission, SubmissionAttachment
from offline_cache.sealing import open_attachment

SYSTEM: Final = Actor("system", "system")
BATCH: Final = 50


class StillOpenError(Exception):
    """A case that is not at an end keeps its contents."""


@dataclass(frozen=True)
class Retention:
    database: Database
    store: AttachmentStore
    seal: RecordSeal = field(repr=False)

    def purge_closed_before(self, moment: datetime, now: datetime) -> int:
        """Contents, messages and attachments of cases that ended before `moment`. How many cases."""
        query = select(Case).where(Case.closed_at < moment, Case.content.is_not(None)).limit(BATCH)
        purged = 0
        while batch := self._purge_batch(query, now):
            purged += batch
        return purged

    def purge_number(self, number: str, now: datetime) -> int:
        """On a person's request. Raises StillOpenError."""
        with self.database.read() as session:
            cases = session.scalars(select(Case).where(Case.number == number)).all()
            if any(not RULES[CaseState(case.state)].final for case in cases):
                raise StillOpenError(f"{number} is not closed: what is being handled cannot be purged")
        return self._purge_batch(select(Case).where(Case.number == number, Case.content.is_not(None)), now)

    def export(self, folder: Path) -> int:
        """Everything in plain, for whoever takes the hall over: cases, pages, audit. How many cases."""
        (folder / "attachments").mkdir(parents=True, exist_ok=True, mode=0o700)
        with self.database.read() as session:
            cases = session.scalars(select(Case).order_by(Case.terminal_id, Case.opened_at)).all()
            _write_lines(folder / "cases.jsonl", (self._exported(session, case, folder) for case in cases))
            lines = session.scalars(select(AuditLine).order_by(AuditLine.terminal_id, AuditLine.position))
            _write_lines(folder / "audit.jsonl", (_columns(line) for line in lines))
        return len(cases)

    def _purge_batch(self, query: Select[Case], now: datetime) -> int:
        with self.database.write() as session:
            cases = session.scalars(query).all()
            orphans = [orphan for case in cases for orphan in _purge(session, case, now)]
        for terminal_id, digest in orphans:
            self.store.remove(terminal_id, digest)
        return len(cases)

    def _exported(self, session: Session, case: Case, folder: Path) -> dict[str, Any]:
        row = _columns(case, but=("content",))
        row["events"] = [_columns(event) for event in events_of(session, case)]
        try:
            body = content_of(self.seal, case)
        except ContentPurgedError:
            return row
        for entry in body.attachment_keys:
            sealed = self.store.read(case.terminal_id, entry.digest)
            plain = open_attachment(base64.b64decode(entry.key), sealed)
            (folder / "attachments" / entry.digest).write_bytes(plain)
        return row | {"content": body.model_dump(mode="json", exclude={"attachment_keys"})}


def leave_tombstone(submission: Submission) -> None:
    """The bytes that came in are gone; id, digests and receipt stay."""
    submission.header = submission.body = submission.signature = None
    submission.state = SubmissionStage.TOMBSTONE


def _purge(session: Session, case: Case, now: datetime) -> list[tuple[str, str]]:
    """Leaves id, digests, receipt, states and events. The attachments that nothing else needs."""
    key = (case.terminal_id, case.sub_id)
    case.content = None
    leave_tombstone(session.get_one(Submission, key))
    session.execute(delete(TextMessage).where(TextMessage.terminal_id == key[0], TextMessage.sub_id == key[1]))
    note_event(session, case, Move(CaseState(case.state), SYSTEM, "purged"), now)
    record(session, case.terminal_id, Act("system", "case.purged", case.case_number), now)
    return list(_orphans(session, case, now))


def _orphans(session: Session, case: Case, now: datetime) -> Iterator[tuple[str, str]]:
    tid = case.terminal_id
    mine = select(SubmissionAttachment.digest).where(
        SubmissionAttachment.terminal_id == tid, SubmissionAttachment.sub_id == case.sub_id
    )
    for digest in session.scalars(mine).all():
        others = select(Submission.sub_id).join(
            SubmissionAttachment,
            (SubmissionAttachment.terminal_id == Submission.terminal_id)
            & (SubmissionAttachment.sub_id == Submission.sub_id),
        )
        still = others.where(
            Submission.terminal_id == tid,
            SubmissionAttachment.digest == digest,
            Submission.state != SubmissionStage.TOMBSTONE,
        )
        if session.scalars(still).first() is None:
            session.get_one(Attachment, (tid, digest)).purged_at = now
            yield tid, digest


def _columns(row: Any, but: tuple[str, ...] = ()) -> dict[str, Any]:
    values = {column.name: getattr(row, column.name) for column in row.__table__.columns if column.name not in but}
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()}


def _write_lines(path: Path, rows: Iterator[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
