"""Cases and what becomes of them."""

import sqlalchemy as sa
from alembic import op

from hall.storage.columns import Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _cases()
    _deposits()
    _issued_proofs()
    _locker_records()
    _ratings()
    _text_messages()
    _case_events()
    _parcels()


def _cases() -> None:
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


def _deposits() -> None:
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


def _issued_proofs() -> None:
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


def _locker_records() -> None:
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


def _ratings() -> None:
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


def _text_messages() -> None:
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


def _case_events() -> None:
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


def _parcels() -> None:
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
