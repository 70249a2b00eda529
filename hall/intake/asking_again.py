"""What this hall has receipted and does not hold any more: the terminals are asked to send it once more.

A terminal keeps sealed bytes for half a day after their receipt, and sends again what it is asked for; what it has
erased it notes as a gap in its audit. So each is asked for once a day, and staff see what did not come.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Select, delete, func, select, update
from sqlalchemy.orm import Session

from hall.audit import Act, record
from hall.intake.attachment_store import AttachmentStore
from hall.intake.outcomes import SubmissionStage
from hall.storage.statements import insert_if_absent
from hall.storage.tables import AskedAgain, Attachment, Submission, SubmissionAttachment
from offline_cache.wire import Hello

ASKED_EVERY: Final = timedelta(days=1)
MOST_ASKED: Final = 200
"""in one answer to a greeting"""
MOST_NOTED: Final = 10_000
"""of one installation, newest first: more nobody has, and none may claim"""
BLOCK: Final = 500
"""rows in one statement"""


def note_lost_page(session: Session, store: AttachmentStore, terminal_id: str, digest: str, now: datetime) -> int:
    """A page is gone or is not what it was: its submissions count as incomplete. How many are asked for."""
    users = select(Submission.epoch, Submission.seq).join(SubmissionAttachment, _uses)
    users = users.where(SubmissionAttachment.terminal_id == terminal_id, SubmissionAttachment.digest == digest)
    asked = [
        {"terminal_id": terminal_id, "epoch": epoch, "seq": seq, "noted_at": now}
        for epoch, seq in session.execute(users)
    ]
    if not asked:
        return 0
    session.execute(insert_if_absent(session, AskedAgain, asked))
    session.execute(
        update(Attachment)
        .where(Attachment.terminal_id == terminal_id, Attachment.digest == digest)
        .values(completed_at=None)
    )
    store.remove(terminal_id, digest)
    record(session, terminal_id, Act("system", "attachment.lost", digest, f"{len(asked)} asked for again"), now)
    return len(asked)


def to_send_again(session: Session, hello: Hello, now: datetime) -> tuple[int, ...]:
    """Sequence numbers that a terminal is asked for now, newest first: it erases the oldest first."""
    _note_gaps(session, hello, now)
    mine = (AskedAgain.terminal_id == hello.terminal_id, AskedAgain.epoch == hello.epoch)
    if session.scalars(select(AskedAgain.seq).where(*mine).limit(1)).first() is None:
        return ()
    for block in _batched(sorted(_whole(session, hello))):
        session.execute(delete(AskedAgain).where(*mine, AskedAgain.seq.in_(block)))
    is_due = AskedAgain.asked_at.is_(None) | (AskedAgain.asked_at <= now - ASKED_EVERY)
    due = session.scalars(
        select(AskedAgain).where(*mine, is_due).order_by(AskedAgain.seq.desc()).limit(MOST_ASKED)
    ).all()
    for row in due:
        row.asked_at = now
    return tuple(row.seq for row in due)


def gaps(session: Session, hello: Hello) -> int:
    """How many submissions the terminal counts as sent and the hall does not have: it was restored from a backup.

    What the hall has heard of and misses pages of, the terminal counts as waiting.
    """
    count = session.scalar(select(func.count()).select_from(Submission).where(*_of(hello), _TAKEN_IN)) or 0
    return max(0, hello.last_seq - hello.waiting - hello.quarantined - count)


def _note_gaps(session: Session, hello: Hello, now: datetime) -> None:
    """Which of those that are not here still wait on the terminal it knows itself: it ignores them in the answer."""
    if not gaps(session, hello):
        return
    here = set(session.scalars(select(Submission.seq).where(*_of(hello), _TAKEN_IN)))
    here.update(session.scalars(_asked(hello)))
    absent = [seq for seq in range(hello.last_seq, max(0, hello.last_seq - MOST_NOTED), -1) if seq not in here]
    key = {"terminal_id": hello.terminal_id, "epoch": hello.epoch, "noted_at": now}
    for block in _batched(absent):
        session.execute(insert_if_absent(session, AskedAgain, [{**key, "seq": seq} for seq in block]))


def _batched(seqs: list[int]) -> Iterator[list[int]]:
    yield from (seqs[at : at + BLOCK] for at in range(0, len(seqs), BLOCK))


def _asked(hello: Hello) -> Select[int]:
    return select(AskedAgain.seq).where(AskedAgain.terminal_id == hello.terminal_id, AskedAgain.epoch == hello.epoch)


def _whole(session: Session, hello: Hello) -> frozenset[int]:
    """Of those that are asked for the ones that are here with every page."""
    here = select(Submission.seq).where(*_of(hello), _TAKEN_IN, Submission.seq.in_(_asked(hello)))
    incomplete = (
        here.join(SubmissionAttachment, _uses)
        .join(
            Attachment,
            (Attachment.terminal_id == SubmissionAttachment.terminal_id)
            & (Attachment.digest == SubmissionAttachment.digest),
        )
        .where(Attachment.completed_at.is_(None))
    )
    return frozenset(session.scalars(here)) - frozenset(session.scalars(incomplete))


def _of(hello: Hello) -> tuple[ColumnElement[bool], ...]:
    return Submission.terminal_id == hello.terminal_id, Submission.epoch == hello.epoch


_TAKEN_IN: Final = Submission.state != SubmissionStage.ANNOUNCED
_uses: Final = (SubmissionAttachment.terminal_id == Submission.terminal_id) & (
    SubmissionAttachment.sub_id == Submission.sub_id
)
