import multiprocessing
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Column, Integer, LargeBinary, MetaData, Table, func, insert, select, text

from offline_cache.databases import Database, DatabaseLayout, open_database
from offline_cache.key_stores import key_store_of
from offline_cache.keys import FileKeyStore, KeyName, KeyStoreError, require_production_grade
from offline_cache.sqlcipher import require_sound_sqlite
from offline_cache.storage_errors import (
    CorruptDatabaseError,
    DatabaseInUseError,
    NewerSchemaError,
    StorageError,
    UnsoundSqliteError,
)
from offline_cache.windows_keys import DpapiKeyStore

KEY = b"k" * 32
TABLES = MetaData()
NOTES = Table("note", TABLES, Column("id", Integer, primary_key=True), Column("data", LargeBinary))
LAYOUT = DatabaseLayout("notes", 2, TABLES)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "notes.db"


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    opened = open_database(path, KEY, LAYOUT)
    yield opened
    opened.close()


def add(database: Database, *ids: int, data: bytes = b"") -> None:
    with database.transaction() as connection:
        connection.execute(insert(NOTES), [{"id": number, "data": data} for number in ids])


def count(database: Database) -> int:
    with database.transaction() as connection:
        return connection.execute(select(func.count()).select_from(NOTES)).scalar_one()


def test_what_was_committed_is_there_again(path: Path, database: Database) -> None:
    add(database, 1, 2)
    database.close()
    again = open_database(path, KEY, LAYOUT)
    assert count(again) == 2
    again.close()


def test_nothing_is_readable_in_the_files(path: Path, database: Database) -> None:
    add(database, 1, data=b"canary-310104195403120020")
    for file in path.parent.iterdir():
        raw = file.read_bytes()
        assert b"canary" not in raw
        assert b"SQLite format" not in raw


@pytest.mark.parametrize("version", [(3, 40, 1), (3, 51, 2)])
def test_a_sqlite_that_loses_commits_is_refused(version: tuple[int, ...]) -> None:
    with pytest.raises(UnsoundSqliteError, match=r"3\.51\.3"):
        require_sound_sqlite(version)


@pytest.mark.row("F15")
def test_a_wrong_key_is_an_alarm_and_changes_nothing(path: Path, database: Database) -> None:
    add(database, 1)
    database.close()
    before = path.read_bytes()
    with pytest.raises(CorruptDatabaseError):
        open_database(path, b"x" * 32, LAYOUT)
    assert path.read_bytes() == before


@pytest.mark.row("F15")
@pytest.mark.parametrize("offset", [0, 20, 5000, 9000])
def test_a_damaged_page_is_found_at_the_start(path: Path, database: Database, offset: int) -> None:
    add(database, *range(50), data=b"x" * 400)
    database.close()
    raw = bytearray(path.read_bytes())
    raw[offset] ^= 0x40
    path.write_bytes(raw)
    with pytest.raises(CorruptDatabaseError):
        open_database(path, KEY, LAYOUT)


@pytest.mark.row("F15")
@pytest.mark.parametrize("loss", ["deleted", "emptied"])
def test_a_lost_database_is_not_silently_made_anew(path: Path, database: Database, loss: str) -> None:
    add(database, 1)
    database.close()
    path.unlink() if loss == "deleted" else path.write_bytes(b"")
    with pytest.raises(CorruptDatabaseError, match="gone or empty"):
        open_database(path, KEY, LAYOUT)


def test_a_newer_schema_is_refused_untouched(path: Path, database: Database) -> None:
    with database.transaction() as connection:
        connection.execute(text("UPDATE schema_version SET version = 3"))
    database.close()
    before = {file.name: file.read_bytes() for file in path.parent.iterdir()}
    with pytest.raises(NewerSchemaError, match="schema 3, this program knows 2"):
        open_database(path, KEY, LAYOUT)
    assert {file.name: file.read_bytes() for file in path.parent.iterdir()} == before


def test_another_program_s_database_is_not_taken_over(path: Path) -> None:
    other = MetaData()
    Table("thing", other, Column("id", Integer, primary_key=True))
    open_database(path, KEY, DatabaseLayout("things", 1, other)).close()
    again = open_database(path, KEY, DatabaseLayout("things", 1, other))
    with again.transaction() as connection:
        connection.execute(text("DROP TABLE schema_version"))
    again.close()
    with pytest.raises(CorruptDatabaseError, match="not a notes database"):
        open_database(path, KEY, LAYOUT)


def test_every_pragma_is_as_it_must_be_on_a_fresh_connection(path: Path, database: Database) -> None:
    expected = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "cell_size_check": 1,
        "mmap_size": 0,
        "temp_store": 2,
        "trusted_schema": 0,
    }
    with database.transaction() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in expected}
    assert found == expected


def test_a_failed_transaction_leaves_nothing(database: Database) -> None:
    def fail() -> None:
        with database.transaction() as connection:
            connection.execute(insert(NOTES), {"id": 1})
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert count(database) == 0


def test_an_exclusive_database_has_one_process_only(tmp_path: Path) -> None:
    layout = DatabaseLayout("notes", 2, TABLES, exclusive=True)
    first = open_database(tmp_path / "x.db", KEY, layout)
    with pytest.raises(DatabaseInUseError):
        open_database(tmp_path / "x.db", KEY, layout, busy_seconds=0.0)
    first.close()
    open_database(tmp_path / "x.db", KEY, layout).close()


def test_two_connections_see_each_other_s_commits(path: Path, database: Database) -> None:
    other = open_database(path, KEY, LAYOUT)
    before = other.data_version()
    add(database, 1)
    assert other.data_version() != before
    assert count(other) == 1
    other.close()


def _open_and_write(path: Path, number: int) -> None:
    database = open_database(path, KEY, LAYOUT)
    add(database, number)
    database.close()


def test_two_processes_may_create_it_at_the_same_moment(path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=_open_and_write, args=(path, number)) for number in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0, 0]
    database = open_database(path, KEY, LAYOUT)
    assert count(database) == 3
    database.close()


def test_a_disk_that_cannot_be_written_is_told_as_such(tmp_path: Path) -> None:
    blocker = tmp_path / "file"
    blocker.write_bytes(b"")
    with pytest.raises((StorageError, OSError)):
        open_database(blocker / "x.db", KEY, LAYOUT)


def test_the_developer_s_keys_are_made_once_and_for_their_owner_only(tmp_path: Path) -> None:
    store = FileKeyStore(tmp_path / "keys")
    drafts = store.key(KeyName.DRAFTS)
    assert FileKeyStore(tmp_path / "keys").key(KeyName.DRAFTS) == drafts
    assert store.key(KeyName.OUTBOX) != drafts
    if os.name != "nt":
        assert {file.stat().st_mode & 0o777 for file in (tmp_path / "keys").iterdir()} == {0o600}


def test_the_production_profile_refuses_keys_beside_the_data(tmp_path: Path) -> None:
    with pytest.raises(KeyStoreError, match="beside the data"):
        require_production_grade(key_store_of("developer", tmp_path))


def test_a_key_of_the_wrong_length_is_refused(tmp_path: Path) -> None:
    (tmp_path / "drafts.key").write_bytes(b"short")
    with pytest.raises(KeyStoreError, match="expected 32 bytes, found 5"):
        FileKeyStore(tmp_path).key(KeyName.DRAFTS)


@pytest.mark.skipif(sys.platform != "win32", reason="DPAPI exists on Windows only")
def test_windows_gives_the_same_key_again_and_no_file_holds_it(tmp_path: Path) -> None:
    key = DpapiKeyStore(tmp_path).key(KeyName.OUTBOX)
    assert DpapiKeyStore(tmp_path).key(KeyName.OUTBOX) == key
    assert all(key not in file.read_bytes() for file in tmp_path.iterdir())


def test_a_key_store_this_machine_cannot_have_is_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    with pytest.raises(KeyStoreError, match="TPM"):
        key_store_of("tpm", tmp_path)
    if sys.platform != "win32":
        with pytest.raises(KeyStoreError, match="Windows only"):
            DpapiKeyStore(tmp_path)
        with pytest.raises(KeyStoreError, match="systemd"):
            key_store_of("machine", tmp_path).key(KeyName.OUTBOX)


@pytest.mark.skipif(sys.platform == "win32", reason="systemd")
def test_a_credential_of_the_service_is_its_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "outbox.key").write_bytes(b"c" * 32)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    store = require_production_grade(key_store_of("machine", tmp_path / "elsewhere"))
    assert store.key(KeyName.OUTBOX) == b"c" * 32
    with pytest.raises(KeyStoreError, match="drafts"):
        store.key(KeyName.DRAFTS)
