"""Alembic runs the migrations on the connection that `hall.storage.schema` hands over."""

from alembic import context

from hall.storage import case_tables, hall_tables, tables
from hall.storage.columns import Base

TABLES = (tables, case_tables, hall_tables)

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata)
with context.begin_transaction():
    context.run_migrations()
