"""What terminals are asked to send once more."""

import sqlalchemy as sa
from alembic import op

from hall.storage.columns import Moment

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "asked_again",
        sa.Column("terminal_id", sa.String(40), primary_key=True),
        sa.Column("epoch", sa.String(64), primary_key=True),
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("noted_at", Moment(), nullable=False),
        sa.Column("asked_at", Moment()),
    )
