"""Indexes that lists and searches of cases read instead of every case with its contents."""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    listed = ["closed_at", "due_at", "opened_at", "department", "state", "terminal_id", "sub_id"]
    op.create_index("ix_cases_listed", "cases", listed)
    op.create_index("ix_cases_by_number", "cases", ["number"])
    op.create_index("ix_cases_by_case_number", "cases", ["case_number"])
    op.create_index("ix_cases_newest", "cases", ["department", "opened_at"])
