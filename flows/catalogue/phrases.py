"""The phrases that stand for something: each item's names and ways to ask for it, and what people ask for in vain."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from flows.catalogue.features import normal

Row = Mapping[str, str]
Tables = Mapping[str, Any]
_OFFICIAL: Final = 0.95
"""of an official name: few people use it"""


@dataclass(frozen=True)
class Phrase:
    owner: int
    """number of the item; beyond the items every phrase of what is done elsewhere stands for itself"""
    text: str
    """normal()"""
    weight: float
    subject: int
    """number of the item, or of the topic done elsewhere; how many of these share a word says how rare it is"""


def phrases_of(tables: Tables) -> tuple[Phrase, ...]:
    """Of the items, in their order, then of what is done elsewhere."""
    items: Mapping[str, Row] = tables["items"]
    found = [
        Phrase(number, normal(text), weight, number)
        for number, (code, row) in enumerate(items.items())
        for text, weight in _of_item(row, tables["phrases"].get(code, {}))
    ]
    elsewhere = [
        (normal(text), len(items) + topic)
        for topic, row in enumerate(tables["elsewhere"].values())
        for text in row["words"].split(";")
    ]
    found += [Phrase(len(items) + number, text, 1.0, topic) for number, (text, topic) in enumerate(elsewhere)]
    return tuple(found)


def _of_item(row: Row, more: Row) -> Iterator[tuple[str, float]]:
    yield row["name_everyday_zh"], 1.0
    yield row["name_zh"], _OFFICIAL
    yield row["name_en"], 1.0
    for cell in (row["aliases_zh"], more.get("zh", ""), more.get("en", "")):
        yield from ((text, 1.0) for text in cell.split(";") if text)
