"""Terminals and what they handed in. Every key begins with `terminal_id`, so that Citus can distribute by it."""

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hall.storage.columns import Base, IdKey, TerminalKey


class Terminal(Base):
    """The latest that is known of one machine."""

    __tablename__ = "terminals"

    terminal_id: Mapped[TerminalKey]
    enrolled_at: Mapped[datetime]
    branch: Mapped[str] = mapped_column(default="")
    revoked_at: Mapped[datetime | None]
    locked: Mapped[str | None]
    """why its requests are refused until staff have looked: a forked chain"""
    last_seen: Mapped[datetime | None]
    hello: Mapped[str | None]
    """its last Hello as JSON text"""
    audit_asked: Mapped[int] = mapped_column(default=0, server_default="0")
    """greetings in a row after which it was asked for audit lines that are missing here"""


class Epoch(Base):
    """One installation of a terminal, with the key it signs by."""

    __tablename__ = "epochs"

    terminal_id: Mapped[TerminalKey]
    epoch: Mapped[IdKey]
    serial: Mapped[int]
    """number of the enrolment at this hall; part of its case numbers"""
    sign_public: Mapped[bytes]
    created_at: Mapped[datetime]


class Submission(Base):
    """What a terminal handed in, sealed; one row for ever, bytes until they are purged."""

    __tablename__ = "submissions"
    __table_args__ = (
        UniqueConstraint("terminal_id", "epoch", "seq"),
        Index("ix_submissions_number", "terminal_id", "number"),
        Index("ix_submissions_state", "state", "received_at"),
    )

    terminal_id: Mapped[TerminalKey]
    sub_id: Mapped[IdKey]
    epoch: Mapped[str] = mapped_column(String(32))
    seq: Mapped[int]
    purpose: Mapped[str] = mapped_column(String(20))
    item_code: Mapped[str] = mapped_column(String(40))
    number: Mapped[str] = mapped_column(String(40))
    depends_on: Mapped[str | None] = mapped_column(String(32))
    header: Mapped[str | None]
    body: Mapped[bytes | None]
    signature: Mapped[str | None]
    header_digest: Mapped[str] = mapped_column(String(64))
    body_digest: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(16))
    """SubmissionStage"""
    received_at: Mapped[datetime]
    completed_at: Mapped[datetime | None]
    statement: Mapped[str | None]
    """the ReceiptStatement that was signed, and its signature: replayed byte for byte"""
    receipt_signature: Mapped[str | None]


class ConflictingSubmission(Base):
    """Other bytes under an id or a sequence number that was taken: kept beside the first, for staff to judge."""

    __tablename__ = "conflicting_submissions"

    terminal_id: Mapped[TerminalKey]
    sub_id: Mapped[IdKey]
    body_digest: Mapped[IdKey]
    header_digest: Mapped[IdKey]
    header: Mapped[str]
    body: Mapped[bytes]
    signature: Mapped[str]
    error: Mapped[str] = mapped_column(String(4))
    at: Mapped[datetime]


class Attachment(Base):
    """One chunk-sealed file; it exists from the moment a submission announced it."""

    __tablename__ = "attachments"

    terminal_id: Mapped[TerminalKey]
    digest: Mapped[IdKey]
    size: Mapped[int]
    completed_at: Mapped[datetime | None]
    purged_at: Mapped[datetime | None]


class SubmissionAttachment(Base):
    __tablename__ = "submission_attachments"
    __table_args__ = (
        ForeignKeyConstraint(["terminal_id", "sub_id"], ["submissions.terminal_id", "submissions.sub_id"]),
        ForeignKeyConstraint(["terminal_id", "digest"], ["attachments.terminal_id", "attachments.digest"]),
    )

    terminal_id: Mapped[TerminalKey]
    sub_id: Mapped[IdKey]
    digest: Mapped[IdKey]
    kind: Mapped[str] = mapped_column(String(40))


class AskedAgain(Base):
    """What was receipted and is not whole here any more, until it is."""

    __tablename__ = "asked_again"

    terminal_id: Mapped[TerminalKey]
    epoch: Mapped[IdKey]
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    noted_at: Mapped[datetime]
    asked_at: Mapped[datetime | None]


class QuarantinedBytes(Base):
    """Bytes that nobody parsed; their content is a file under this digest."""

    __tablename__ = "quarantined_bytes"

    terminal_id: Mapped[TerminalKey]
    digest: Mapped[IdKey]
    size: Mapped[int]
    reason: Mapped[str]
    at: Mapped[datetime]


class InboxRow(Base):
    """What the hall tells a terminal, in order."""

    __tablename__ = "inbox"

    terminal_id: Mapped[TerminalKey]
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    message: Mapped[str]
    at: Mapped[datetime]


class ChainHead(Base):
    """Where a terminal's inbox and its audit chain end; locked while something is appended."""

    __tablename__ = "chain_heads"

    terminal_id: Mapped[TerminalKey]
    chain: Mapped[str] = mapped_column(String(16), primary_key=True)
    position: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))


class AuditLine(Base):
    """Who did what; each line holds the digest of the line before it."""

    __tablename__ = "audit"

    terminal_id: Mapped[TerminalKey]
    """the terminal concerned, or `hall`"""
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor: Mapped[str]
    action: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str]
    """an id, never a name"""
    detail: Mapped[str]
    digest: Mapped[str] = mapped_column(String(64))


class AuditAnchor(Base):
    """What a terminal said of its own chains, each time it changed: a tail cut off later does not reach an anchor."""

    __tablename__ = "audit_anchors"

    terminal_id: Mapped[TerminalKey]
    epoch: Mapped[IdKey]
    audit_head: Mapped[IdKey]
    chain_head: Mapped[str] = mapped_column(String(64))
    last_seq: Mapped[int]
    at: Mapped[datetime]
