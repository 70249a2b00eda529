"""Which installation of a terminal can check the code of a parcel."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("parcels", sa.Column("epoch", sa.String(32), nullable=False, server_default=""))
    # Of a submission that is not here, as after a restore from parts, the installation enrolled last is the best guess.
    op.execute(
        "UPDATE parcels SET epoch = coalesce("
        "(SELECT submissions.epoch FROM submissions"
        " WHERE submissions.terminal_id = parcels.terminal_id AND submissions.sub_id = parcels.sub_id),"
        " (SELECT epochs.epoch FROM epochs WHERE epochs.terminal_id = parcels.terminal_id"
        " ORDER BY epochs.serial DESC LIMIT 1), '')"
    )
