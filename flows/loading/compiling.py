"""Turns what was read into the pack that a terminal runs. Every fault is collected; a pack with faults is not used."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from flows.decision import AskKind
from flows.loading.faults import Fault
from flows.loading.file_models import AskEntry, FactEntry, FactSource, Option
from flows.loading.folder import LANGUAGES, Folder
from flows.loading.names import ask_text, code_text, fact_text, value_text
from flows.loading.parts import Parts, parts_of
from flows.loading.service_build import ServiceBuild

Raw = dict[str, Any]
PACK_VERSION = 1
_TAPS = {AskKind.DATE: 2, AskKind.DEVICE: 0, AskKind.SCAN: 1}
"""a preset day and 「下一步」; a card or a code needs no touch"""


def compile_pack(folder: Folder) -> tuple[Raw, list[Fault]]:
    """The pack as JSON values, and all faults found on the way."""
    parts = parts_of(folder)
    raw: Raw = {
        "version": PACK_VERSION,
        "sources": {name: {"kind": one.kind, "keys": list(one.keys)} for name, one in parts.sources.items()},
        "facts": {name: _fact(name, one, parts) for name, one in parts.facts.items()},
        "asks": {name: _ask(name, one, parts) for name, one in parts.asks.items()},
        "services": {code: ServiceBuild(one, parts).raw() for code, one in parts.services.items()},
        "bundles": {code: _bundle(code, parts) for code in parts.bundles},
        "codes": parts.codes,
        "texts": _texts(folder, parts),
        "catalogue": _catalogue(folder),
    }
    return raw, [*folder.faults, *parts.faults]


def digest_of(raw: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical JSON."""
    return hashlib.sha256(canonical(raw)).hexdigest()


def canonical(raw: Mapping[str, Any]) -> bytes:
    return json.dumps(raw, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _fact(name: str, entry: FactEntry, parts: Parts) -> Raw:
    place = ("facts", name)
    raw: Raw = {"type": entry.type, "label": parts.text(fact_text(name), parts.fact_at[name], place)}
    if entry.values:
        raw["values"] = list(entry.values)
        for value in entry.values:
            parts.text(value_text(name, value), parts.fact_at[name], place)
    if entry.codes:
        raw["codes"] = entry.codes
    if entry.sensitivity != "none":
        raw["sensitivity"] = entry.sensitivity
    if entry.sources:
        raw["from"] = [_use(one, parts) for one in entry.sources]
    if entry.derive is not None:
        raw["derive"] = parts.cel(entry.derive, parts.fact_at[name], (*place, "derive"), parts.wanted(name))
    if entry.ask is not None:
        raw["ask"] = entry.ask
    if entry.group is not None:
        raw["group"] = entry.group
    return raw


def _use(one: str | FactSource, parts: Parts) -> Raw:
    use = FactSource(source=one) if isinstance(one, str) else one
    source = parts.sources.get(use.source)
    raw: Raw = {"source": use.source, "trust": use.trust or (source.trust if source else "D")}
    if use.confirm if use.confirm is not None else source is not None and source.confirm:
        raw["confirm"] = True
    consent = use.consent if use.consent is not None else source.consent if source else ""
    return {**raw, "consent": consent} if consent else raw


def _ask(name: str, entry: AskEntry, parts: Parts) -> Raw:
    at, place = parts.ask_at[name], ("asks", name)
    raw: Raw = {"kind": entry.kind.value, "sets": list(entry.sets), "trust": entry.trust}
    raw["taps"] = _TAPS.get(entry.kind, 1) if entry.taps is None else entry.taps
    raw["title"] = parts.text(ask_text(name), at, place)
    raw["why"] = parts.text(ask_text(name, "why"), at, place)
    raw["say"] = parts.text(ask_text(name, "say"), at, place)
    for part in ("help", "label"):
        if parts.has_text(ask_text(name, part)):
            raw[part] = ask_text(name, part)
    raw.setdefault("label", fact_text(entry.sets[0]))
    for part in ("preset", "keyboard", "device", "fallback", "codes", "by", "min_choices", "max_length"):
        value = getattr(entry, part)
        if value:
            raw[part] = list(value) if isinstance(value, tuple) else value
    raw["min_choices"] = entry.min_choices
    raw["options"] = _options(name, entry, parts)
    raw["checks"] = [
        {"when": parts.cel(one.when, at, (*place, "checks", number, "when"), "BOOL"), "say": one.say, "warn": one.warn}
        for number, one in enumerate(entry.checks)
    ]
    for number, one in enumerate(entry.checks):
        parts.text(one.say, at, (*place, "checks", number))
    return raw


def _options(name: str, entry: AskEntry, parts: Parts) -> list[Raw]:
    at, place = parts.ask_at[name], ("asks", name, "options")
    fact = parts.facts.get(entry.sets[0])
    options: tuple[str | Option, ...] = entry.options
    if not options and entry.kind.value in ("choice", "multi", "consent") and fact is not None and not entry.codes:
        options = fact.values or (("yes", "no") if fact.type == "bool" else ())
    found = []
    for number, one in enumerate(options):
        option = Option(id=one) if isinstance(one, str) else one
        own = ask_text(name, f"o-{option.id}")
        text = own if parts.has_text(own) else _value_words(entry, option.id)
        raw: Raw = {"id": option.id, "text": parts.text(text, at, (*place, number))}
        if parts.has_text(ask_text(name, f"n-{option.id}")):
            raw["note"] = ask_text(name, f"n-{option.id}")
        if option.unless is not None:
            raw["unless"] = parts.cel(option.unless, at, (*place, number, "unless"), "BOOL")
            raw["cannot"] = parts.text(option.cannot or "missing", at, (*place, number))
        found.append(raw)
    return found


def _value_words(entry: AskEntry, option: str) -> str:
    return f"option-{option}" if option in ("yes", "no", "today", "yesterday") else value_text(entry.sets[0], option)


def _bundle(code: str, parts: Parts) -> Raw:
    read = parts.bundles[code]
    at = read.document
    return {
        "items": {
            item: {} if one.when is None else {"when": parts.cel(one.when, at, ("items", item, "when"), "BOOL")}
            for item, one in read.model.items.items()
        },
        "assume": {
            name: parts.cel(source, at, ("assume", name), parts.wanted(name))
            for name, source in read.model.assume.items()
        },
        "first": list(read.model.first),
    }


def _texts(folder: Folder, parts: Parts) -> Raw:
    texts: Raw = {}
    for language in LANGUAGES:
        table = folder.texts[language]
        words = {
            code_text(name, code): row[language] for name, codes in parts.codes.items() for code, row in codes.items()
        }
        texts[language] = {"plain": {**table.plain, **words, **_papers(folder, language)}, "rich": table.rich}
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
        "branch": items.branch,
    }
