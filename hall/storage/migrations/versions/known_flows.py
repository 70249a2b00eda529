"""Which content submissions may have been made with."""

import sqlalchemy as sa
from alembic import op

from hall.storage.columns import Moment

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "known_flows",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("number", sa.Integer),
        sa.Column("known_since", Moment(), nullable=False),
    )
