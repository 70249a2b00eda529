"""Turns what was read into the pack that a terminal runs. Every fault is collected; a pack with faults is not used."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from flows.loading.faults import Fault
from flows.loading.file_models import AskEntry, FactEntry, FactSource, Option
from flows.loading.folder import LANGUAGES, Folder
from flows.loading.names import ask_text, code_text, fact_text, material_text, value_text
from flows.loading.parts import Parts, parts_of
from flows.loading.services import Whole

Raw = dict[str, Any]
PACK_VERSION = 1


def compile_pack(folder: Folder) -> tuple[Raw, list[Fault]]:
    """The pack as JSON values, and all faults found on the way."""
    parts = parts_of(folder)
    raw: Raw = {
        "version": PACK_VERSION,
        "sources": {name: {"kind": one.kind, "keys": list(one.keys)} for name, one in parts.sources.items()},
        "facts": {name: _fact(name, one, parts) for name, one in parts.facts.items()},
        "asks": {name: _ask(name, one, parts) for name, one in parts.asks.items()},
        "services": {code: _service(one, parts) for code, one in parts.services.items()},
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
    raw: Raw = {"kind": entry.kind.value, "sets": list(entry.sets), "trust": entry.trust, "taps": entry.taps}
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


def _service(one: Whole, parts: Parts) -> Raw:
    return {
        "rev": one.first("rev", 1),
        "form": {
            name: _conditional({"fact": field.fact}, field.when, one, parts, ("form", name))
            for name, field in one.form.items()
        },
        "stop": [
            {
                "when": parts.cel_of(one, stop.when, ("stop", number, "when")),
                "say": parts.text_of(one, stop.say, ("stop", number)),
                "remedy": parts.text_of(one, stop.remedy, ("stop", number)),
                "basis": [law.model_dump() for law in stop.basis],
            }
            for number, stop in enumerate(one.all("stop"))
        ],
        "materials": [_material(number, one, parts) for number in range(len(one.materials))],
        "originals": [
            _conditional(
                {"text": parts.text_of(one, original.text, ("originals", number))},
                original.when,
                one,
                parts,
                ("originals", number),
            )
            for number, original in enumerate(one.originals)
        ],
        "repeat": [repeat.model_dump() for repeat in one.all("repeat")],
        "assume": {
            name: parts.cel_of(one, source, ("assume", name), parts.wanted(name))
            for body in reversed(one.chain)
            for name, source in body.body.assume.items()
        },
        "first": one.all("first"),
        "outcome": one.outcome,
        "signature": one.first("signature", default=one.outcome == "case"),
        "declaration": [parts.text_of(one, text, ("declaration",)) for text in one.first("declaration", ())],
        "basis": [law.model_dump() for law in one.basis],
        "deliveries": list(one.deliveries),
    }


def _material(number: int, one: Whole, parts: Parts) -> Raw:
    material = one.materials[number]
    raw: Raw = {
        "id": material.id,
        "title": parts.text_of(one, material_text(material.id), ("materials", number)),
        "accept": list(material.accept),
        "proves": list(material.proves),
        "after": material.after or "",
        "min_pages": material.min_pages,
        "max_pages": material.max_pages,
    }
    return _conditional(raw, material.when, one, parts, ("materials", number))


def _conditional(raw: Raw, when: str | None, one: Whole, parts: Parts, place: tuple[str | int, ...]) -> Raw:
    return raw if when is None else {**raw, "when": parts.cel_of(one, when, (*place, "when"))}


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
        texts[language] = {"plain": {**table.plain, **words}, "rich": table.rich}
    return texts


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
