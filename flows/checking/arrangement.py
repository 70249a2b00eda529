"""What a service arranges: E02 repeats of nothing, fields left out that nobody has, families of families; E03 questions
put in place of others that do not give the fact; E05 repeats that are not ended by yes or no; E07 questions that stand
in for each other in a circle, values assumed from each other in a circle.
"""

from collections.abc import Iterator
from typing import Any

from flows.checking.cycles import circles
from flows.checking.subject import Subject
from flows.loading.cel_types import CelError
from flows.loading.file_models import ArchetypeFile, ServiceBody
from flows.loading.yaml_source import Document


def check_arrangement(subject: Subject) -> None:
    for body, at in subject.bodies():
        _repeats(subject, body, at)
        _replaced(subject, body, at)
        _assumed(subject, body, at)
        _papers(subject, body, at)
        if isinstance(body, ArchetypeFile) and body.extends is not None:
            message = f"the family {body.id} extends {body.extends}: only a service extends, and only a family"
            subject.error("E02", at, ("extends",), message, "Leave extends out, and write here what both need")
    _left_out(subject)
    _stand_ins(subject)


def _repeats(subject: Subject, body: ServiceBody, at: Document) -> None:
    groups = {fact.group for fact in subject.parts.facts.values() if fact.group is not None}
    for number, repeat in enumerate(body.repeat):
        place = ("repeat", number)
        if repeat.group not in groups:
            fix = f"One of {', '.join(sorted(groups))}" if groups else "Give the facts of a row `group:`"
            subject.error("E02", at, (*place, "group"), f"there is no group {repeat.group}", fix)
        more = subject.parts.facts.get(repeat.more)
        if more is None:
            subject.error("E02", at, (*place, "more"), f"there is no fact {repeat.more}", "Add it to facts/")
        elif more.type != "bool":
            message = f"{repeat.more} is {more.type}: whether another row follows is a yes or no"
            subject.error("E05", at, (*place, "more"), message, "Name a fact of type bool")


def _replaced(subject: Subject, body: ServiceBody, at: Document) -> None:
    for fact, name in body.ask.items():
        ask = subject.parts.asks.get(name)
        if ask is not None and fact in subject.parts.facts and fact not in ask.sets:
            message = f"{name} does not give {fact}"
            subject.error("E03", at, ("ask", fact), message, f"It gives {', '.join(ask.sets)}: name another question")


def _assumed(subject: Subject, body: ServiceBody, at: Document) -> None:
    for circle in circles({name: _facts(subject, source) for name, source in body.assume.items()}):
        path = " → ".join((*circle, circle[0]))
        message = f"assumed in a circle: {path}"
        subject.error(
            "E07", at, ("assume", circle[0]), message, "Assume one of them from something else", members=circle
        )


def _facts(subject: Subject, source: str) -> frozenset[str]:
    """None of an expression that is not accepted: E05 says so."""
    try:
        return frozenset(_named(subject.parts.vocabulary.tree(source)))
    except CelError:
        return frozenset()


def _named(node: Any) -> Iterator[str]:
    match node:
        case ["fact", name]:
            yield str(name)
        case [*parts]:
            for part in parts:
                yield from _named(part)


def _papers(subject: Subject, body: ServiceBody, at: Document) -> None:
    seen: set[str] = set()
    for number, paper in enumerate(body.materials or ()):
        if paper.id in seen and paper.when is None:
            message = f"the paper {paper.id} stands here twice"
            subject.error("E01", at, ("materials", number), message, "Keep one of the two, or give each its `when`")
        seen.add(paper.id)
        if paper.min_pages > paper.max_pages:
            message = f"{paper.id}: {paper.min_pages} pages at least, {paper.max_pages} at most"
            subject.error("E01", at, ("materials", number, "min_pages"), message, "Correct one of the two")


def _left_out(subject: Subject) -> None:
    for _, one, at in subject.written():
        families = {name for family in one.chain[1:] for name in family.body.form}
        for name in one.chain[0].body.without:
            if name not in families:
                fix = f"The family has {', '.join(sorted(families))}" if families else "Leave it out"
                subject.error("E02", at, ("without",), f"there is no field {name} to leave out", fix)


def _stand_ins(subject: Subject) -> None:
    asks = subject.parts.asks
    for circle in circles({name: (ask.fallback,) if ask.fallback else () for name, ask in asks.items()}):
        path = " → ".join((*circle, circle[0]))
        message = f"questions stand in for each other in a circle: {path}"
        at = subject.parts.ask_at[circle[0]]
        subject.error(
            "E07", at, ("asks", circle[0], "fallback"), message, "End with one that needs no device", members=circle
        )
