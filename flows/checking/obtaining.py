"""How facts are had: E04 not at all, E17 without the consent it takes, E20 only with a device, E21 only online."""

from typing import Final

from flows.checking.subject import Subject
from flows.decision import AskKind
from flows.engine.pack import Pack
from flows.loading.file_models import FactEntry, FactSource, ServiceBody
from flows.loading.yaml_source import Document

_OTHERS: Final = ("spouse.", "child.", "guardian.", "proxy.", "mother.", "father.", "deceased.")
"""facts about another person than the one at the terminal"""


def check_obtaining(subject: Subject) -> None:
    for body, at in subject.bodies():
        _form(subject, body, at)
    for name, fact in subject.parts.facts.items():
        _consent(subject, name, fact)
    _devices(subject)


def obtainable(pack: Pack, name: str, *, online: bool, seen: frozenset[str] = frozenset()) -> bool:
    """From a source, by working it out, or by asking."""
    fact = pack.facts.get(name)
    if fact is None or name in seen:
        return False
    if name.startswith("ctx.") or fact.ask:
        return True
    kinds = {pack.sources[use.source].kind.value for use in fact.sources if use.source in pack.sources}
    if kinds & ({"card", "code", "query"} if online else {"card", "code"}):
        return True
    if fact.derive is None:
        return any(name in definition["sets"] for definition in pack.raw["asks"].values())
    return all(obtainable(pack, each, online=online, seen=seen | {name}) for each in fact.derive.facts)


def _form(subject: Subject, body: ServiceBody, at: Document) -> None:
    for output, field in body.form.items():
        fact = field if isinstance(field, str) else field.fact
        later = not isinstance(field, str) and field.later
        if fact not in subject.pack.facts or fact in body.assume:
            continue
        if not obtainable(subject.pack, fact, online=True):
            fix = "Give it a source, a derivation or a question"
            subject.error("E04", at, ("form", output), f"nothing gives the fact {fact}", fix)
        elif not later and not obtainable(subject.pack, fact, online=False):
            message = f"{fact} comes only from the hall: offline this field stays empty"
            fix = "Give it a question, or say `later: true` if the hall adds it"
            subject.error("E21", at, ("form", output), message, fix)


def _consent(subject: Subject, name: str, fact: FactEntry) -> None:
    if fact.sensitivity != "spi" and not name.startswith(_OTHERS):
        return
    for number, one in enumerate(fact.sources):
        use = FactSource(source=one) if isinstance(one, str) else one
        source = subject.parts.sources.get(use.source)
        if source is not None and source.kind == "query" and not (use.consent or source.consent or fact.consent):
            whom = "sensitive" if fact.sensitivity == "spi" else "about another person"
            message = f"{name} is {whom}, and {use.source} is asked without a consent"
            fix = "Name it: consent: notice, or a fact that must be true"
            subject.error("E17", subject.parts.fact_at[name], ("facts", name, "from", number), message, fix)


def _devices(subject: Subject) -> None:
    for name, ask in subject.parts.asks.items():
        if ask.kind is AskKind.DEVICE and ask.fallback is None:
            message = f"{name} needs the device {ask.device} and has no fallback"
            fix = "Name the question that stands in when the device is missing"
            subject.error("E20", subject.parts.ask_at[name], ("asks", name), message, fix)
