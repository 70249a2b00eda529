"""One question as it goes into the pack, with its texts by their conventional names."""

from typing import Any, Final

from flows.decision import AskKind
from flows.loading.file_models import AskEntry, Check, Option
from flows.loading.names import ask_text, fact_text, value_text
from flows.loading.parts import Parts
from flows.loading.yaml_source import Document, Place

Raw = dict[str, Any]
_TAPS: Final = {AskKind.DATE: 2, AskKind.DEVICE: 0, AskKind.SCAN: 1}
"""a preset day and 「下一步」; a card or a code needs no touch"""
_CHOOSING: Final = (AskKind.CHOICE, AskKind.MULTI, AskKind.CONSENT)


def ask_raw(name: str, entry: AskEntry, parts: Parts) -> Raw:
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
    raw["checks"] = [_check(number, one, at, place, parts) for number, one in enumerate(entry.checks)]
    return raw


def _check(number: int, one: Check, at: Document, place: Place, parts: Parts) -> Raw:
    here = (*place, "checks", number)
    when = parts.cel(one.when, at, (*here, "when"), "BOOL", rows=True)
    return {"when": when, "say": parts.text(one.say, at, here), "warn": one.warn}


def _options(name: str, entry: AskEntry, parts: Parts) -> list[Raw]:
    fact = parts.facts.get(entry.sets[0])
    options: tuple[str | Option, ...] = entry.options
    if not options and entry.kind in _CHOOSING and fact is not None and not entry.codes:
        options = fact.values or (("yes", "no") if fact.type == "bool" else ())
    return [
        _option(name, entry, Option(id=one) if isinstance(one, str) else one, number, parts)
        for number, one in enumerate(options)
    ]


def _option(name: str, entry: AskEntry, option: Option, number: int, parts: Parts) -> Raw:
    at, place = parts.ask_at[name], ("asks", name, "options", number)
    own = ask_text(name, f"o-{option.id}")
    text = own if parts.has_text(own) else _value_words(entry, option.id)
    raw: Raw = {"id": option.id, "text": parts.text(text, at, place)}
    if parts.has_text(ask_text(name, f"n-{option.id}")):
        raw["note"] = ask_text(name, f"n-{option.id}")
    if option.unless is not None:
        raw["unless"] = parts.cel(option.unless, at, (*place, "unless"), "BOOL", rows=True)
        raw["cannot"] = parts.text(option.cannot or ask_text(name, f"c-{option.id}"), at, place)
    if option.ticked is not None:
        raw["ticked"] = parts.cel(option.ticked, at, (*place, "ticked"), "BOOL", rows=True)
    if option.when is not None:
        raw["when"] = parts.cel(option.when, at, (*place, "when"), "BOOL", rows=True)
    return raw


def _value_words(entry: AskEntry, option: str) -> str:
    return f"option-{option}" if option in ("yes", "no", "today", "yesterday") else value_text(entry.sets[0], option)
