"""Rows of the catalogue: codes, limits, names, and the share of items that really do something (可办率)."""

from collections.abc import Callable
from typing import Final

from flows.catalogue.materials import listed_materials
from flows.checking.subject import Subject
from flows.loading.item_table import Row
from flows.rules.item_codes import item_code_fault

LEAST_TRANSACTABLE: Final = 0.5


def check_rows(subject: Subject) -> None:
    table = subject.folder.items
    families = set(table.archetypes)
    departments = {row["name_zh"] for row in table.departments.values()}
    for code, row in table.items.items():
        line = table.lines[code]
        for message, fix in _faults(code, row, families, departments):
            subject.row_error("E02", line, f"{code}: {message}", fix)
        _papers(subject, code, row, line)
    if table.items and transactable(subject) < LEAST_TRANSACTABLE:
        message = f"only {transactable(subject):.0%} of the items end in a case or a changed record"
        subject.row_error("XH-08", 0, message, f"At least {LEAST_TRANSACTABLE:.0%} must")


def transactable(subject: Subject) -> float:
    """可办率: items of kind 办 among all."""
    rows = subject.folder.items.items.values()
    return sum(row["kind"] == "办" for row in rows) / max(len(rows), 1)


def _faults(code: str, row: Row, families: set[str], departments: set[str]) -> list[tuple[str, str]]:
    rules: list[tuple[bool, str, str]] = [
        (item_code_fault(code) is not None, "the code has a wrong form", "12, 31 or 33 characters, or PH-P-nnn"),
        (row["audience"] not in ("personal", "legal"), f"audience {row['audience']}", "personal or legal"),
        (row["archetype"] not in families, f"no family {row['archetype']}", "Add it to archetypes.csv, or correct it"),
        (row["department"] not in departments, f"no department {row['department']}", "Add it to departments.csv"),
        (row["kind"] not in "办查印约", f"kind {row['kind']}", "办, 查, 印 or 约"),
        (_over(row), "more days promised than the law allows", "Promise at most the legal limit"),
        (row["instant"] == "yes" and row["promised_working_days"] != "0", "instant, but days promised", "Promise 0"),
        (row["second_approval"] == "yes" and row["kind"] != "办", "decided at once, but nothing to decide", "Say no"),
        (not row["name_everyday_zh"] or not row["name_en"], "a name is missing", "Give official, everyday and English"),
    ]
    return [(message, fix) for wrong, message, fix in rules if wrong]


def _over(row: Row) -> bool:
    promised, legal = row["promised_working_days"], row["legal_working_days"]
    return bool(promised and legal) and int(promised) > int(legal)


def _papers(subject: Subject, code: str, row: Row, line: int) -> None:
    read: Callable[[str], object] = listed_materials
    try:
        read(row["materials"])
    except ValueError as error:
        subject.row_error("E01", line, f"{code}: {error}", "Write name[card|elicence|hall|scan|own-made|original]")
