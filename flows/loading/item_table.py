"""The catalogue's tables (CSV): items, departments, themes, bundles, and what a branch shows first."""

import csv
import io
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeAlias

from flows.loading.faults import Fault
from flows.loading.source_text import read_source

Row: TypeAlias = dict[str, str]
_COLUMNS: Final = {
    "items": "code name_zh name_everyday_zh name_en aliases_zh audience life_stage department category archetype kind "
    "materials promised_working_days legal_working_days deliverable delivery instant second_approval hot_rank "
    "scenarios legal_basis",
    "departments": "name_zh name_en",
    "categories": "slug name_zh name_en icon",
    "bundles": "id name_zh name_en name_everyday_zh member_codes illustrative_due_working_days",
    "archetypes": "slug name_zh name_en minutes",
    "english": "zh en",
    "branch": "code place icon",
    "synonyms": "concept words",
    "english_words": "concept words",
    "elsewhere": "topic words",
    "phrases": "code zh en",
    "traditional": "simple traditional",
    "holidays": "day kind",
}
_TABLES: Final = ("items", "departments", "categories", "bundles", "archetypes", "english", "branch")
_NUMBERS: Final = (
    "promised_working_days",
    "legal_working_days",
    "hot_rank",
    "minutes",
    "illustrative_due_working_days",
)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_WHOLE: Final = re.compile(r"[0-9]{0,4}")
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
        text = read_source(path, f"catalogue/{name}.csv")
        if isinstance(text, Fault):
            table.faults.append(text)
        else:
            _read(name, text, table)
    return table


def _read(name: str, text: str, table: ItemTable) -> None:
    """Nothing of a table without the columns that are counted on, or that is no CSV."""
    shown_as = f"catalogue/{name}.csv"
    control = _CONTROL.search(text)
    if control is not None:
        line = text.count("\n", 0, control.start()) + 1
        table.faults.append(Fault("E01", shown_as, line, "a control character", "Take it out"))
        return
    rows = csv.DictReader(io.StringIO(text))
    try:
        missing = [column for column in _COLUMNS[name].split() if column not in (rows.fieldnames or ())]
        if missing:
            message = f"the column {missing[0]} is missing"
            table.faults.append(Fault("E01", shown_as, 1, message, "The first line names the columns: add it"))
        else:
            _take(name, rows, table)
    except csv.Error as error:
        table.faults.append(Fault("E01", shown_as, rows.line_num + 1, f"no CSV: {error}", "Correct the quotes"))


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
            for column in _NUMBERS:
                if not _WHOLE.fullmatch(row.get(column) or ""):
                    message = f"{key}: {column} is {row[column][:20]}"
                    table.faults.append(Fault("E01", shown_as, rows.line_num, message, "A whole number, or nothing"))
                    row[column] = ""
            if name == "items":
                table.lines[key] = rows.line_num
