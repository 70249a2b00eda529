"""Connections to encrypted SQLite files; the only file that touches sqlcipher3."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any, Final, TypeAlias

from sqlcipher3 import dbapi2

from offline_cache.storage_errors import (
    CorruptDatabaseError,
    DatabaseInUseError,
    DiskFullError,
    StorageError,
    StorageIoError,
    UnsoundSqliteError,
)

Driver: TypeAlias = Any
"""a connection of sqlcipher3.dbapi2"""

DRIVER_MODULE: Final[ModuleType] = dbapi2
DriverError: type[Exception] = dbapi2.DatabaseError

FIRST_SOUND_SQLITE: Final = (3, 51, 3)
"""earlier ones can lose committed writes when two connections share a WAL ("WAL-reset", sqlite.org/changes.html)"""


def require_sound_sqlite(version: tuple[int, ...] = dbapi2.sqlite_version_info) -> None:
    """Raises UnsoundSqliteError below 3.51.3."""
    if version < FIRST_SOUND_SQLITE:
        found = ".".join(map(str, version))
        raise UnsoundSqliteError(f"SQLite {found} can lose committed writes; 3.51.3 or newer is needed")


def connect(
    path: Path, key: bytes | None, *, look: Callable[[Driver], None], exclusive: bool, busy_seconds: float
) -> Driver:
    """Opens; `look` reads before anything is set, for setting journal_mode already writes. Raises StorageError."""
    existed = path.exists()
    connection = dbapi2.connect(str(path), isolation_level=None, timeout=busy_seconds)
    try:
        if key is not None:
            connection.execute("PRAGMA cipher_log_level = NONE")
            connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        if existed:
            look(connection)
        _set_pragmas(connection, path, exclusive=exclusive)
    except BaseException:
        connection.close()
        raise
    return connection


def verify(driver: Driver, path: Path) -> None:
    """cipher_integrity_check reads pages past the log: one torn in a power cut is whole again once the log is applied.

    Another process may be applying the log while it looks, so a fault counts when it is there three times.
    """
    faults: list[str] = []
    for _ in range(3):
        try:
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            faults = [row[0] for row in driver.execute("PRAGMA cipher_integrity_check").fetchall()]
            faults += [row[0] for row in driver.execute("PRAGMA quick_check").fetchall() if row[0] != "ok"]
        except dbapi2.DatabaseError as error:
            raise typed(error, path) from error
        if not faults:
            return
    raise CorruptDatabaseError(f"{path}: {len(faults)} faults, first: {faults[0]}")


def typed(error: Exception, path: Path) -> Exception:
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


def _set_pragmas(connection: Driver, path: Path, *, exclusive: bool) -> None:
    wanted = (("locking_mode", "EXCLUSIVE", "exclusive"), *_PRAGMAS) if exclusive else _PRAGMAS
    for name, value, expected in wanted:
        connection.execute(f"PRAGMA {name} = {value}").fetchall()
        found = connection.execute(f"PRAGMA {name}").fetchone()
        if found is None or str(found[0]) != expected:
            raise StorageError(f"{path}: PRAGMA {name} reads {found}, expected {expected}")
