"""E09 values that no fact can have, E10 conditions that are never true, E11 conditions that always are.

Conditions are tried on representative values: complete for comparisons with constants. Above the cap nothing is said.
"""

from itertools import product
from typing import Final

from flows.checking.conditions import Condition, conditions
from flows.checking.subject import Subject
from flows.engine.domains import compared, domain
from flows.engine.unknown import UNKNOWN

MOST: Final = 4096


def check_conditions(subject: Subject) -> None:
    for one in conditions(subject):
        _literals(subject, one)
        if one.decides and not any(name.startswith("ctx.") for name in one.tree.facts - {"ctx.today", "ctx.bundle"}):
            _reachable(subject, one)


def _literals(subject: Subject, one: Condition) -> None:
    for name in sorted(one.tree.facts):
        fact = subject.pack.facts.get(name)
        if fact is None or not fact.values:
            continue
        for value in compared(one.tree.node, name):
            if value not in fact.values:
                known = ", ".join(fact.values)
                message = f"`{one.source}`: {name} is never {value!r}"
                subject.error("E09", one.at, one.place, message, f"It is one of {known}")


def _reachable(subject: Subject, one: Condition) -> None:
    facts = [fact for name in sorted(one.tree.facts) if (fact := subject.pack.facts.get(name)) is not None]
    domains = [[value for value, _ in domain(fact, [one.tree])] for fact in facts]
    combinations = 1
    for values in domains:
        combinations *= len(values)
    if combinations > MOST or len(facts) < len(one.tree.facts):
        return
    outcomes = set()
    for combination in product(*domains):
        known = dict(zip((fact.id for fact in facts), combination, strict=True))
        outcomes.add(one.tree.run(lambda name, known=known: known.get(name, UNKNOWN)))  # type: ignore[misc]
    if outcomes == {False}:
        subject.error("E10", one.at, one.place, f"`{one.source}` is never true", "Correct it, or leave the part out")
    elif outcomes == {True}:
        subject.error("E11", one.at, one.place, f"`{one.source}` is always true", "Correct it, or leave it out")
