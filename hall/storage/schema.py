"""The version of a database: created by init, changed by migrate, refused by everything else."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from hall.storage.database import Database


class SchemaVersionError(Exception):
    """The database was written by another version of the hall."""


def create_schema(database: Database, version: str = "head") -> None:
    """Lay out an empty database. Raises SchemaVersionError if there is anything in it."""
    if inspect(database.engine).get_table_names():
        raise SchemaVersionError("the database is not empty; nothing was changed")
    migrate(database, version)


def migrate(database: Database, version: str = "head") -> tuple[str | None, str]:
    """Bring it to this version (expand only). The versions before and after. Refuses a newer one."""
    before = found_version(database)
    if before is not None and before not in {script.revision for script in _scripts().walk_revisions()}:
        raise SchemaVersionError(f"the database has version {before}, newer than this hall; nothing was changed")
    config = _config()
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, version)
    return before, found_version(database) or ""


def check_version(database: Database) -> None:
    """Raises SchemaVersionError unless it is exactly this version."""
    found, needed = found_version(database), newest_version()
    if found is None:
        raise SchemaVersionError("the database is empty: run `kiosk-hall init` first")
    if found != needed:
        raise SchemaVersionError(
            f"the database has version {found}, this hall needs {needed}: it was not touched; "
            "stop every instance, back it up, then run `kiosk-hall migrate`"
        )


def found_version(database: Database) -> str | None:
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest_version() -> str:
    head = _scripts().get_current_head()
    if head is None:
        raise SchemaVersionError("no migrations are installed")
    return head


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    return config


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())
