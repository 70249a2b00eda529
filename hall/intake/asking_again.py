"""What this hall has receipted and does not hold any more: the terminals are asked to send it once more.

A terminal keeps sealed bytes for half a day after their receipt, and sends again what it is asked for; what it has
erased it notes as a gap in its audit. So each is asked for once a day, and staff see what did not come.
"""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session

from hall.audit import Act, record
from hall.intake.attachment_store import AttachmentStore
from hall.storage.statements import insert_if_absent
from hall.storage.tables import AskedAgain, Attachment, Submission, SubmissionAttachment
from offline_cache.wire import Hello

ASKED_EVERY: Final = timedelta(days=1)
MOST_ASKED: Final = 200
"""in one answer to a greeting"""


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
    """Sequence numbers that a terminal is asked for now."""
    _note_gaps(session, hello, now)
    mine = (AskedAgain.terminal_id == hello.terminal_id, AskedAgain.epoch == hello.epoch)
    rows = session.scalars(select(AskedAgain).where(*mine).order_by(AskedAgain.seq)).all()
    if not rows:
        return ()
    held = _whole(session, hello, [row.seq for row in rows])
    session.execute(delete(AskedAgain).where(*mine, AskedAgain.seq.in_(held)))
    due = [row for row in rows if row.seq not in held and (row.asked_at is None or row.asked_at + ASKED_EVERY <= now)]
    for row in due[:MOST_ASKED]:
        row.asked_at = now
    return tuple(row.seq for row in due[:MOST_ASKED])


def gaps(session: Session, hello: Hello) -> int:
    """How many submissions the terminal counts as sent and the hall does not have: it was restored from a backup."""
    count = session.scalar(select(func.count()).select_from(Submission).where(*_of(hello))) or 0
    return max(0, hello.last_seq - hello.waiting - hello.quarantined - count)


def _note_gaps(session: Session, hello: Hello, now: datetime) -> None:
    """Which of those that are not here still wait on the terminal it knows itself: it ignores them in the answer."""
    if not gaps(session, hello):
        return
    held = frozenset(session.scalars(select(Submission.seq).where(*_of(hello))))
    absent = [seq for seq in range(1, hello.last_seq + 1) if seq not in held][:MOST_ASKED]
    key = {"terminal_id": hello.terminal_id, "epoch": hello.epoch, "noted_at": now}
    session.execute(insert_if_absent(session, AskedAgain, [{**key, "seq": seq} for seq in absent]))


def _whole(session: Session, hello: Hello, wanted: list[int]) -> frozenset[int]:
    """Of `wanted` those that are here with every page."""
    here = select(Submission.seq).where(*_of(hello), Submission.seq.in_(wanted))
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


_uses: Final = (SubmissionAttachment.terminal_id == Submission.terminal_id) & (
    SubmissionAttachment.sub_id == Submission.sub_id
)
