"""Every migration on a database that is full: what was there before it is there after it, on every engine."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeAlias

from sqlalchemy import Column, LargeBinary, MetaData, Numeric, Table, insert, inspect, select, text
from sqlalchemy.types import Boolean, Integer

from hall.storage.database import Database
from hall.storage.schema import create_schema, migrate, newest_version

OLDEST = "0001"
NOTHING: Mapping[str, object] = MappingProxyType({})

Rows: TypeAlias = list[dict[str, Any]]


def test_every_migration_keeps_every_row_of_a_filled_database(database: Database) -> None:
    create_schema(database, OLDEST)
    tables = MetaData()
    held: dict[str, Rows] = {}
    for version in versions():
        migrate(database, version)
        for name, rows in held.items():
            assert still_there(database, tables.tables[name], rows), f"{version} changed {name}"
        held |= fill(database, set(inspect(database.engine).get_table_names()) - {*held, "alembic_version"}, tables)
    assert len(held) > 25
    with database.engine.connect() as connection:
        query = "SELECT terminal_id, sub_id, epoch FROM parcels ORDER BY 1"
        assert connection.execute(text(query)).all() == [("1", "1", "1"), ("2", "2", "2")]


def test_a_parcel_is_of_the_installation_that_handed_its_case_in(database: Database) -> None:
    parcels = {"a": "first", "b": "second", "gone": "second"}
    create_schema(database, "0008")
    tables = MetaData()
    for name, epoch in parcels.items():
        fill(database, {"cases", "parcels"}, tables, (name,), {"terminal_id": "t"})
        if name != "gone":
            fill(database, {"submissions"}, tables, (name,), {"terminal_id": "t", "epoch": epoch})
    for serial, epoch in enumerate(("first", "second")):
        fill(database, {"epochs"}, tables, (epoch,), {"terminal_id": "t", "serial": serial})
    migrate(database)
    with database.engine.connect() as connection:
        found = connection.execute(text("SELECT parcel_id, epoch FROM parcels")).all()
    assert {row.parcel_id: row.epoch for row in found} == parcels


def versions() -> list[str]:
    return [f"{number:04d}" for number in range(int(OLDEST), int(newest_version()) + 1)]


def fill(
    database: Database,
    names: set[str],
    tables: MetaData,
    rows: Sequence[int | str] = (1, 2),
    fixed: Mapping[str, object] = NOTHING,
) -> dict[str, Rows]:
    """Values come from one word for each row, so that rows refer to each other. Row 2 leaves out what it may.

    `tables`: as they are now; they stay in it as they were when they were filled.
    """
    tables.reflect(database.engine, only=sorted(names))
    made = {
        table: [row_of(table, word, fixed) for word in rows] for table in tables.sorted_tables if table.name in names
    }
    with database.engine.begin() as connection:
        for table, written in made.items():
            connection.execute(insert(table), written)
    return {table.name: written for table, written in made.items()}


def row_of(table: Table, word: int | str, fixed: Mapping[str, object]) -> dict[str, Any]:
    return {
        column.name: None if column.nullable and word == 2 else fixed.get(column.name, value_of(column, word))
        for column in table.columns
    }


def value_of(column: Column[Any], word: int | str) -> object:
    match column.type:
        case Boolean():
            return True
        case Integer() | Numeric():
            return word if isinstance(word, int) else len(word)
        case LargeBinary():
            return str(word).encode()
        case _:
            return str(word)


def still_there(database: Database, table: Table, rows: Rows) -> bool:
    """In the columns that there were; those that came since may hold anything."""
    with database.engine.connect() as connection:
        found = [dict(row) for row in connection.execute(select(table)).mappings()]
    return sorted(map(repr, found)) == sorted(map(repr, rows))
