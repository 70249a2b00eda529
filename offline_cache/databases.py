"""Encrypted SQLite files through SQLAlchemy: transactions, schema versions, and what is fatal.

A database is opened by one thread. The first I/O error is fatal for the process: after a failed fsync the kernel may
have dropped the page, and SQLite would go on acknowledging (PostgreSQL wiki, "Fsync Errors").
"""

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, MetaData, StaticPool, create_engine, event, text
from sqlalchemy.exc import DBAPIError

from offline_cache import sqlcipher
from offline_cache.disk_space import nothing_left
from offline_cache.sqlcipher import Driver, DriverError
from offline_cache.storage_errors import (
    CorruptDatabaseError,
    DiskFullError,
    NewerSchemaError,
    StorageError,
    StorageIoError,
    typed_os_error,
)

INLINE_CHECK_BYTES: Final = 32 * 1024 * 1024
"""a larger database is checked after the start, for a long backlog must not keep the terminal from serving"""

BUSY_SECONDS: Final = 10.0
"""how long one process waits for another's short transaction"""


@dataclass(frozen=True)
class DatabaseLayout:
    """What a database file of this program version looks like."""

    name: str
    version: int
    tables: MetaData
    statements: tuple[str, ...] = ()
    """triggers, run once after the tables"""
    exclusive: bool = False
    """only one process may have it open"""
    upgrades: tuple[tuple[str, ...], ...] = ()
    """statements that lead from version 1 to 2, from 2 to 3 …: they only add, so that the program before still runs"""


class Database:
    """One open file. Use it on the thread that opened it."""

    def __init__(self, engine: Engine, path: Path, layout: DatabaseLayout) -> None:
        self._engine = engine
        self._readers = engine.execution_options(**{_READING: True})
        self._failure: StorageIoError | None = None
        self.path = path
        self.layout = layout

    def transaction(self) -> contextlib.AbstractContextManager[Connection]:
        """BEGIN IMMEDIATE … COMMIT. Raises DiskFullError (rolled back) or a StorageError."""
        return self._within(self._engine)

    def reading(self) -> contextlib.AbstractContextManager[Connection]:
        """One consistent look, which waits for no writer. Raises a StorageError."""
        return self._within(self._readers)

    @contextlib.contextmanager
    def _within(self, engine: Engine) -> Iterator[Connection]:
        if self._failure is not None:
            raise self._failure
        try:
            with engine.begin() as connection:
                yield connection
        except DBAPIError as error:
            typed = self._remembered(_typed(error, self.path))
            if isinstance(typed, DiskFullError):
                self._give_back()
            raise typed from error

    def _give_back(self) -> None:
        """What was rolled back still lies in the log, and holds the room that others need now."""
        with contextlib.suppress(DiskFullError, StorageError):
            self.truncate_log()

    @contextlib.contextmanager
    def _driver(self) -> Iterator[Driver]:
        if self._failure is not None:
            raise self._failure
        try:
            with _driver_connection(self._engine) as driver:
                yield driver
        except DriverError as error:
            raise self._remembered(sqlcipher.typed(error, self.path)) from error

    def _remembered(self, error: Exception) -> Exception:
        if isinstance(error, StorageIoError):
            self._failure = error
        return error

    def fail(self, failure: StorageIoError) -> None:
        """Something beside it on the same disk failed: from now on nothing is written here either."""
        self._failure = failure

    def data_version(self) -> int:
        """Changes when another connection has committed (PRAGMA data_version)."""
        with self._driver() as driver:
            return int(driver.execute("PRAGMA data_version").fetchone()[0])

    def truncate_log(self) -> None:
        """Moves everything out of the WAL and empties it, so that nothing deleted stays in it."""
        with self._driver() as driver:
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def verify(self) -> None:
        """quick_check and cipher_integrity_check. Raises CorruptDatabaseError."""
        with self._driver() as driver:
            sqlcipher.verify(driver, self.path)

    def close(self) -> None:
        self._engine.dispose()


def open_database(
    path: Path, key: bytes | None, layout: DatabaseLayout, *, busy_seconds: float = BUSY_SECONDS
) -> Database:
    """Opens or creates. `key`: 32 bytes; None: not encrypted. Raises a StorageError, or DiskFullError."""
    sqlcipher.require_sound_sqlite()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise typed_os_error(error, str(path)) from error
    engine = create_engine(
        "sqlite+pysqlite://",
        module=sqlcipher.DRIVER_MODULE,
        creator=lambda: sqlcipher.connect(
            path,
            key,
            look=lambda driver: _require_known_schema(driver, path, layout),
            exclusive=layout.exclusive,
            busy_seconds=busy_seconds,
        ),
        poolclass=StaticPool,
    )
    event.listen(engine, "begin", _begin)
    try:
        _prepare(engine, path, layout)
    except (DBAPIError, DriverError, OSError, StorageError, DiskFullError) as error:
        engine.dispose()
        typed = _at_opening(error, path)
        if typed is error:
            raise
        raise typed from error
    return Database(engine, path, layout)


def _prepare(engine: Engine, path: Path, layout: DatabaseLayout) -> None:
    with engine.begin() as connection:
        if not connection.execute(text(_HAS_VERSION)).scalar():
            _create(connection, path, layout)
        else:
            _upgrade(connection, layout)
    mark = _mark_of(path)
    if not mark.exists():
        mark.touch()
        sync_folder(path.parent)
    if path.stat().st_size <= INLINE_CHECK_BYTES:
        with _driver_connection(engine) as driver:
            sqlcipher.verify(driver, path)


def _create(connection: Connection, path: Path, layout: DatabaseLayout) -> None:
    if _mark_of(path).exists():
        raise CorruptDatabaseError(f"{path}: it was here before and is gone or empty now")
    layout.tables.create_all(connection)
    for statement in layout.statements:
        connection.execute(text(statement))
    connection.execute(text("CREATE TABLE schema_version (version INTEGER NOT NULL)"))
    connection.execute(text("INSERT INTO schema_version VALUES (:version)"), {"version": layout.version})


def _upgrade(connection: Connection, layout: DatabaseLayout) -> None:
    found: int = connection.execute(text("SELECT max(version) FROM schema_version")).scalar_one()
    for step in layout.upgrades[found - 1 : layout.version - 1]:
        for statement in step:
            connection.execute(text(statement))
    if found < layout.version:
        connection.execute(text("UPDATE schema_version SET version = :version"), {"version": layout.version})


def _mark_of(path: Path) -> Path:
    """An empty file that tells "never made" from "lost"."""
    return path.with_suffix(".made")


_HAS_VERSION: Final = "SELECT count(*) FROM sqlite_master WHERE name = 'schema_version'"


def _require_known_schema(connection: Driver, path: Path, layout: DatabaseLayout) -> None:
    if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
        return  # another process is just creating it, or died while it did
    if not connection.execute(_HAS_VERSION).fetchone()[0]:
        raise CorruptDatabaseError(f"{path}: not a {layout.name} database")
    found = connection.execute("SELECT max(version) FROM schema_version").fetchone()[0]
    if found is None or found < 1:
        raise CorruptDatabaseError(f"{path}: its schema version is gone")
    if found > layout.version:
        raise NewerSchemaError(f"{path}: schema {found}, this program knows {layout.version}; left untouched")


_READING: Final = "kiosk_reading"


def _begin(connection: Connection) -> None:
    reading = connection.get_execution_options().get(_READING, False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


@contextlib.contextmanager
def _driver_connection(engine: Engine) -> Iterator[Any]:
    raw = engine.raw_connection()
    try:
        yield raw.driver_connection
    finally:
        raw.close()


def _typed(error: Exception, path: Path) -> Exception:
    """What this room calls it; the same error if it has no name for it."""
    orig = error.orig if isinstance(error, DBAPIError) else error
    typed = sqlcipher.typed(orig, path) if isinstance(orig, DriverError) else error
    return error if typed is orig else typed


def _at_opening(error: Exception, path: Path) -> Exception:
    """Where no room is left SQLite cannot make the index of its log, and calls that an I/O error."""
    typed = typed_os_error(error, str(path)) if isinstance(error, OSError) else _typed(error, path)
    if isinstance(typed, StorageIoError) and nothing_left(path.parent):
        return DiskFullError(f"{path}: no room to open it ({typed})")
    return typed


def sync_folder(folder: Path) -> None:
    """Makes renames and new files in the folder durable (Windows: NTFS journals them)."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
