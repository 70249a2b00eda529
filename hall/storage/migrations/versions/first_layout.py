"""The first layout."""

import sqlalchemy as sa
from alembic import op

from hall.storage.columns import Moment

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attachments",
        sa.Column("terminal_id", sa.String(length=40), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("completed_at", Moment(), nullable=True),
        sa.Column("purged_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("terminal_id", "digest"),
    )
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
    op.create_table(
        "cases",
        sa.Column("terminal_id", sa.String(length=40), nullable=False),
        sa.Column("sub_id", sa.String(length=64), nullable=False),
        sa.Column("case_number", sa.String(length=24), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("item_code", sa.String(length=40), nullable=False),
        sa.Column("department", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("opened_at", Moment(), nullable=False),
        sa.Column("accepted_at", Moment(), nullable=True),
        sa.Column("due_at", Moment(), nullable=True),
        sa.Column("remaining_days", sa.Integer(), nullable=True),
        sa.Column("corrections", sa.Integer(), nullable=False),
        sa.Column("alarm", sa.String(length=8), nullable=False),
        sa.Column("decided_at", Moment(), nullable=True),
        sa.Column("decided_late", sa.Boolean(), nullable=True),
        sa.Column("closed_at", Moment(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("terminal_id", "sub_id"),
    )
    op.create_index("ix_cases_due", "cases", ["due_at"], unique=False)
    op.create_index("ix_cases_number", "cases", ["terminal_id", "number"], unique=False)
    op.create_index("ix_cases_state", "cases", ["state", "opened_at"], unique=False)
    op.create_table(
        "chain_heads",
        sa.Column("terminal_id", sa.String(length=40), nullable=False),
        sa.Column("chain", sa.String(length=16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("terminal_id", "chain"),
    )
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
    op.create_table(
        "console_sessions",
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("staff_id", sa.String(length=20), nullable=False),
        sa.Column("csrf", sa.String(length=64), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("seen_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("token_digest"),
    )
    op.create_table(
        "deposits",
        sa.Column("terminal_id", sa.String(length=40), nullable=False),
        sa.Column("sub_id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("cell", sa.Integer(), nullable=False),
        sa.Column("deposited_at", Moment(), nullable=False),
        sa.Column("collected_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("terminal_id", "sub_id"),
    )
    op.create_table(
        "epochs",
        sa.Column("terminal_id", sa.String(length=40), nullable=False),
        sa.Column("epoch", sa.String(length=64), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("sign_public", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("terminal_id", "epoch"),
    )
    op.create_table(
        "inbox",
        sa.Column("terminal_id", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("terminal_id", "position"),
    )
    op.create_table(
        "issued_proofs",
        sa.Column("terminal_id", sa.String(length=40), nullable=False),
        sa.Column("verification_code", sa.String(length=64), nullable=False),
        sa.Column("item_code", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("pdf_digest", sa.String(length=64), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("terminal_id", "verification_code"),
    )
    op.create_table(
        "locker_records",
        sa.Column("terminal_id", sa.String(length=40), nullable=False),
        sa.Column("sub_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("cell", sa.Integer(), nullable=False),
        sa.Column("parcel_id", sa.String(length=32), nullable=True),
        sa.Column("number", sa.String(length=40), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("terminal_id", "sub_id"),
    )
    op.create_table(
        "progress_tokens",
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("terminal_id", sa.String(length=40), nullable=False),
        sa.Column("sub_id", sa.String(length=64), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("used_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("token_digest"),
    )
    op.create_table(
        "quarantined_bytes",
        sa.Column("terminal_id", sa.String(length=40), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("terminal_id", "digest"),
    )
    op.create_table(
        "ratings",
        sa.Column("terminal_id", sa.String(length=40), nullable=False),
        sa.Column("sub_id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("item_code", sa.String(length=40), nullable=False),
        sa.Column("stars", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("contacted_at", Moment(), nullable=True),
        sa.Column("hard_since", Moment(), nullable=True),
        sa.Column("rectified_at", Moment(), nullable=True),
        sa.Column("follow_up", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("terminal_id", "sub_id"),
    )
    op.create_table(
        "source_switches",
        sa.Column("source", sa.String(length=60), nullable=False),
        sa.Column("down_since", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("source"),
    )
    op.create_table(
        "staff",
        sa.Column("staff_id", sa.String(length=20), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("department", sa.String(length=40), nullable=False),
        sa.Column("password", sa.Text(), nullable=False),
        sa.Column("totp", sa.LargeBinary(), nullable=True),
        sa.Column("totp_step", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("staff_id"),
    )
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
    op.create_table(
        "text_messages",
        sa.Column("terminal_id", sa.String(length=40), nullable=False),
        sa.Column("message_id", sa.String(length=64), nullable=False),
        sa.Column("sub_id", sa.String(length=64), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("terminal_id", "message_id"),
    )
    op.create_table(
        "used_credentials",
        sa.Column("nonce", sa.String(length=64), nullable=False),
        sa.Column("session", sa.String(length=32), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("nonce"),
    )
    op.create_table(
        "case_events",
        sa.Column("terminal_id", sa.String(length=40), nullable=False),
        sa.Column("sub_id", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("actor", sa.String(length=40), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("action", sa.String(length=24), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("due_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["terminal_id", "sub_id"],
            ["cases.terminal_id", "cases.sub_id"],
        ),
        sa.PrimaryKeyConstraint("terminal_id", "sub_id", "position"),
    )
    op.create_table(
        "parcels",
        sa.Column("terminal_id", sa.String(length=40), nullable=False),
        sa.Column("parcel_id", sa.String(length=64), nullable=False),
        sa.Column("sub_id", sa.String(length=64), nullable=False),
        sa.Column("label", sa.String(length=24), nullable=False),
        sa.Column("code", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("cell", sa.Integer(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("delivered_at", Moment(), nullable=True),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["terminal_id", "sub_id"],
            ["cases.terminal_id", "cases.sub_id"],
        ),
        sa.PrimaryKeyConstraint("terminal_id", "parcel_id"),
    )
    op.create_index("ix_parcels_case", "parcels", ["terminal_id", "sub_id"], unique=False)
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
