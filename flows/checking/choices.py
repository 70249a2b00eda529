"""Choices and rules: E02 an option that is no value of its fact or a rule set for no item, E01 one that stands here
twice, E03 a choice of nothing.
"""

from collections.abc import Iterable

from flows.checking.subject import Subject
from flows.decision import AskKind
from flows.loading.file_models import AskEntry, FactEntry
from flows.loading.yaml_source import Document, Place


def check_choices(subject: Subject) -> None:
    for name, ask in subject.parts.asks.items():
        fact = subject.parts.facts.get(ask.sets[0])
        if fact is not None:
            _options(subject, name, ask, fact)
    for read in subject.folder.rules:
        at = read.document
        _twice(subject, [rule.id for rule in read.model.rules], at, ("rules",))
        for number, item in enumerate(read.model.items):
            if item not in subject.folder.items.items:
                subject.error("E02", at, ("items", number), f"there is no item {item}", "Correct the code")
        if not read.model.items and read.model.audience is None:
            subject.error("E02", at, ("id",), f"{read.model.id} decides no item", "Name items, or an audience")


def _options(subject: Subject, name: str, ask: AskEntry, fact: FactEntry) -> None:
    at, place = subject.parts.ask_at[name], ("asks", name)
    options = [one if isinstance(one, str) else one.id for one in ask.options]
    _twice(subject, options, at, (*place, "options"))
    if ask.kind is AskKind.CHOICE and fact.type in ("enum", "multi"):
        for option in options:
            if fact.values and option not in fact.values:
                message = f"{name}: {option} is no value of {ask.sets[0]}"
                subject.error("E02", at, (*place, "options"), message, f"One of {', '.join(fact.values)}")
        if not (options or fact.values or ask.codes or fact.codes):
            message = f"{name}: there is nothing to choose from"
            subject.error("E03", at, place, message, "Give the fact its values, or the question its options")


def _twice(subject: Subject, names: Iterable[str], at: Document, place: Place) -> None:
    seen: set[str] = set()
    for number, name in enumerate(names):
        if name in seen:
            subject.error("E01", at, (*place, number), f"{name} stands here twice", "Keep one of the two")
        seen.add(name)
