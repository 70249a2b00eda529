"""Long lists, a page at a time: no list is cut off without saying so."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Final, Generic, TypeAlias, TypeVar

from fastapi import Query
from sqlalchemy import ColumnElement, Select, case
from sqlalchemy.orm import InstrumentedAttribute, Session

PAGE_SIZE: Final = 100
Row = TypeVar("Row")
Shown = TypeVar("Shown")
PageNumber: TypeAlias = Annotated[int, Query(alias="page", ge=1, le=100_000)]


@dataclass(frozen=True)
class Slice(Generic[Row]):
    rows: tuple[Row, ...]
    number: int = 1
    """of the page, from 1"""
    has_more: bool = False

    def with_rows(self, rows: Iterable[Shown]) -> "Slice[Shown]":
        """The same page, each row as it is shown."""
        return Slice(tuple(rows), self.number, self.has_more)


def cut(rows: Sequence[Row], number: int, size: int = PAGE_SIZE) -> Slice[Row]:
    """Page `number` of what is here already."""
    begin = (number - 1) * size
    return Slice(tuple(rows[begin : begin + size]), number, len(rows) > begin + size)


def waiting_first(
    is_waiting: ColumnElement[bool], since: "InstrumentedAttribute[datetime]"
) -> tuple[ColumnElement[Any], ...]:
    """Order: what somebody still has to do something about, the oldest on top; then the others, newest first."""
    return is_waiting.desc(), case((is_waiting, since)), since.desc()


def sliced(session: Session, query: "Select[Any]", number: int, size: int = PAGE_SIZE) -> "Slice[Any]":
    """Page `number` of the rows of `query`, whose order must be total. They outlive the session."""
    rows = session.scalars(query.limit(size + 1).offset((number - 1) * size)).all()
    return Slice(tuple(rows[:size]), number, len(rows) > size)
