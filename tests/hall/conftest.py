"""Every test of the hall that takes a rig runs on SQLite and on PostgreSQL; a hall is laid out once for all of them."""

import secrets
import shutil
from collections.abc import ItemsView, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from anyio.from_thread import start_blocking_portal
from sqlalchemy import Table, create_engine, insert, select, text

from hall.home import HallHome
from hall.setup import Setup, set_up
from hall.storage.columns import Base
from hall.storage.database import Database, open_database
from tests.hall.postgres_server import NotInstalledError, running_server
from tests.hall.rig import HandClock, Rig

ENGINES = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Address of a server, without a database name."""
    try:
        with running_server() as address:
            yield address
    except NotInstalledError as error:
        pytest.skip(str(error))


@pytest.fixture(params=ENGINES)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """Empty."""
    if request.param == "sqlite":
        found = open_database(tmp_path / "empty.db")
    else:
        found = open_database(new_database(request.getfixturevalue("postgres")))
    yield found
    found.dispose()


@pytest.fixture(scope="session")
def sqlite_hall(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("laid-out")
    lay_out(folder, open_database(folder / "hall.db"))
    return folder


@dataclass(frozen=True)
class LaidOut:
    """A hall on PostgreSQL as it was laid out: one test after the other has it."""

    folder: Path
    address: str
    rows: dict[str, list[dict[str, Any]]]
    """what its tables held then"""

    def restore(self) -> None:
        """A database of its own for each test would be three hundred files to make and to remove."""
        engine = create_engine(self.address.replace("postgresql:", "postgresql+psycopg:"))
        tables = Base.metadata.tables
        with engine.begin() as connection:
            connection.execute(text(_END_OTHERS))
            connection.execute(text(f"TRUNCATE {', '.join(tables)}"))
            for name, rows in self.rows.items():
                connection.execute(insert(tables[name]), rows)
        engine.dispose()


_END_OTHERS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


@pytest.fixture(scope="session")
def postgres_hall(tmp_path_factory: pytest.TempPathFactory, postgres: str) -> LaidOut:
    folder = tmp_path_factory.mktemp("laid-out-pg")
    address = new_database(postgres)
    lay_out(folder, open_database(address))
    database = open_database(address)
    with database.read() as session:
        held = {name: [dict(row) for row in session.execute(select(t)).mappings()] for name, t in _tables()}
    database.dispose()
    return LaidOut(folder, address, {name: rows for name, rows in held.items() if rows})


def _tables() -> ItemsView[str, Table]:
    return Base.metadata.tables.items()


@pytest.fixture(params=ENGINES)
def rig(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Rig]:
    folder, found = _copy(request, tmp_path)
    with start_blocking_portal() as portal:
        made = Rig(tmp_path, HallHome(folder), found, portal)
        yield made
    made.close()


@pytest.fixture
def small_rig(sqlite_hall: Path, tmp_path: Path) -> Iterator[Rig]:
    """On SQLite alone, for what does not depend on the engine."""
    folder = tmp_path / "hall"
    shutil.copytree(sqlite_hall, folder)
    found = open_database(folder / "hall.db")
    with start_blocking_portal() as portal:
        made = Rig(tmp_path, HallHome(folder), found, portal)
        yield made
    made.close()


def lay_out(folder: Path, database: Database) -> None:
    set_up(HallHome(folder), database, Setup(), HandClock()())
    database.dispose()


def new_database(server: str) -> str:
    name = f"t{secrets.token_hex(6)}"
    address = f"{server}/postgres".replace("postgresql:", "postgresql+psycopg:")
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} STRATEGY FILE_COPY"))
    engine.dispose()
    return f"{server}/{name}"


def _copy(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, Database]:
    folder = tmp_path / "hall"
    if request.param == "sqlite":
        shutil.copytree(request.getfixturevalue("sqlite_hall"), folder)
        return folder, open_database(folder / "hall.db")
    laid_out: LaidOut = request.getfixturevalue("postgres_hall")
    laid_out.restore()
    shutil.copytree(laid_out.folder, folder)
    return folder, open_database(laid_out.address)
