"""All checks in order. What later ones build on is checked first; with such faults they are left out."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.checking.arrangement import check_arrangement
from flows.checking.bundling import check_bundles
from flows.checking.choices import check_choices
from flows.checking.cycles import check_cycles
from flows.checking.obtaining import check_obtaining
from flows.checking.papers import check_papers
from flows.checking.reachability import check_conditions
from flows.checking.references import check_references
from flows.checking.rows import check_rows, transactable
from flows.checking.subject import Subject
from flows.checking.vocabulary import check_vocabulary
from flows.checking.walking import check_walks
from flows.checking.wording import check_wording
from flows.loading.compiling import compile_parts
from flows.loading.faults import Fault
from flows.loading.folder import read_folder
from flows.loading.parts import parts_of


@dataclass(frozen=True)
class Report:
    personal: int
    legal: int
    transactable: float
    faults: tuple[Fault, ...]

    @property
    def errors(self) -> tuple[Fault, ...]:
        return tuple(fault for fault in self.faults if not fault.warning)

    @property
    def warnings(self) -> tuple[Fault, ...]:
        return tuple(fault for fault in self.faults if fault.warning)

    def as_json(self) -> dict[str, Any]:
        return {
            "items": {"personal": self.personal, "legal": self.legal},
            "transactable": round(self.transactable, 4),
            "errors": [fault.as_json() for fault in self.errors],
            "warnings": [fault.as_json() for fault in self.warnings],
        }


def check_content(folder: Path) -> Report:
    with _no_collector():
        subject = subject_of(folder)
        check_rows(subject)
        if not subject.folder.faults:
            _named(subject)
    audiences = [row["audience"] for row in subject.folder.items.items.values()]
    faults = sorted({*subject.faults, *subject.folder.faults, *subject.parts.faults}, key=_place)
    return Report(audiences.count("personal"), audiences.count("legal"), transactable(subject), tuple(faults))


@contextmanager
def _no_collector() -> Iterator[None]:
    """A check makes millions of values and no cycles: to look for those takes a fifth of its time and frees nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def subject_of(folder: Path) -> Subject:
    read = read_folder(folder)
    parts = parts_of(read)
    return Subject(read, parts, compile_parts(read, parts))


def _named(subject: Subject) -> None:
    check_references(subject)
    check_arrangement(subject)
    check_choices(subject)
    check_cycles(subject)
    check_wording(subject)
    check_vocabulary(subject)
    if any(not fault.warning and fault.check in _GROUND for fault in [*subject.faults, *subject.parts.faults]):
        return
    check_conditions(subject)
    check_obtaining(subject)
    check_papers(subject)
    check_walks(subject)
    check_bundles(subject)


_GROUND = ("E01", "E02", "E03", "E05", "E07")


def _place(fault: Fault) -> tuple[bool, str, int, str]:
    return fault.warning, fault.file, fault.line, fault.check
