"""E02 facts, E03 questions and E16 grades of trust that are named but do not exist or cannot be had."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from flows.checking.subject import Subject
from flows.engine.asking import MEMBERS
from flows.loading.file_models import AskEntry, FactEntry, FactSource, ServiceBody
from flows.loading.yaml_source import Document, Place


def check_references(subject: Subject) -> None:
    parts = subject.parts
    for name, fact in parts.facts.items():
        _fact(subject, name, fact, parts.fact_at[name])
    for name, ask in parts.asks.items():
        _ask(subject, name, ask, parts.ask_at[name])
    for body, at in subject.bodies():
        _service(subject, body, at)
    for bundle in subject.folder.bundles:
        for item in bundle.model.items:
            if item not in parts.services:
                subject.error("E02", bundle.document, ("items", item), f"there is no item {item}", "Correct the code")
            for other in bundle.model.items[item].with_one_of:
                if other not in bundle.model.items:
                    message = f"{item} goes with {other}, which is not in {bundle.model.id}"
                    subject.error(
                        "E02", bundle.document, ("items", item, "with"), message, "Name an item of the bundle"
                    )
        _facts(subject, bundle.model.assume, bundle.document, ("assume",))
        _asks(subject, bundle.model.first, bundle.document, ("first",))
        _asks(subject, bundle.model.last, bundle.document, ("last",))
    known_codes = {code for table in parts.codes.values() for code in table}
    for codes in subject.folder.codes:
        for name, table in codes.model.codes.items():
            for code, word in table.items():
                if word.part is not None and word.part not in known_codes:
                    place = ("codes", name, code, "in")
                    message = f"{code} belongs to {word.part}, which is in no list"
                    subject.error("E02", codes.document, place, message, "Correct the code")
    for authored_sources in subject.folder.sources:
        for name, source in authored_sources.model.sources.items():
            _facts(subject, source.keys, authored_sources.document, ("sources", name))


def _fact(subject: Subject, name: str, fact: FactEntry, at: Document) -> None:
    place: Place = ("facts", name)
    for number, one in enumerate(fact.sources):
        source = one.source if isinstance(one, FactSource) else one
        if source not in subject.parts.sources:
            fix = _nearest(source, subject.parts.sources, "Add it to facts/sources.yaml")
            subject.error("E02", at, (*place, "from", number), f"there is no source {source}", fix)
    if fact.ask is not None:
        _asks(subject, (fact.ask,), at, (*place, "ask"))
    if fact.codes is not None and fact.codes not in subject.parts.codes:
        subject.error("E02", at, (*place, "codes"), f"there is no list of codes {fact.codes}", "Add it to codes/")


def _ask(subject: Subject, name: str, ask: AskEntry, at: Document) -> None:
    place: Place = ("asks", name)
    _facts(subject, ask.sets, at, (*place, "sets"))
    if ask.by is not None:
        _facts(subject, (ask.by,), at, (*place, "by"))
    if ask.fallback is not None:
        _asks(subject, (ask.fallback,), at, (*place, "fallback"))
    if ask.codes is not None and ask.codes != MEMBERS and ask.codes not in subject.parts.codes:
        subject.error("E02", at, (*place, "codes"), f"there is no list of codes {ask.codes}", "Add it to codes/")


def _service(subject: Subject, body: ServiceBody, at: Document) -> None:
    for output, field in body.form.items():
        fact = field if isinstance(field, str) else field.fact
        _facts(subject, (fact,), at, ("form", output))
        minimum = None if isinstance(field, str) else field.trust
        best = min(_grades(subject, fact), default="E")
        if minimum is not None and best > minimum:
            fix = "Add a source that is trusted as much, or ask for less"
            message = f"{fact} must be of grade {minimum}, but nothing gives better than {best}"
            subject.error("E16", at, ("form", output), message, fix)
    for number, material in enumerate(body.materials or ()):
        _facts(subject, material.proves, at, ("materials", number, "proves"))
        if material.after is not None:
            _asks(subject, (material.after,), at, ("materials", number, "after"))
    _facts(subject, body.assume, at, ("assume",))
    _asks(subject, body.first, at, ("first",))
    _facts(subject, body.ask, at, ("ask",))
    _facts(subject, body.fresh, at, ("fresh",))
    _asks(subject, body.ask.values(), at, ("ask",))


def _grades(subject: Subject, fact: str, seen: frozenset[str] = frozenset()) -> Iterator[str]:
    """What each source and each question of the chain gives; worked out, it is as good as the worst it is made of."""
    raw = subject.raw["facts"].get(fact, {})
    for use in raw.get("from", ()):
        yield use["trust"]
    asks = subject.raw["asks"]
    chain: list[str] = []
    ask = raw.get("ask", "")
    while ask in asks and ask not in chain:
        chain.append(ask)
        yield asks[ask]["trust"]
        ask = asks[ask].get("fallback", "")
    if fact.startswith("ctx."):
        yield "A"
    derive = subject.pack.facts[fact].derive if raw else None
    if derive is not None and fact not in seen:
        yield max((min(_grades(subject, one, seen | {fact}), default="E") for one in derive.facts), default="A")


def _facts(subject: Subject, names: Iterable[str], at: Document, place: Place) -> None:
    for name in names:
        if name not in subject.parts.facts:
            fix = _nearest(name, subject.parts.facts, "Add it to facts/")
            subject.error("E02", at, place, f"there is no fact {name}", fix)


def _asks(subject: Subject, names: Iterable[str], at: Document, place: Place) -> None:
    for name in names:
        if name not in subject.parts.asks:
            fix = _nearest(name, subject.parts.asks, "Add it to asks/")
            subject.error("E03", at, place, f"there is no question {name}", fix)


def _nearest(name: str, known: Iterable[str], otherwise: str) -> str:
    near = get_close_matches(name, list(known), 1)
    return f"Did you mean {near[0]}? Otherwise: {otherwise.lower()}" if near else otherwise
