"""The hall's own tables."""

import sqlalchemy as sa
from alembic import op

from hall.storage.columns import Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _console_sessions()
    _progress_tokens()
    _source_switches()
    _staff()
    _used_credentials()


def _console_sessions() -> None:
    op.create_table(
        "console_sessions",
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("staff_id", sa.String(length=20), nullable=False),
        sa.Column("csrf", sa.String(length=64), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("seen_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("token_digest"),
    )


def _progress_tokens() -> None:
    op.create_table(
        "progress_tokens",
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("terminal_id", sa.String(length=40), nullable=False),
        sa.Column("sub_id", sa.String(length=64), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("used_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("token_digest"),
    )


def _source_switches() -> None:
    op.create_table(
        "source_switches",
        sa.Column("source", sa.String(length=60), nullable=False),
        sa.Column("down_since", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("source"),
    )


def _staff() -> None:
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


def _used_credentials() -> None:
    op.create_table(
        "used_credentials",
        sa.Column("nonce", sa.String(length=64), nullable=False),
        sa.Column("session", sa.String(length=32), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("nonce"),
    )
