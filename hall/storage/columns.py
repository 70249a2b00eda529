"""Column types that mean the same on every engine."""

from datetime import UTC, datetime
from typing import Annotated, Any

from sqlalchemy import LargeBinary, String, Text
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator[datetime]):
    """A moment as ISO 8601 text in UTC, so that it sorts and reads the same on every engine."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> str | None:
        return None if value is None else value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, dialect: Any) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


class Base(DeclarativeBase):
    type_annotation_map = {  # noqa: RUF012  declared by SQLAlchemy as a plain attribute
        datetime: Moment,
        str: Text,
        bytes: LargeBinary,
    }


TerminalKey = Annotated[str, mapped_column(String(40), primary_key=True)]
"""first part of every primary key, unique key and index: the distribution column"""
IdKey = Annotated[str, mapped_column(String(64), primary_key=True)]
