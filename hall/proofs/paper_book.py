"""What the papers of each item say, from hall/reference/papers/*.toml: 演示数据, the same for the same day and person.

Words in braces are filled in: {y} {y-2} years, {month-1} months, {day+30} days from today, {name} and others of the
one who asks. A repeated row is said once and goes one year or month further back in each line.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from hall.catalogue import Item
from hall.proofs.paper import Paper, Subject, Table

_FOLDER: Final = Path(__file__).parents[1] / "reference" / "papers"
_SLOT: Final = re.compile(r"\{(\w+)([+-]\d+)?\}")
_LONG: Final = 8


class WrittenTable(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    row: tuple[str, ...] = ()
    repeat: Literal["", "year", "month"] = ""
    times: int = Field(default=0, ge=0, le=60)


class WrittenPaper(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str = ""
    """the register it comes from; while that is down there is no paper"""
    facts: tuple[tuple[str, str], ...]
    text: str = ""
    tables: tuple[WrittenTable, ...] = ()


@dataclass(frozen=True)
class Asked:
    """What fills the slots."""

    subject: Subject
    day: date
    keyword: str = ""


def written_paper(code: str) -> WrittenPaper | None:
    """None: this hall makes no such paper."""
    return _book().get(code)


def paper_of(item: Item, written: WrittenPaper, asked: Asked, *, english: bool = False) -> Paper:
    return Paper(
        title=item.name_zh,
        subtitle=item.name_en if english else item.deliverable,
        issuer=f"演示政务服务大厅 · {item.department}（演示）",
        facts=tuple((label, _filled(value, asked)) for label, value in written.facts),
        text=_filled(written.text, asked),
        tables=tuple(_table(table, asked) for table in written.tables),
    )


def _table(table: WrittenTable, asked: Asked) -> Table:
    rows = [tuple(_filled(cell, asked) for cell in row) for row in table.rows]
    rows += [tuple(_filled(cell, asked, n) for cell in table.row) for n in range(table.times)]
    return Table(table.title, table.head, tuple(rows), halves=len(rows) > _LONG and len(table.head) < 4)


def _filled(text: str, asked: Asked, back: int = 0) -> str:
    def fill(slot: re.Match[str]) -> str:
        name, shift = slot[1], int(slot[2] or 0)
        match name:
            case "y":
                return str(asked.day.year + shift - back)
            case "month":
                year, month = divmod(asked.day.year * 12 + asked.day.month - 1 + shift - back, 12)
                return f"{year} 年 {month + 1:02d} 月"
            case "day":
                return (asked.day + timedelta(days=shift)).isoformat()
            case _:
                return _known(asked)[name] or "—"

    return _SLOT.sub(fill, text)


def _known(asked: Asked) -> Mapping[str, str]:
    person, company = asked.subject.person, asked.subject.company
    return {
        "keyword": asked.keyword,
        "name": person.name if person else "",
        "address": person.address if person else "",
        "company": company.name if company else "",
        "company_address": company.address if company else "",
    }


@cache
def _book() -> Mapping[str, WrittenPaper]:
    return dict(entry for path in sorted(_FOLDER.glob("*.toml")) for entry in _read(path))


def _read(path: Path) -> Iterator[tuple[str, WrittenPaper]]:
    raw: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    source = raw.pop("source", "")
    for code, content in raw.items():
        yield code, WrittenPaper.model_validate({"source": source, **content})
