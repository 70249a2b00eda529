"""Reads a content folder into typed files, keeping the line of every part."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Generic, TypeVar

from pydantic import ValidationError

from flows.loading.faults import Fault
from flows.loading.file_models import (
    ArchetypeFile,
    AskFile,
    BundleFile,
    CodeFile,
    FactFile,
    Part,
    RuleSetFile,
    ServiceFile,
    SourceFile,
)
from flows.loading.fluent_source import TextTable, read_texts
from flows.loading.item_table import ItemTable, read_items
from flows.loading.translations import FILE as TRANSLATED
from flows.loading.translations import read_translated
from flows.loading.yaml_source import Document, read_yaml

_KINDS: Final[dict[str, type[Part]]] = {
    "kiosk/sources@1": SourceFile,
    "kiosk/facts@1": FactFile,
    "kiosk/asks@1": AskFile,
    "kiosk/service@1": ServiceFile,
    "kiosk/archetype@1": ArchetypeFile,
    "kiosk/bundle@1": BundleFile,
    "kiosk/codes@1": CodeFile,
    "kiosk/rules@1": RuleSetFile,
}
_FOLDERS: Final = ("facts", "asks", "services", "bundles", "codes", "rules")
LANGUAGES: Final = ("zh", "en")

Kind = TypeVar("Kind", bound=Part)


@dataclass(frozen=True)
class Read(Generic[Kind]):
    model: Kind
    document: Document


@dataclass
class Folder:
    """Everything of a content folder that could be read, and what could not."""

    sources: list[Read[SourceFile]] = field(default_factory=list)
    facts: list[Read[FactFile]] = field(default_factory=list)
    asks: list[Read[AskFile]] = field(default_factory=list)
    services: list[Read[ServiceFile]] = field(default_factory=list)
    archetypes: list[Read[ArchetypeFile]] = field(default_factory=list)
    bundles: list[Read[BundleFile]] = field(default_factory=list)
    codes: list[Read[CodeFile]] = field(default_factory=list)
    rules: list[Read[RuleSetFile]] = field(default_factory=list)
    texts: dict[str, TextTable] = field(default_factory=dict)
    items: ItemTable = field(default_factory=ItemTable)
    translated: dict[str, str] = field(default_factory=dict)
    """text id -> digest of the Chinese text that its translation was made from"""
    papers: dict[str, int] = field(default_factory=dict)
    """names of papers in the catalogue's rows, numbered as they come up"""
    faults: list[Fault] = field(default_factory=list)


def read_folder(root: Path) -> Folder:
    folder = Folder()
    for path in sorted(one for name in _FOLDERS for one in (root / name).rglob("*.yaml")):
        _read(path, path.relative_to(root).as_posix(), folder)
    for language in LANGUAGES:
        folder.texts[language] = read_texts(root / "texts" / language, f"texts/{language}")
        folder.faults += folder.texts[language].faults
    translated = read_translated(root / "texts" / "en")
    if isinstance(translated, Fault):
        folder.faults.append(translated)
    else:
        folder.translated = translated
    folder.faults += _strangers(root)
    folder.items = read_items(root / "catalogue")
    folder.faults += folder.items.faults
    return folder


def _strangers(root: Path) -> Iterator[Fault]:
    """Files that nobody reads: what an author saved as .yml would be missed without a word."""
    found = [(path, ".yaml") for name in _FOLDERS for path in (root / name).rglob("*")]
    found += [(path, ".ftl") for path in (root / "texts").rglob("*")]
    for path, ending in sorted(found):
        read = path.suffix == ending and (ending == ".yaml" or path.parent.name in LANGUAGES)
        if not read and not path.name.startswith(".") and path.name != TRANSLATED and not path.is_dir():
            shown_as = path.relative_to(root).as_posix()
            yield Fault("E01", shown_as, 0, "is not read", f"Name it {ending}, or keep it outside the content")


def _read(path: Path, shown_as: str, folder: Folder) -> None:
    document = read_yaml(path, shown_as)
    if isinstance(document, Fault):
        folder.faults.append(document)
        return
    name = document.data.get("schema") if isinstance(document.data, dict) else None
    kind = _KINDS.get(str(name))
    if kind is None:
        known = ", ".join(_KINDS)
        folder.faults.append(Fault("E01", shown_as, 1, f"the schema is {name}", f"The first line is one of {known}"))
        return
    try:
        model = kind.model_validate(document.data)
    except ValidationError as error:
        folder.faults += _schema_faults(error, document)
        return
    _put(model, document, folder)


def _put(model: Part, document: Document, folder: Folder) -> None:
    match model:
        case SourceFile():
            folder.sources.append(Read(model, document))
        case FactFile():
            folder.facts.append(Read(model, document))
        case AskFile():
            folder.asks.append(Read(model, document))
        case ServiceFile():
            folder.services.append(Read(model, document))
        case ArchetypeFile():
            folder.archetypes.append(Read(model, document))
        case BundleFile():
            folder.bundles.append(Read(model, document))
        case CodeFile():
            folder.codes.append(Read(model, document))
        case RuleSetFile():
            folder.rules.append(Read(model, document))


def _schema_faults(error: ValidationError, document: Document) -> Iterator[Fault]:
    for one in error.errors(include_url=False):
        if one["type"] == "string_type" and isinstance(one["input"], dict):
            continue  # the other form of this field is meant
        if one["type"] == "model_type" and isinstance(one["input"], str):
            continue
        place = tuple(part for part in one["loc"])
        where = ".".join(str(part) for part in place)
        fix = "Leave it out, or correct its name" if one["type"] == "extra_forbidden" else f"docs/schema: {one['msg']}"
        message = f"{where}: {one['msg'].lower()} ({one['input']!r})"[:300]
        yield Fault("E01", document.file, document.line(_in_file(place, document)), message, fix)


def _in_file(place: tuple[str | int, ...], document: Document) -> tuple[str | int, ...]:
    """Without the names of alternatives that pydantic puts between."""
    found: tuple[str | int, ...] = ()
    for part in place:
        if (*found, part) in document.lines:
            found = (*found, part)
    return found
