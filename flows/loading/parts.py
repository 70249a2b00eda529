"""The parts of all files by their ids, with the checks that need no more than their names and types."""

from collections.abc import Container
from dataclasses import dataclass, field
from typing import Any, TypeVar

from flows.loading.cel_types import CelError, Vocabulary, wanted_type
from flows.loading.faults import Fault
from flows.loading.file_models import AskEntry, BundleFile, FactEntry, Source
from flows.loading.folder import LANGUAGES, Folder, Read
from flows.loading.services import Authored, Whole, whole
from flows.loading.yaml_source import Document, Place

Value = TypeVar("Value")


@dataclass
class Parts:
    folder: Folder
    sources: dict[str, Source] = field(default_factory=dict)
    facts: dict[str, FactEntry] = field(default_factory=dict)
    fact_at: dict[str, Document] = field(default_factory=dict)
    asks: dict[str, AskEntry] = field(default_factory=dict)
    ask_at: dict[str, Document] = field(default_factory=dict)
    codes: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)
    services: dict[str, Whole] = field(default_factory=dict)
    bundles: dict[str, Read[BundleFile]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    vocabulary: Vocabulary = field(default_factory=lambda: Vocabulary({}))
    row_vocabulary: Vocabulary = field(default_factory=lambda: Vocabulary({}))
    """inside a row of a repeat its facts are single values"""

    def fault(self, check: str, at: Document, place: Place, message: str, fix: str) -> None:
        fault = Fault(check, at.file, at.line(place), message, fix)
        if fault not in self.faults:
            self.faults.append(fault)

    def has_text(self, text_id: str) -> bool:
        return text_id in self.folder.texts["zh"]

    def text(self, text_id: str, at: Document, place: Place) -> str:
        """The id itself; a fault for each language that lacks it."""
        for language in LANGUAGES:
            if text_id not in self.folder.texts[language]:
                check = "E08" if language == "zh" else "E06"
                self.fault(check, at, place, f"the text {text_id} is missing", f"Add it to texts/{language}/")
        return text_id

    def text_of(self, one: Whole, text_id: str, place: Place) -> str:
        return self.text(text_id, _document(one, place), place)

    def wanted(self, fact: str) -> str:
        entry = self.facts.get(fact)
        return wanted_type(entry.type) if entry else "STRING"

    def cel(self, source: str, at: Document, place: Place, wanted: str | None, *, rows: bool = False) -> dict[str, Any]:
        vocabulary = self.row_vocabulary if rows else self.vocabulary
        try:
            return {"tree": vocabulary.tree(source, wanted), "cel": source}
        except CelError as error:
            self.fault("E05", at, place, f"`{source}`: {error}", "Correct the expression (docs/adding-a-service.md)")
            return {"tree": ["const", False], "cel": source}

    def cel_of(
        self, one: Whole, source: str, place: Place, wanted: str = "BOOL", *, rows: bool = False
    ) -> dict[str, Any]:
        return self.cel(source, _document(one, place), place, wanted, rows=rows)


def parts_of(folder: Folder) -> Parts:
    parts = Parts(folder)
    for sources in folder.sources:
        _join(parts, parts.sources, sources.model.sources, sources.document, "sources")
    for facts in folder.facts:
        parts.fact_at.update(dict.fromkeys(facts.model.facts, facts.document))
        _join(parts, parts.facts, facts.model.facts, facts.document, "facts")
    for asks in folder.asks:
        parts.ask_at.update(dict.fromkeys(asks.model.asks, asks.document))
        _join(parts, parts.asks, asks.model.asks, asks.document, "asks")
    for codes in folder.codes:
        tables = {
            name: {k: v.model_dump(by_alias=True, exclude_none=True) for k, v in table.items()}
            for name, table in codes.model.codes.items()
        }
        _join(parts, parts.codes, tables, codes.document, "codes")
    parts.vocabulary = Vocabulary(parts.facts, frozenset(n for n, fact in parts.facts.items() if fact.group))
    parts.row_vocabulary = Vocabulary(parts.facts)
    _join_services(parts)
    for bundle in folder.bundles:
        _once(parts, bundle.model.id, parts.bundles, bundle.document)
        parts.bundles[bundle.model.id] = bundle
    rules: set[str] = set()
    for one in folder.rules:
        _once(parts, one.model.id, rules, one.document)
        rules.add(one.model.id)
    return parts


def _join(parts: Parts, into: dict[str, Value], new: dict[str, Value], at: Document, what: str) -> None:
    for name, value in new.items():
        if name in into:
            parts.fault("E01", at, (what, name), f"{name} is defined twice", "Keep one of the two")
        into[name] = value


def _once(parts: Parts, name: str, seen: Container[str], at: Document) -> None:
    if name in seen:
        parts.fault("E01", at, ("id",), f"{name} stands in two files", "Keep one of the two")


def _join_services(parts: Parts) -> None:
    for authored in (parts.folder.archetypes, parts.folder.services):
        seen: set[str] = set()
        for one in authored:
            _once(parts, one.model.id, seen, one.document)
            seen.add(one.model.id)
    families = {one.model.id: Authored(one.model, one.document) for one in parts.folder.archetypes}
    written = {one.model.id: Authored(one.model, one.document) for one in parts.folder.services}
    for code in written:
        if code not in parts.folder.items.items:
            parts.fault("E02", written[code].document, ("id",), f"{code} is not in catalogue/items.csv", "Add its row")
    for code, row in parts.folder.items.items.items():
        own = written.get(code)
        family = own.body.extends if own is not None else row["archetype"]
        chain = [own] if own is not None else []
        if family is not None:
            if family in families:
                chain.append(families[family])
            elif own is not None:
                parts.fault(
                    "E02", own.document, ("extends",), f"there is no archetype {family}", "Write it, or another"
                )
        if chain:
            parts.services[code] = whole(code, tuple(chain), row, written=own is not None)


def _document(one: Whole, place: Place) -> Document:
    """The file of the chain that has this place."""
    for authored in one.chain:
        if place[:2] in authored.document.lines:
            return authored.document
    return one.chain[0].document
