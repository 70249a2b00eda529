"""What could not be got done at a terminal."""

import sqlalchemy as sa
from alembic import op

from hall.storage.columns import Moment

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stuck_tickets",
        sa.Column("terminal_id", sa.String(40), primary_key=True),
        sa.Column("sub_id", sa.String(64), primary_key=True),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("item_code", sa.String(40), nullable=False),
        sa.Column("about", sa.String(16), nullable=False),
        sa.Column("case_number", sa.String(40), nullable=False),
        sa.Column("content", sa.LargeBinary()),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("contacted_at", Moment()),
        sa.Column("hard_since", Moment()),
        sa.Column("rectified_at", Moment()),
        sa.Column("follow_up", sa.Text(), nullable=False),
    )
