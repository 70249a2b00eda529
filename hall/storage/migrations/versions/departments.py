"""The outbox to departments, and what terminals said of their own chains."""

import sqlalchemy as sa
from alembic import op

from hall.storage.columns import Moment

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "dispatches",
        sa.Column("terminal_id", sa.String(40), primary_key=True),
        sa.Column("sub_id", sa.String(64), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("department", sa.String(40), nullable=False),
        sa.Column("notice", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_at", Moment(), nullable=False),
        sa.Column("sent_at", Moment()),
    )
    op.create_index("ix_dispatches_waiting", "dispatches", ["sent_at", "next_at"])
    op.create_table(
        "audit_anchors",
        sa.Column("terminal_id", sa.String(40), primary_key=True),
        sa.Column("epoch", sa.String(64), primary_key=True),
        sa.Column("audit_head", sa.String(64), primary_key=True),
        sa.Column("chain_head", sa.String(64), nullable=False),
        sa.Column("last_seq", sa.Integer, nullable=False),
        sa.Column("at", Moment(), nullable=False),
    )
