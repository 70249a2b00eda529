"""Terminals and what they hand in."""

import sqlalchemy as sa
from alembic import op

from hall.storage.columns import Moment

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _attachments()
    _audit()
    _chain_heads()
    _conflicting_submissions()
    _epochs()
    _inbox()
    _quarantined_bytes()
    _submissions()
    _terminals()
    _submission_attachments()


def _attachments() -> None:
    op.create_table(
        "attachments",
        sa.Column("terminal_id", sa.String(length=40), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("completed_at", Moment(), nullable=True),
        sa.Column("purged_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("terminal_id", "digest"),
    )


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("terminal_id", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("terminal_id", "position"),
    )


def _chain_heads() -> None:
    op.create_table(
        "chain_heads",
        sa.Column("terminal_id", sa.String(length=40), nullable=False),
        sa.Column("chain", sa.String(length=16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("terminal_id", "chain"),
    )


def _conflicting_submissions() -> None:
    op.create_table(
        "conflicting_submissions",
        sa.Column("terminal_id", sa.String(length=40), nullable=False),
        sa.Column("sub_id", sa.String(length=64), nullable=False),
        sa.Column("body_digest", sa.String(length=64), nullable=False),
        sa.Column("header_digest", sa.String(length=64), nullable=False),
        sa.Column("header", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("error", sa.String(length=4), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("terminal_id", "sub_id", "body_digest", "header_digest"),
    )


def _epochs() -> None:
    op.create_table(
        "epochs",
        sa.Column("terminal_id", sa.String(length=40), nullable=False),
        sa.Column("epoch", sa.String(length=64), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("sign_public", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("terminal_id", "epoch"),
    )


def _inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("terminal_id", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("terminal_id", "position"),
    )


def _quarantined_bytes() -> None:
    op.create_table(
        "quarantined_bytes",
        sa.Column("terminal_id", sa.String(length=40), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("terminal_id", "digest"),
    )


def _submissions() -> None:
    op.create_table(
        "submissions",
        sa.Column("terminal_id", sa.String(length=40), nullable=False),
        sa.Column("sub_id", sa.String(length=64), nullable=False),
        sa.Column("epoch", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("item_code", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("depends_on", sa.String(length=32), nullable=True),
        sa.Column("header", sa.Text(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("signature", sa.Text(), nullable=True),
        sa.Column("header_digest", sa.String(length=64), nullable=False),
        sa.Column("body_digest", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("received_at", Moment(), nullable=False),
        sa.Column("completed_at", Moment(), nullable=True),
        sa.Column("statement", sa.Text(), nullable=True),
        sa.Column("receipt_signature", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("terminal_id", "sub_id"),
        sa.UniqueConstraint("terminal_id", "epoch", "seq"),
    )
    op.create_index("ix_submissions_number", "submissions", ["terminal_id", "number"], unique=False)
    op.create_index("ix_submissions_state", "submissions", ["state", "received_at"], unique=False)


def _terminals() -> None:
    op.create_table(
        "terminals",
        sa.Column("terminal_id", sa.String(length=40), nullable=False),
        sa.Column("enrolled_at", Moment(), nullable=False),
        sa.Column("branch", sa.Text(), nullable=False),
        sa.Column("revoked_at", Moment(), nullable=True),
        sa.Column("locked", sa.Text(), nullable=True),
        sa.Column("last_seen", Moment(), nullable=True),
        sa.Column("hello", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("terminal_id"),
    )


def _submission_attachments() -> None:
    op.create_table(
        "submission_attachments",
        sa.Column("terminal_id", sa.String(length=40), nullable=False),
        sa.Column("sub_id", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["terminal_id", "digest"],
            ["attachments.terminal_id", "attachments.digest"],
        ),
        sa.ForeignKeyConstraint(
            ["terminal_id", "sub_id"],
            ["submissions.terminal_id", "submissions.sub_id"],
        ),
        sa.PrimaryKeyConstraint("terminal_id", "sub_id", "digest"),
    )
