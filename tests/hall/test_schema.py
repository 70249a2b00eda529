"""Databases of another version are refused, and every table can be distributed."""

import pytest
from sqlalchemy import inspect, text

from hall.storage import case_tables, hall_tables, tables
from hall.storage.columns import Base
from hall.storage.database import Database, DatabaseUnfitError, open_database, set_pragmas
from hall.storage.schema import (
    SchemaVersionError,
    check_version,
    create_schema,
    found_version,
    migrate,
    newest_version,
)

MODELS = (tables, case_tables, hall_tables)


def set_version(database: Database, version: str) -> None:
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": version})


def test_the_migrations_lay_out_exactly_the_models(database: Database) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    create_schema(database)
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, Base.metadata) == []


def test_a_newer_database_is_refused_and_untouched(database: Database) -> None:
    create_schema(database)
    set_version(database, "9999")
    with pytest.raises(SchemaVersionError, match="was not touched"):
        check_version(database)
    with pytest.raises(SchemaVersionError, match="newer"):
        migrate(database)
    assert found_version(database) == "9999"


def test_an_empty_database_is_refused_by_everything_but_init(database: Database) -> None:
    with pytest.raises(SchemaVersionError, match="init"):
        check_version(database)
    assert inspect(database.engine).get_table_names() == []
    create_schema(database)
    check_version(database)
    assert found_version(database) == newest_version()


def test_init_refuses_a_database_that_holds_anything(database: Database) -> None:
    with database.engine.begin() as connection:
        connection.execute(text("CREATE TABLE other (id INTEGER)"))
    with pytest.raises(SchemaVersionError, match="not empty"):
        create_schema(database)


def test_an_address_that_is_no_database_is_refused() -> None:
    for address in ("mysql://somewhere/db", "nonsense"):
        with pytest.raises(DatabaseUnfitError):
            open_database(address)


def test_a_pragma_that_does_not_take_is_noticed() -> None:
    class Deaf:
        def execute(self, _: str) -> "Deaf":
            return self

        def fetchall(self) -> list[object]:
            return []

        def fetchone(self) -> tuple[str]:
            return ("delete",)

    with pytest.raises(DatabaseUnfitError, match="journal_mode"):
        set_pragmas(Deaf())


def test_a_database_of_the_version_before_is_brought_up_with_what_it_holds(database: Database) -> None:
    create_schema(database, "0003")
    with database.engine.begin() as connection:
        connection.execute(text("INSERT INTO staff VALUES ('1', 'n', 'window', '', 'x', NULL, 0, 0, NULL)"))
    with pytest.raises(SchemaVersionError, match="was not touched"):
        check_version(database)
    assert migrate(database) == ("0003", newest_version())
    check_version(database)
    with database.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM staff")).scalar() == 1
