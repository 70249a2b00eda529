"""A service as a workbook and back, for authors who do not write YAML. Nothing is lost on the way.

Sheets: service (name and value), needs, stops, materials, originals, texts. Every cell is text; lists stand on lines
of their own in it. YAML stays the source: a workbook is a view that comes back through the same checks.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile

import yaml

from flows.loading.file_models import Budget, Clause, Law, ServiceFile
from flows.loading.fluent_source import TextTable
from flows.loading.names import material_text

Cells = list[list[str]]
_LINE: Final = "\n"
_COLUMNS: Final = {
    "service": ("name", "value"),
    "needs": ("field", "fact", "when", "trust", "later"),
    "stops": ("when", "say", "remedy", "basis"),
    "materials": ("id", "accept", "when", "proves", "after", "min_pages", "max_pages", "reason", "secondary"),
    "originals": ("text", "when"),
    "repeats": ("group", "more", "maximum", "when"),
    "declaration": ("text", "when"),
    "texts": ("id", "zh", "en"),
}
_LISTS: Final = ("without", "first", "fresh", "deliveries")
_MAPS: Final = ("assume", "ask")
_FIRST: Final = ("schema", "id")
_SIMPLE: Final = ("rev", "extends", "outcome", "signature", "purpose")


@dataclass(frozen=True)
class Workbook:
    sheets: dict[str, Cells]
    """name -> rows, the first being the headings"""
    texts: dict[str, tuple[str, str]] = field(default_factory=dict)


class WorkbookError(Exception):
    """A sheet or a column is missing, or a cell cannot be read; names sheet and row."""


def to_workbook(service: ServiceFile, texts: Mapping[str, tuple[str, str]]) -> Workbook:
    """`texts`: text id -> Chinese and English, those that this service shows."""
    sheets = {
        "service": [[name, value] for name, value in _settings(service)],
        "needs": [_need(name, value) for name, value in service.form.items()],
        "stops": [[stop.when, stop.say, stop.remedy, _laws(stop.basis)] for stop in service.stop],
        "materials": [
            [one.id, _joined(one.accept), one.when or "", _joined(one.proves), one.after or "", str(one.min_pages),
             str(one.max_pages), one.reason, "true" if one.secondary else ""]
            for one in service.materials or ()
        ],
        "originals": [[one.text, one.when or ""] for one in service.originals or ()],
        "repeats": [[one.group, one.more, str(one.maximum), one.when or ""] for one in service.repeat],
        "declaration": [_clause_cells(one) for one in service.declaration or ()],
        "texts": [[text_id, zh, en] for text_id, (zh, en) in texts.items()],
    }  # fmt: skip
    return Workbook({name: [list(_COLUMNS[name]), *rows] for name, rows in sheets.items()}, dict(texts))


def from_workbook(workbook: Workbook) -> ServiceFile:
    """Raises WorkbookError, or pydantic's ValidationError for values that are not allowed."""
    settings = {row["name"]: row["value"] for row in _rows(workbook, "service")}
    data: dict[str, Any] = {"schema": "kiosk/service@1", "id": settings.pop("id", "")}
    data |= {name: settings[name] for name in _SIMPLE if name in settings}
    data |= {name: _split(settings[name]) for name in _LISTS if name in settings}
    data |= {name: _map(settings[name], name) for name in _MAPS if name in settings}
    if "basis" in settings:
        data["basis"] = _read_laws(settings["basis"])
    if "budget" in settings:
        data["budget"] = _map(settings["budget"], "budget")
    data["form"] = {row["field"]: _read_need(row) for row in _rows(workbook, "needs")}
    data["stop"] = [
        {"when": row["when"], "say": row["say"], "remedy": row["remedy"], "basis": _read_laws(row["basis"])}
        for row in _rows(workbook, "stops")
    ]
    if settings.get("materials") == "listed here":
        data["materials"] = [_read_material(row) for row in _rows(workbook, "materials")]
    if settings.get("originals") == "listed here":
        data["originals"] = [
            _filled({"text": row["text"], "when": row["when"]}) for row in _rows(workbook, "originals")
        ]
    if settings.get("declaration") == "listed here":
        data["declaration"] = [_clause(row) for row in _rows(workbook, "declaration")]
    data["repeat"] = [_filled(row) for row in _rows(workbook, "repeats")]
    return ServiceFile.model_validate(data)


def to_yaml(service: ServiceFile) -> str:
    """The file as an author would write it."""
    data = service.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    ordered = {"schema": "kiosk/service@1", "id": service.id, **{k: v for k, v in data.items() if k not in _FIRST}}
    return yaml.safe_dump(ordered, allow_unicode=True, sort_keys=False, width=110, default_flow_style=None)


def texts_of(service: ServiceFile, tables: Mapping[str, TextTable]) -> dict[str, tuple[str, str]]:
    """Texts the service shows by id, in both languages."""
    ids = [text for stop in service.stop for text in (stop.say, stop.remedy)]
    ids += [one.text for one in service.originals or ()]
    ids += [material_text(one.id) for one in service.materials or ()]
    ids += [one if isinstance(one, str) else one.text for one in service.declaration or ()]
    return {one: (tables["zh"].plain.get(one, ""), tables["en"].plain.get(one, "")) for one in dict.fromkeys(ids)}


def write_xlsx(workbook: Workbook, path: Path) -> None:
    import openpyxl  # an author's machine has it; a terminal does not

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in workbook.sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([None if cell == "" else cell for cell in row])
        for cells in sheet.iter_rows():
            for cell in cells:
                cell.number_format = "@"
                if isinstance(cell.value, str):
                    cell.data_type = "s"
    book.save(path)


def read_xlsx(path: Path) -> Workbook:
    """Raises WorkbookError for what is no workbook or lacks a sheet."""
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = openpyxl.load_workbook(path, data_only=True)
    except (InvalidFileException, BadZipFile, KeyError, OSError) as error:
        raise WorkbookError(f"{path}: not a workbook ({error})") from None
    sheets = {
        name: [["" if cell is None else str(cell) for cell in row] for row in book[name].iter_rows(values_only=True)]
        for name in _COLUMNS
        if name in book.sheetnames
    }
    missing = [name for name in _COLUMNS if name not in sheets]
    if missing:
        raise WorkbookError(f"{path}: the sheet {missing[0]} is missing")
    found = Workbook(sheets)
    texts = {row["id"]: (row["zh"], row["en"]) for row in _rows(found, "texts")}
    return Workbook(sheets, texts)


def _settings(service: ServiceFile) -> Iterable[tuple[str, str]]:
    yield "id", service.id
    for name in _SIMPLE:
        value = getattr(service, name)
        if value is not None:
            yield name, str(value).lower() if isinstance(value, bool) else str(value)
    for name in _LISTS:
        value = getattr(service, name)
        if value is not None:
            yield name, _joined(value)
    for name in _MAPS:
        if getattr(service, name):
            yield name, _LINE.join(f"{key}={value}" for key, value in getattr(service, name).items())
    if service.basis:
        yield "basis", _laws(service.basis)
    if service.budget is not None:
        yield "budget", _budget(service.budget)
    for name in ("materials", "originals", "declaration"):
        if getattr(service, name) is not None:
            yield name, "listed here"


def _budget(budget: Budget) -> str:
    return _LINE.join(f"{name}={value}" for name, value in budget.model_dump().items() if value is not None)


def _need(name: str, value: Any) -> list[str]:
    if isinstance(value, str):
        return [name, value, "", "", ""]
    return [name, value.fact, value.when or "", value.trust or "", "true" if value.later else ""]


def _read_need(row: Mapping[str, str]) -> Any:
    extra = _filled({name: row[name] for name in ("when", "trust", "later")})
    return {"fact": row["fact"], **extra} if extra else row["fact"]


def _read_material(row: Mapping[str, str]) -> dict[str, Any]:
    data: dict[str, Any] = _filled(dict(row))
    for name in ("accept", "proves"):
        if name in data:
            data[name] = _split(data[name])
    return data


def _clause_cells(one: str | Clause) -> list[str]:
    return [one, ""] if isinstance(one, str) else [one.text, one.when or ""]


def _clause(row: Mapping[str, str]) -> Any:
    return {"text": row["text"], "when": row["when"]} if row["when"] else row["text"]


def _filled(row: Mapping[str, str]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value}


def _joined(values: Iterable[str]) -> str:
    return _LINE.join(values)


def _split(cell: str) -> list[str]:
    return cell.split(_LINE) if cell else []


def _map(cell: str, name: str) -> dict[str, str]:
    found = {}
    for part in _split(cell):
        key, equals, value = part.partition("=")
        if not equals:
            raise WorkbookError(f"service: {name}: {part} has no =")
        found[key] = value
    return found


def _laws(laws: Iterable[Law]) -> str:
    return _LINE.join(f"{one.law}§{one.article}" if one.article else one.law for one in laws)


def _read_laws(cell: str) -> list[dict[str, str]]:
    return [_filled({"law": part.partition("§")[0], "article": part.partition("§")[2]}) for part in _split(cell)]


def _rows(workbook: Workbook, sheet: str) -> list[dict[str, str]]:
    rows = workbook.sheets.get(sheet, [])
    heads = rows[0] if rows else []
    for name in _COLUMNS[sheet]:
        if name not in heads:
            raise WorkbookError(f"the sheet {sheet} has no column {name}")
    found = []
    for row in rows[1:]:
        cells = [*row, *[""] * (len(heads) - len(row))]
        if any(cells):
            found.append(dict(zip(heads, cells, strict=False)))
    return found
