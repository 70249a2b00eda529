"""The rules that keep Citus possible: every key of a distributed table contains its distribution column."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Column, Integer, MetaData, String, Table, UniqueConstraint

import hall
from hall.storage import case_tables, hall_tables, tables
from hall.storage.columns import Base
from hall.storage.distribution import faults_of

MODELS = (tables, case_tables, hall_tables)


def test_every_table_of_the_hall_can_be_distributed() -> None:
    assert list(faults_of(Base.metadata)) == []


def test_a_unique_key_without_the_distribution_column_is_found() -> None:
    metadata = MetaData()
    Table(
        "cases",
        metadata,
        Column("terminal_id", String, primary_key=True),
        Column("sub_id", String, primary_key=True),
        Column("number", String),
        UniqueConstraint("number"),
    )
    assert list(faults_of(metadata)) == ["cases: unique key (number) lacks terminal_id"]


def test_a_counter_of_the_database_is_found() -> None:
    metadata = MetaData()
    Table(
        "cases",
        metadata,
        Column("terminal_id", String, primary_key=True),
        Column("id", Integer, primary_key=True, autoincrement=True),
    )
    assert list(faults_of(metadata)) == ["cases.id: a global sequence"]


def test_a_table_that_is_neither_distributed_nor_named_as_reference_is_found() -> None:
    metadata = MetaData()
    Table("settings", metadata, Column("name", String, primary_key=True))
    assert list(faults_of(metadata)) == ["settings: neither distributed nor a reference table"]


def test_no_statement_skips_locked_rows_or_listens() -> None:
    found = [f"{path.name}: {word}" for path, word in _forbidden_words()]
    assert found == []


@pytest.mark.parametrize("source", ["query.with_for_update(skip_locked=True)", "connection.execute('LISTEN inbox')"])
def test_the_scan_sees_what_it_forbids(source: str) -> None:
    assert list(_words(source))


def _forbidden_words() -> Iterator[tuple[Path, str]]:
    files = list(Path(hall.__file__).parent.rglob("*.py"))
    assert len(files) > 50
    for path in files:
        for word in _words(path.read_text(encoding="utf-8")):
            yield path, word


def _words(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.keyword) and node.arg == "skip_locked":
            yield "skip_locked"
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from (word for word in ("LISTEN ", "NOTIFY ", "nextval(") if node.value.startswith(word))
