"""What the hall knows of items and facts: names, departments, limits. Most limits are illustrative (演示数据)."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

_FOLDER: Final = Path(__file__).with_name("reference")
ANSWER_WORKING_DAYS: Final = 5
"""行政许可法 art. 32: accept, refuse or name every gap; silence is acceptance"""
DELIVERY_WORKING_DAYS: Final = 10
"""行政许可法 art. 44"""
_DEFAULT_PROMISE: Final = 20
CENTRE: Final = "市政务服务中心"
"""whose the items are that no department has"""


@dataclass(frozen=True)
class Item:
    code: str
    name_zh: str
    name_en: str
    department: str
    promised_working_days: int
    deliverable: str
    instant: bool
    """finished during the visit"""
    audience: str = "personal"
    """personal or legal: whom its papers are about"""
    kind: str = "办"
    """办 handled, 查 looked up, 印 printed, 约 booked"""
    is_open: bool = False
    """a question that anybody may ask; its answer has nobody's data in it"""


@dataclass(frozen=True)
class Fact:
    id: str
    name_zh: str
    kind: str
    choices: dict[str, str]
    """value -> Chinese label"""
    sources: tuple[str, ...]


def item_of(code: str) -> Item:
    """An unknown code (a new item, a bundle) is shown by its code and gets the statutory 20 days."""
    return _items().get(code) or Item(code, code, code, CENTRE, _DEFAULT_PROMISE, "办理结果", instant=False)


def items() -> tuple[Item, ...]:
    return tuple(_items().values())


def codes_of(department: str) -> tuple[str, ...]:
    return tuple(item.code for item in _items().values() if item.department == department)


def fact_of(fact_id: str) -> Fact | None:
    return _facts().get(fact_id)


def departments() -> tuple[str, ...]:
    return tuple(sorted({item.department for item in _items().values()}))


@cache
def _items() -> dict[str, Item]:
    return {
        row["code"]: Item(
            row["code"],
            row["name_zh"],
            row["name_en"],
            row["department"],
            int(row["promised_working_days"] or _DEFAULT_PROMISE),
            row["deliverable"],
            row["instant"] == "yes",
            row["audience"],
            row["kind"],
            row["open"] == "yes",
        )
        for row in _rows("items.csv")
    }


@cache
def _facts() -> dict[str, Fact]:
    return {
        row["id"]: Fact(
            row["id"], row["name_zh"], row["type"], _choices(row["enum_values"]), tuple(row["sources"].split(";"))
        )
        for row in _rows("facts.csv")
    }


def _choices(text: str) -> dict[str, str]:
    pairs = (part.split("=", 1) for part in text.split(";") if "=" in part)
    return {value: label.split("/")[0] for value, label in pairs}


def _rows(name: str) -> list[dict[str, str]]:
    with (_FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
