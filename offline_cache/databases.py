"""Encrypted SQLite files; the only file that touches sqlcipher3.

A database is opened by one thread. The first I/O error is fatal for the process: after a failed fsync the kernel may
have dropped the page, and SQLite would go on acknowledging (PostgreSQL wiki, "Fsync Errors").
"""

import contextlib
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, MetaData, StaticPool, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from offline_cache.storage_errors import (
    CorruptDatabaseError,
    DatabaseInUseError,
    DiskFullError,
    NewerSchemaError,
    StorageError,
    StorageIoError,
    UnsoundSqliteError,
)

FIRST_SOUND_SQLITE: Final = (3, 51, 3)
"""earlier ones can lose committed writes when two connections share a WAL ("WAL-reset", sqlite.org/changes.html)"""

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
            typed = _typed(error, self.path)
            if isinstance(typed, StorageIoError):
                self._failure = typed
            raise typed from error

    def fail(self, failure: StorageIoError) -> None:
        """Something beside it on the same disk failed: from now on nothing is written here either."""
        self._failure = failure

    def data_version(self) -> int:
        """Changes when another connection has committed (PRAGMA data_version)."""
        with _driver_connection(self._engine) as driver:
            return int(driver.execute("PRAGMA data_version").fetchone()[0])

    def truncate_log(self) -> None:
        """Moves everything out of the WAL and empties it, so that nothing deleted stays in it."""
        with _driver_connection(self._engine) as driver:
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def verify(self) -> None:
        """quick_check and cipher_integrity_check. Raises CorruptDatabaseError."""
        with _driver_connection(self._engine) as driver:
            _verify(driver, self.path)

    def close(self) -> None:
        self._engine.dispose()


def require_sound_sqlite(version: tuple[int, ...] = dbapi2.sqlite_version_info) -> None:
    """Raises UnsoundSqliteError below 3.51.3."""
    if version < FIRST_SOUND_SQLITE:
        found = ".".join(map(str, version))
        raise UnsoundSqliteError(f"SQLite {found} can lose committed writes; 3.51.3 or newer is needed")


def open_database(
    path: Path, key: bytes | None, layout: DatabaseLayout, *, busy_seconds: float = BUSY_SECONDS
) -> Database:
    """Opens or creates. `key`: 32 bytes; None: not encrypted. Raises a StorageError, or DiskFullError."""
    require_sound_sqlite()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    engine = create_engine(
        "sqlite+pysqlite://",
        module=dbapi2,
        creator=lambda: _connect(path, key, layout, busy_seconds),
        poolclass=StaticPool,
    )
    event.listen(engine, "begin", _begin)
    try:
        _prepare(engine, path, layout)
    except DBAPIError as error:
        engine.dispose()
        raise _typed(error, path) from error
    except dbapi2.DatabaseError as error:
        engine.dispose()
        raise _typed_driver(error, path) from error
    except StorageError:
        engine.dispose()
        raise
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
            _verify(driver, path)


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


def _connect(path: Path, key: bytes | None, layout: DatabaseLayout, busy_seconds: float) -> dbapi2.Connection:
    existed = path.exists()
    connection = dbapi2.connect(str(path), isolation_level=None, timeout=busy_seconds)
    try:
        if key is not None:
            connection.execute("PRAGMA cipher_log_level = NONE")
            connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        if existed:
            _require_known_schema(connection, path, layout)
        _set_pragmas(connection, path, exclusive=layout.exclusive)
    except BaseException:
        connection.close()
        raise
    return connection


_HAS_VERSION: Final = "SELECT count(*) FROM sqlite_master WHERE name = 'schema_version'"


def _require_known_schema(connection: dbapi2.Connection, path: Path, layout: DatabaseLayout) -> None:
    """Reads before anything is set, for setting journal_mode already writes."""
    if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
        return  # another process is just creating it, or died while it did
    if not connection.execute(_HAS_VERSION).fetchone()[0]:
        raise CorruptDatabaseError(f"{path}: not a {layout.name} database")
    found = connection.execute("SELECT max(version) FROM schema_version").fetchone()[0]
    if found is None or found < 1:
        raise CorruptDatabaseError(f"{path}: its schema version is gone")
    if found > layout.version:
        raise NewerSchemaError(f"{path}: schema {found}, this program knows {layout.version}; left untouched")


_PRAGMAS: Final[tuple[tuple[str, str, str], ...]] = (
    # name, what is set, what must be read back
    ("journal_mode", "wal", "wal"),
    ("synchronous", "FULL", "2"),
    ("foreign_keys", "ON", "1"),
    ("secure_delete", "ON", "1"),
    ("cell_size_check", "ON", "1"),
    ("mmap_size", "0", "0"),
    ("temp_store", "MEMORY", "2"),
    ("trusted_schema", "OFF", "0"),
    *((("fullfsync", "ON", "1"),) if sys.platform == "darwin" else ()),
)


def _set_pragmas(connection: dbapi2.Connection, path: Path, *, exclusive: bool) -> None:
    wanted = (("locking_mode", "EXCLUSIVE", "exclusive"), *_PRAGMAS) if exclusive else _PRAGMAS
    for name, value, expected in wanted:
        connection.execute(f"PRAGMA {name} = {value}").fetchall()
        found = connection.execute(f"PRAGMA {name}").fetchone()
        if found is None or str(found[0]) != expected:
            raise StorageError(f"{path}: PRAGMA {name} reads {found}, expected {expected}")


def _verify(driver: dbapi2.Connection, path: Path) -> None:
    faults = [row[0] for row in driver.execute("PRAGMA cipher_integrity_check").fetchall()]
    faults += [row[0] for row in driver.execute("PRAGMA quick_check").fetchall() if row[0] != "ok"]
    if faults:
        raise CorruptDatabaseError(f"{path}: {len(faults)} faults, first: {faults[0]}")


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


def _typed(error: DBAPIError, path: Path) -> Exception:
    orig = error.orig
    typed = _typed_driver(orig, path) if isinstance(orig, dbapi2.DatabaseError) else error
    return error if typed is orig else typed


def _typed_driver(error: Exception, path: Path) -> Exception:
    # Primary result codes: sqlite.org/rescode.html
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:
        case 13:
            return DiskFullError(f"{path}: {error}")
        case 8 | 10 | 14:
            return StorageIoError(f"{path}: {error}")
        case 11 | 26:
            return CorruptDatabaseError(f"{path}: {error}; damaged, or not its key")
        case 5:
            return DatabaseInUseError(f"{path}: {error}")
        case _:
            return error


def sync_folder(folder: Path) -> None:
    """Makes renames and new files in the folder durable (Windows: NTFS journals them)."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
