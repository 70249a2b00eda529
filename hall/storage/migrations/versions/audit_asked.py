"""How often a terminal was asked for the audit lines that are missing here."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("terminals", sa.Column("audit_asked", sa.Integer, nullable=False, server_default="0"))
