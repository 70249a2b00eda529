"""The catalogue's tables (CSV): items, departments, themes, bundles, and what a branch shows first."""

import csv
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeAlias

from flows.loading.faults import Fault

Row: TypeAlias = dict[str, str]
_TABLES: Final = ("items", "departments", "categories", "bundles", "archetypes", "english", "branch")
_KEYS: Final = ("code", "id", "slug", "concept", "topic", "zh", "day", "simple")
_OPTIONAL: Final = ("synonyms", "english_words", "elsewhere", "phrases", "holidays", "traditional")


@dataclass
class ItemTable:
    items: dict[str, Row] = field(default_factory=dict)
    departments: dict[str, Row] = field(default_factory=dict)
    categories: dict[str, Row] = field(default_factory=dict)
    bundles: dict[str, Row] = field(default_factory=dict)
    archetypes: dict[str, Row] = field(default_factory=dict)
    english: dict[str, Row] = field(default_factory=dict)
    """names of papers and results in English, by their Chinese name"""
    synonyms: dict[str, Row] = field(default_factory=dict)
    """concepts and the everyday words for them"""
    english_words: dict[str, Row] = field(default_factory=dict)
    elsewhere: dict[str, Row] = field(default_factory=dict)
    """what people ask for that no government terminal does"""
    phrases: dict[str, Row] = field(default_factory=dict)
    """more ways to ask for an item"""
    traditional: dict[str, Row] = field(default_factory=dict)
    """simplified characters and how Hong Kong, Macao and Taiwan write them"""
    holidays: dict[str, Row] = field(default_factory=dict)
    """rest days and make-up days of the yearly notices"""
    branch: dict[str, Row] = field(default_factory=dict)
    """what a branch shows first: hot list and scenarios, in order"""
    lines: dict[str, int] = field(default_factory=dict)
    """code -> line in items.csv"""
    faults: list[Fault] = field(default_factory=list)


def read_items(folder: Path) -> ItemTable:
    table = ItemTable()
    for name in (*_TABLES, *_OPTIONAL):
        path = folder / f"{name}.csv"
        if not path.exists() and name in _OPTIONAL:
            continue
        if not path.exists():
            table.faults.append(Fault("E01", f"catalogue/{name}.csv", 0, "the table is missing", "Add it"))
            continue
        with path.open(encoding="utf-8", newline="") as file:
            _take(name, csv.DictReader(file), table)
    return table


def _take(name: str, rows: "csv.DictReader[str]", table: ItemTable) -> None:
    into: dict[str, Row] = getattr(table, name)
    for row in rows:
        key = next((row[column] for column in _KEYS if row.get(column)), "")
        shown_as = f"catalogue/{name}.csv"
        if None in row or None in row.values():
            table.faults.append(
                Fault("E01", shown_as, rows.line_num, f"{key}: too few or too many columns", "Quote it")
            )
        elif key in into:
            table.faults.append(Fault("E01", shown_as, rows.line_num, f"{key} stands here twice", "Keep one row"))
        else:
            into[key] = row
            if name == "items":
                table.lines[key] = rows.line_num
