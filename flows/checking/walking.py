"""Walks through every shape of service: E13 and E15 budgets, DG-05 manual fields, DG-07 every way ends."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from flows.checking.subject import ALL_DOWN, ALL_UP, Subject
from flows.engine.order import authored_order
from flows.engine.ordering import TooManyStatesError
from flows.engine.rehearsal import SPINE_BEFORE
from flows.engine.state import Situation, State
from flows.engine.walk import Way, walk
from flows.loading.file_models import Budget
from flows.loading.yaml_source import Document

MOST_TYPED = 12
"""DG-05: fields filled in by hand, at most"""


@dataclass(frozen=True)
class Walked:
    code: str
    sources: str
    """class of availability"""
    way: Way
    spine: int


def walk_service(subject: Subject, code: str, sources: str) -> Walked | None:
    """None: too many states to walk. Each shape is walked once for each class of sources."""
    shape = subject.shape_names.get(code, code)
    if (shape, sources) not in subject.walks:
        subject.walks[shape, sources] = _walked(subject, shape, sources)
    found = subject.walks[shape, sources]
    return replace(found, code=code) if isinstance(found, Walked) else None


def _walked(subject: Subject, code: str, sources: str) -> Walked | None:
    pack = subject.pack
    plan = pack.plan(code)
    start = State(Situation(pack, plan, {}, subject.down(sources), {}))
    try:
        way = walk(start, authored_order(pack, plan))
    except TooManyStatesError:
        return None
    closing = 1 + any(member.service.signature for member in plan.members)
    return Walked(code, sources, way, SPINE_BEFORE + closing)


def classes_of(subject: Subject, code: str) -> Iterator[str]:
    """All sources up, each one of those this service uses down, all down."""
    yield ALL_UP
    yield from sorted(sources_of(subject, code))
    yield ALL_DOWN


def sources_of(subject: Subject, code: str) -> set[str]:
    """Sources that can be asked while this service runs."""
    raw = subject.raw
    plan = subject.pack.plan(code)
    todo = [need.fact for member in plan.members for need in member.service.needs]
    for member in plan.members:
        todo += [fact for stop in member.service.stops for fact in stop.when.facts]
        todo += [fact for paper in member.service.materials for fact in paper.proves]
    seen: set[str] = set()
    found: set[str] = set()
    while todo:
        name = todo.pop()
        fact = subject.pack.facts.get(name)
        if fact is None or name in seen:
            continue
        seen.add(name)
        found |= {use.source for use in fact.sources if raw["sources"].get(use.source, {}).get("kind") == "query"}
        todo += sorted(fact.derive.facts) if fact.derive is not None else []
    return found


def check_walks(subject: Subject) -> None:
    for code in subject.shapes:
        for sources in (ALL_UP, ALL_DOWN):
            _look(subject, code, sources)
    for code in subject.parts.bundles:
        for sources in (ALL_UP, ALL_DOWN):
            _look(subject, code, sources)


def _look(subject: Subject, code: str, sources: str) -> None:
    at, budget = _authored(subject, code)
    walked = walk_service(subject, code, sources)
    if walked is None:
        subject.warn("E15", at, ("budget",), f"{code} has too many ways to count ({sources})", "Split it, or ask less")
        return
    if not walked.way.ends & {"ready"}:
        ends = ", ".join(sorted(walked.way.ends))
        subject.error("DG-07", at, ("stop",), f"{code} never gets to the end ({sources}): {ends}", "Correct its stops")
    if walked.way.typed_max > MOST_TYPED:
        message = f"{code}: {walked.way.typed_max} fields by hand ({sources}), {MOST_TYPED} at most"
        subject.error("DG-05", at, ("form",), message, "Take them from a source, or turn them into choices")
    if budget is not None:
        _budget(subject, walked, budget, at)


def _budget(subject: Subject, walked: Walked, budget: Budget, at: Document) -> None:
    """The budget is for all sources up; with all down more may be asked, within what `down` allows."""
    up = walked.sources == ALL_UP
    limits = (
        ("E13", "questions", walked.way.asked_max, budget.asked if up else budget.asked_down),
        ("E15", "touches", walked.way.taps_max + walked.spine, budget.taps if up else budget.taps_down),
        ("E15", "fields by hand", walked.way.typed_max, budget.typed if up else None),
    )
    for check, what, reached, most in limits:
        if most is not None and reached > most:
            message = f"{walked.code}: {reached} {what} on the longest way ({walked.sources}), the budget is {most}"
            subject.error(check, at, ("budget",), message, "Ask less, or raise the budget with a reason in the review")


def _authored(subject: Subject, code: str) -> tuple[Document, Budget | None]:
    if code in subject.parts.bundles:
        read = subject.parts.bundles[code]
        return read.document, read.model.budget
    one = subject.parts.services[code]
    return one.chain[0].document, one.first("budget")
