"""Rows of the catalogue: codes, limits, names, and the share of items that really do something (可办率)."""

from collections.abc import Callable
from datetime import date
from typing import Final

from flows.catalogue.materials import listed_materials
from flows.checking.subject import Subject
from flows.loading.faults import Fault
from flows.loading.item_table import Row
from flows.rules.item_codes import item_code_fault

LEAST_TRANSACTABLE: Final = 0.5
_CHOICE: Final = ("yes", "no")
_DAYS: Final = ("rest", "work")
_WAYS: Final = frozenset({"print", "locker", "courier", "electronic"})
_FIX_WAYS: Final = "print, locker, courier, electronic, with ; between"


def check_rows(subject: Subject) -> None:
    table = subject.folder.items
    families = set(table.archetypes)
    _tables(subject)
    departments = {row["name_zh"] for row in table.departments.values()}
    for code, row in table.items.items():
        line = table.lines[code]
        if row["category"] not in table.categories:
            subject.row_error(
                "E02", line, f"{code}: no theme {row['category']}", "Add it to categories.csv, or correct it"
            )
        for bundle in filter(None, row["scenarios"].split(";")):
            if bundle not in table.bundles:
                subject.row_error("E02", line, f"{code}: no scenario {bundle}", "Add it to bundles.csv, or drop it")
        for message, fix in _faults(code, row, families, departments):
            subject.row_error("E02", line, f"{code}: {message}", fix)
        _papers(subject, code, row, line)
    if table.items and transactable(subject) < LEAST_TRANSACTABLE:
        message = f"only {transactable(subject):.0%} of the items end in a case or a changed record"
        subject.row_error("XH-08", 0, message, f"At least {LEAST_TRANSACTABLE:.0%} must")


def _tables(subject: Subject) -> None:
    """What the other tables say about items must be about items."""
    table = subject.folder.items
    known = {*table.items, *table.bundles}
    for name, codes in (("phrases", table.phrases), ("branch", table.branch)):
        for code in codes:
            if code not in known:
                subject.faults.append(
                    Fault("E02", f"catalogue/{name}.csv", 0, f"there is no item {code}", "Correct the code")
                )
    for bundle, row in table.bundles.items():
        for code in filter(None, row["member_codes"].split(";")):
            if code not in table.items:
                message = f"{bundle}: there is no item {code}"
                subject.faults.append(Fault("E02", "catalogue/bundles.csv", 0, message, "Correct the code, or drop it"))
    for day, row in table.holidays.items():
        if not _is_day(day) or row["kind"] not in _DAYS:
            message = f"{day} is {row['kind']}"
            subject.faults.append(
                Fault("E01", "catalogue/holidays.csv", 0, message, f"A day such as 2026-10-01: {' or '.join(_DAYS)}")
            )


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


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
        (
            not all(row[name] for name in ("name_zh", "name_everyday_zh", "name_en")),
            "a name is missing",
            "Give official, everyday and English",
        ),
        (row["instant"] not in _CHOICE, f"instant {row['instant']}", "yes or no"),
        (row["second_approval"] not in _CHOICE, f"second_approval {row['second_approval']}", "yes or no"),
        (not set(filter(None, row["delivery"].split(";"))) <= _WAYS, f"delivery {row['delivery']}", _FIX_WAYS),
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
