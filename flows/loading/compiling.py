"""Turns what was read into the pack that a terminal runs. Every fault is collected; a pack with faults is not used."""

import hashlib
from collections.abc import Mapping
from typing import Any

from flows.loading.ask_build import ask_raw
from flows.loading.fact_build import fact_raw
from flows.loading.faults import Fault
from flows.loading.folder import LANGUAGES, Folder
from flows.loading.names import code_text
from flows.loading.pack_file import pack_body
from flows.loading.parts import Parts, parts_of
from flows.loading.rule_build import decided_at_once, rule_set_raw
from flows.loading.service_build import ServiceBuild

Raw = dict[str, Any]
PACK_VERSION = 1


def compile_pack(folder: Folder) -> tuple[Raw, list[Fault]]:
    """The pack as JSON values, and all faults found on the way."""
    parts = parts_of(folder)
    raw = compile_parts(folder, parts)
    return raw, [*folder.faults, *parts.faults]


def compile_parts(folder: Folder, parts: Parts) -> Raw:
    """Faults are added to `parts`."""
    return {
        "version": PACK_VERSION,
        "sources": {name: {"kind": one.kind, "keys": list(one.keys)} for name, one in parts.sources.items()},
        "facts": {name: fact_raw(name, one, parts) for name, one in parts.facts.items()},
        "asks": {name: ask_raw(name, one, parts) for name, one in parts.asks.items()},
        "services": {code: ServiceBuild(one, parts).raw() for code, one in parts.services.items()},
        "bundles": {code: _bundle(code, parts) for code in parts.bundles},
        "codes": parts.codes,
        "rules": {one.model.id: rule_set_raw(one, parts) for one in folder.rules},
        "decided_at_once": decided_at_once(folder),
        "texts": _texts(folder, parts),
        "catalogue": _catalogue(folder),
    }


def digest_of(raw: Mapping[str, Any]) -> str:
    """SHA-256 of the pack's body."""
    return hashlib.sha256(pack_body(raw)).hexdigest()


def _bundle(code: str, parts: Parts) -> Raw:
    read = parts.bundles[code]
    at = read.document
    whens = {item: one.when for item, one in read.model.items.items()}
    whens |= {item: f"'{item}' in bundle.items" for item, one in read.model.items.items() if one.choose is not None}
    return {
        "items": {
            item: {"with": list(read.model.items[item].with_one_of)}
            | ({} if when is None else {"when": parts.cel(when, at, ("items", item, "when"), "BOOL")})
            for item, when in whens.items()
        },
        "choosable": [item for item, one in read.model.items.items() if one.choose is not None],
        "ticked": [item for item, one in read.model.items.items() if one.choose == "ticked"],
        "asks": dict(read.model.ask),
        "assume": {
            name: parts.cel(source, at, ("assume", name), parts.wanted(name))
            for name, source in read.model.assume.items()
        },
        "first": list(read.model.first),
        "last": list(read.model.last),
    }


def _texts(folder: Folder, parts: Parts) -> Raw:
    texts: Raw = {}
    for language in LANGUAGES:
        table = folder.texts[language]
        words = {
            code_text(name, code): row[language] for name, codes in parts.codes.items() for code, row in codes.items()
        }
        name = "name_everyday_zh" if language == "zh" else "name_en"
        items = {f"item.{code}": row[name] for code, row in folder.items.items.items()}
        plain = {**table.plain, **words, **_papers(folder, language), **items}
        texts[language] = {"plain": plain, "rich": table.rich}
    return texts


def _papers(folder: Folder, language: str) -> dict[str, str]:
    english = folder.items.english
    return {
        f"paper-{number}": english[name]["en"] if language == "en" and name in english else name
        for name, number in folder.papers.items()
    }


def _catalogue(folder: Folder) -> Raw:
    items = folder.items
    return {
        "items": items.items,
        "departments": items.departments,
        "categories": items.categories,
        "bundles": items.bundles,
        "archetypes": items.archetypes,
        "english": items.english,
        "synonyms": items.synonyms,
        "english_words": items.english_words,
        "traditional": items.traditional,
        "elsewhere": items.elsewhere,
        "phrases": items.phrases,
        "holidays": items.holidays,
        "branch": items.branch,
    }
