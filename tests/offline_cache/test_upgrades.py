"""A terminal's databases as the version before left them, filled: every row is there after the upgrade."""

import asyncio
import re
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from offline_cache.databases import Database, DatabaseLayout, open_database
from offline_cache.keys import KeyName
from offline_cache.schema import DRAFTS, OUTBOX
from offline_cache.submission import DoorIntent, DoorPurpose
from offline_cache.wire import CaseState, LockerEvent
from tests.offline_cache.branch import Branch
from tests.offline_cache.terminal import assignment, submission

LAYOUTS = {KeyName.DRAFTS: DRAFTS, KeyName.OUTBOX: OUTBOX}
AT = "2026-10-09T09:31:00+00:00"
OLDER = [(name, version) for name, layout in LAYOUTS.items() for version in range(1, layout.version)]


def live(branch: Branch) -> None:
    """Every table gets rows: kept and sealed, sent and erased, doors and parcels, revoked in the end."""
    room = branch.room
    room.save_draft("d" * 32, "holder", b"answers", {"lease": (b"page",)})
    branch.seal(1, 2, pages=2)
    room.seal(submission("3" * 32, original=True))
    news = CaseState(sub_id=f"{1:032x}", number="K", case_number="C", state="accepted", at=AT)
    branch.hall.messages = [assignment("a" * 32), news]
    asyncio.run(branch.sync.listen())
    for number, purpose in enumerate((DoorPurpose.DELIVERY, DoorPurpose.DEPOSIT)):
        parcel = "a" * 32 if purpose is DoorPurpose.DELIVERY else None
        room.record_intent(DoorIntent(f"i{number}", number, purpose, parcel_id=parcel, number=f"K{number}"))
    room.record_door("i0", LockerEvent(kind="delivered", cell=0, parcel_id="a" * 32, at=AT))
    room.record_door("i1", LockerEvent(kind="door-uncertain", cell=1, number="K1", at=AT))
    branch.round()
    branch.hall.revoked = True
    branch.restart()
    branch.round()


@pytest.mark.parametrize(("name", "version"), OLDER)
def test_an_upgrade_keeps_every_row_and_lays_out_what_a_new_database_has(
    branch: Branch, tmp_path: Path, name: KeyName, version: int
) -> None:
    live(branch)
    branch.close()
    layout = LAYOUTS[name]
    path = branch.terminal.data / f"{layout.name}.db"
    key = branch.terminal.keys.key(name)
    added = added_since(layout, version)
    before = set_back(open_database(path, key, layout), added, version)
    upgraded = open_database(path, key, layout)
    fresh = open_database(tmp_path / "fresh.db", key, layout)
    with upgraded.reading() as found, fresh.reading() as new:
        assert {table: rows_of(found, table) for table in before} == before
        assert structure_of(found) == structure_of(new)
        assert found.exec_driver_sql("SELECT version FROM schema_version").scalars().all() == [layout.version]
    upgraded.close()
    fresh.close()
    branch.room = branch.terminal.room()
    branch.start()


def added_since(layout: DatabaseLayout, version: int) -> set[str]:
    """Tables of the upgrades after `version`: they only add."""
    statements = [statement.strip() for step in layout.upgrades[version - 1 :] for statement in step]
    made = [re.match(r"CREATE (TABLE|INDEX) (\w+)", statement) for statement in statements]
    assert all(made), "an upgrade of another kind needs its own way back here"
    return {found[2] for found in made if found and found[1] == "TABLE"}


def set_back(database: Database, added: set[str], version: int) -> dict[str, list[Any]]:
    """Makes it what the older program left; what is in it then, by table."""
    with database.transaction() as connection:
        for table in added:
            connection.exec_driver_sql(f"DROP TABLE {table}")
        connection.exec_driver_sql("UPDATE schema_version SET version = ?", (version,))
        tables = {table: rows_of(connection, table) for table in tables_of(connection) if table != "schema_version"}
    database.close()
    assert all(tables.values()), "a table without a row proves nothing"
    return tables


def tables_of(connection: Connection) -> list[str]:
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    return list(connection.exec_driver_sql(query).scalars())


def rows_of(connection: Connection, table: str) -> list[Any]:
    return [tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {table} ORDER BY 1, 2")]


def structure_of(connection: Connection) -> dict[str, str]:
    query = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"
    return {name: " ".join(sql.split()) for name, sql in connection.exec_driver_sql(query)}
