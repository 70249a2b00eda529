"""Connections and transactions. SQLite through unkeyed sqlcipher3, whose SQLite is new enough; PostgreSQL by DSN."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

OLDEST_SQLITE: Final = (3, 51, 3)
"""older ones lose committed writes in WAL mode with several connections (WAL-reset bug)"""
BUSY_SECONDS: Final = 30
PRAGMAS: Final = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "secure_delete": 1,
    "cell_size_check": 1,
    "mmap_size": 0,
    "busy_timeout": BUSY_SECONDS * 1000,
}


class DatabaseUnfitError(Exception):
    """This engine, address or file must not carry the hall's records."""


class Database:
    """Gives transactions; `write` ones are serialised on SQLite, whose single writer would otherwise be polled for."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._writer = threading.Lock() if engine.dialect.name == "sqlite" else None

    @property
    def is_embedded(self) -> bool:
        return self._writer is not None

    @contextmanager
    def read(self) -> Iterator[Session]:
        with Session(self.engine) as session, session.begin():
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Everything in it is durable when it ends, or never happened."""
        engine = self.engine.execution_options(hall_write=True)
        with self._writer or nullcontext(), Session(engine) as session, session.begin():
            yield session

    def dispose(self) -> None:
        self.engine.dispose()


def open_database(address: str | Path) -> Database:
    """`address`: a file for SQLite, or a `postgresql://` DSN. Raises DatabaseUnfitError."""
    if isinstance(address, Path):
        return Database(_sqlite(address))
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise DatabaseUnfitError("the database address is not a DSN") from error
    if url.get_backend_name() != "postgresql":
        raise DatabaseUnfitError(f"unknown database {url.get_backend_name()!r}; known: a postgresql:// DSN")
    return Database(create_engine(url.set(drivername="postgresql+psycopg"), pool_size=20, max_overflow=20))


def _sqlite(path: Path) -> Engine:
    found: tuple[int, ...] = dbapi2.sqlite_version_info
    if found < OLDEST_SQLITE:
        needed = ".".join(map(str, OLDEST_SQLITE))
        raise DatabaseUnfitError(
            f"SQLite {dbapi2.sqlite_version} may lose committed writes; {needed} or newer is needed"
        )

    def connect() -> Any:
        connection = dbapi2.connect(str(path), timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        set_pragmas(connection)
        return connection

    engine = create_engine("sqlite://", creator=connect, module=dbapi2, poolclass=QueuePool, pool_size=20)
    event.listen(engine, "begin", _begin)
    return engine


def set_pragmas(connection: Any) -> None:
    """Set and read back: a pragma that did not take is a durability that is not there."""
    for name, wanted in PRAGMAS.items():
        connection.execute(f"PRAGMA {name}={wanted}").fetchall()
        found = connection.execute(f"PRAGMA {name}").fetchone()
        if found is None or found[0] != wanted:
            raise DatabaseUnfitError(f"PRAGMA {name} is {found and found[0]!r}, not {wanted!r}")


def _begin(connection: Connection) -> None:
    write = connection.get_execution_options().get("hall_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
