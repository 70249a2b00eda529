"""What the checks look at: the folder as read, its parts by id, and the pack made of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from flows.checking.shapes import shape_of
from flows.engine.pack import Pack
from flows.loading.faults import Fault
from flows.loading.file_models import ServiceBody
from flows.loading.folder import Folder
from flows.loading.parts import Parts
from flows.loading.services import Whole
from flows.loading.yaml_source import Document, Place

ALL_UP = "all up"
ALL_DOWN = "all down"


@dataclass
class Subject:
    folder: Folder
    parts: Parts
    raw: dict[str, Any]
    faults: list[Fault] = field(default_factory=list)
    walks: dict[tuple[str, str], object] = field(default_factory=dict)
    """what checking.walking has walked so far"""

    @cached_property
    def pack(self) -> Pack:
        return Pack(self.raw, "")

    def error(self, check: str, at: Document, place: Place, message: str, fix: str, **more: Any) -> None:
        fault = Fault(check, at.file, at.line(place), message, fix, **more)
        if fault not in self.faults:
            self.faults.append(fault)

    def warn(self, check: str, at: Document, place: Place, message: str, fix: str) -> None:
        self.error(check, at, place, message, fix, warning=True)

    def row_error(self, check: str, line: int, message: str, fix: str) -> None:
        self.faults.append(Fault(check, "catalogue/items.csv", line, message, fix))

    def row_warning(self, check: str, line: int, message: str, fix: str) -> None:
        self.faults.append(Fault(check, "catalogue/items.csv", line, message, fix, warning=True))

    def bodies(self) -> Iterator[tuple[ServiceBody, Document]]:
        """Of services and of archetypes."""
        for service in self.folder.services:
            yield service.model, service.document
        for archetype in self.folder.archetypes:
            yield archetype.model, archetype.document

    def written(self) -> Iterator[tuple[str, Whole, Document]]:
        """Services with a file of their own."""
        for code, one in self.parts.services.items():
            if one.written:
                yield code, one, one.chain[0].document

    @cached_property
    def shapes(self) -> dict[str, tuple[str, ...]]:
        """Items that ask the same in the same way, under the code of the first: they are walked once."""
        found: dict[str, list[str]] = {}
        for code, raw in self.raw["services"].items():
            found.setdefault(shape_of(raw), []).append(code)
        return {codes[0]: tuple(codes) for codes in found.values()}

    @cached_property
    def shape_names(self) -> dict[str, str]:
        """Item -> the first item of its shape; a bundle stands for itself."""
        return {code: first for first, codes in self.shapes.items() for code in codes}

    def down(self, name: str) -> frozenset[str]:
        """Sources that are out of order in a class of availability: "all up", "all down" or one source's name."""
        if name == ALL_UP:
            return frozenset()
        if name == ALL_DOWN:
            return frozenset(source for source, raw in self.raw["sources"].items() if raw["kind"] == "query")
        return frozenset({name})
