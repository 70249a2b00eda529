"""Statements that SQLite and PostgreSQL spell in different modules."""

from typing import Any, TypeAlias

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from hall.storage.columns import Base

Insert: TypeAlias = sqlite.Insert | postgresql.Insert


def insert_if_absent(session: Session, table: type[Base], values: dict[str, Any] | list[dict[str, Any]]) -> Insert:
    """INSERT ... ON CONFLICT DO NOTHING: the unique keys decide, whichever of them is hit."""
    return _insert(session, table).values(values).on_conflict_do_nothing()


def insert_many_if_absent(session: Session, table: type[Base]) -> Insert:
    """The same, to be executed with a list of rows on the session's connection."""
    return _insert(session, table).on_conflict_do_nothing()


def upsert(session: Session, table: type[Base], key: tuple[str, ...], values: dict[str, Any]) -> Insert:
    changed = {name: value for name, value in values.items() if name not in key}
    return _insert(session, table).values(values).on_conflict_do_update(index_elements=key, set_=changed)


def _insert(session: Session, table: type[Base]) -> Insert:
    embedded = session.get_bind().dialect.name == "sqlite"
    return sqlite.insert(table) if embedded else postgresql.insert(table)
