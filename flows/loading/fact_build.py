"""One fact as it goes into the pack."""

from typing import Any

from flows.loading.file_models import FactEntry, FactSource
from flows.loading.names import fact_text, value_text
from flows.loading.parts import Parts

Raw = dict[str, Any]


def fact_raw(name: str, entry: FactEntry, parts: Parts) -> Raw:
    at, place = parts.fact_at[name], ("facts", name)
    raw: Raw = {"type": entry.type, "label": parts.text(fact_text(name), at, place)}
    if entry.values:
        raw["values"] = list(entry.values)
        for value in entry.values:
            parts.text(value_text(name, value), at, place)
    if entry.codes:
        raw["codes"] = entry.codes
    if entry.sensitivity != "none":
        raw["sensitivity"] = entry.sensitivity
    if entry.sources:
        raw["from"] = [_use(one, entry.consent, parts) for one in entry.sources]
    if entry.derive is not None:
        raw["derive"] = parts.cel(entry.derive, at, (*place, "derive"), parts.wanted(name), rows=bool(entry.group))
    if entry.ask is not None:
        raw["ask"] = entry.ask
    if entry.group is not None:
        raw["group"] = entry.group
    return raw


def _use(one: str | FactSource, consent: str, parts: Parts) -> Raw:
    use = FactSource(source=one) if isinstance(one, str) else one
    source = parts.sources.get(use.source)
    raw: Raw = {"source": use.source, "trust": use.trust or (source.trust if source else "D")}
    if use.confirm if use.confirm is not None else source is not None and source.confirm:
        raw["confirm"] = True
    query = source is not None and source.kind == "query"
    allowed = use.consent or (source.consent if source is not None else "") or (consent if query else "")
    return {**raw, "consent": allowed} if allowed else raw
