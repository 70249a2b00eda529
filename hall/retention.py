"""What the hall keeps of what customers handed in, and for how long: purge of closed cases."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from hall.audit import Act, record
from hall.cases.ledger import Actor, Move, note_event
from hall.cases.states import RULES, CaseState
from hall.intake.attachment_store import AttachmentStore
from hall.intake.outcomes import SubmissionStage
from hall.storage.case_tables import Case, TextMessage
from hall.storage.database import Database
from hall.storage.tables import Attachment, Submission, SubmissionAttachment

SYSTEM: Final = Actor("system", "system")
BATCH: Final = 50


class StillOpenError(Exception):
    """A case that is not at an end keeps its contents."""


@dataclass(frozen=True)
class Retention:
    database: Database
    store: AttachmentStore

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

    def finish_removals(self) -> int:
        """Files that were given up and whose removal was cut short. How many."""
        cut_short = select(Attachment.terminal_id, Attachment.digest).where(
            Attachment.purged_at.is_not(None), Attachment.completed_at.is_not(None)
        )
        with self.database.read() as session:
            left = [(terminal_id, digest) for terminal_id, digest in session.execute(cut_short)]
        self._remove(left)
        return len(left)

    def _purge_batch(self, query: Select[Case], now: datetime) -> int:
        """0 also where another instance is at it, or somebody is just moving one of these."""
        try:
            with self.database.write() as session:
                cases = session.scalars(query).all()
                orphans = [orphan for case in cases for orphan in _purge(session, case, now)]
        except StaleDataError:
            return 0
        self._remove(orphans)
        return len(cases)

    def _remove(self, orphans: list[tuple[str, str]]) -> None:
        """First the file, then the word that it is whole: what is cut short between them is found again."""
        for terminal_id, digest in orphans:
            self.store.remove(terminal_id, digest)
            gone = (
                Attachment.terminal_id == terminal_id,
                Attachment.digest == digest,
                Attachment.purged_at.is_not(None),
            )
            with self.database.write() as session:
                session.execute(update(Attachment).where(*gone).values(completed_at=None))


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
