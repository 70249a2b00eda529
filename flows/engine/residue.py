"""What of the answers still matters.

A settled condition stays as it is, and an output field that has its value asks for nothing any more: states that differ
only in the answers behind such come to the same questions, and are looked at once.
"""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass

from flows.engine.expression import Expression
from flows.engine.model import Member, Plan
from flows.engine.needs import Assessment, materials, replaced
from flows.engine.pack import Pack
from flows.engine.rows import plain
from flows.engine.state import State
from flows.engine.unknown import UNKNOWN, Maybe


@dataclass(frozen=True)
class _Wish:
    """A fact that is wanted where its condition is true."""

    fact: str
    when: Expression | None
    reach: frozenset[str]


@dataclass(frozen=True)
class _Outlook:
    """By what a member can still be decided."""

    member: Member
    wishes: tuple[_Wish, ...]
    conditions: tuple[tuple[Expression, frozenset[str]], ...]
    rows: frozenset[str]
    """facts of its repeats: how many rows there are, and what is in them, always matters"""


class Residue:
    """Of the states of one plan."""

    def __init__(self, pack: Pack, plan: Plan) -> None:
        self._outlooks = {member.item: _outlook(member, pack, plan) for member in plan.members}

    def of(self, state: State, found: Assessment) -> Hashable:
        """Equal for two states from which everything goes on alike."""
        open_items = {one.reason.item for one in found.wanted} | {one.reason.item for one in found.guards}
        unsettled = [self._outlooks[member.item] for member in found.live if member.item in open_items]
        settled = frozenset(member.item for member in found.live if member.item not in open_items)
        facts: set[str] = set()
        wishes = tuple(tuple(_open_wishes(one, state, facts)) for one in unsettled)
        conditions = tuple(tuple(_open_conditions(one, state, facts)) for one in unsettled)
        partners = frozenset().union(*(one.member.with_one_of for one in unsettled))
        return (
            tuple(one.member.item for one in unsettled),
            wishes,
            conditions,
            frozenset((name, value) for name, value in state.at.supposed.items() if plain(name) in facts),
            settled & partners,
            sum(_pages(member, state) for member in found.live),
            bool(settled) or tuple(stop.reason for stop in found.stopped[:1]),
        )


def _open_wishes(one: _Outlook, state: State, facts: set[str]) -> Iterator[tuple[int, Maybe]]:
    """Which are still open, and how; `facts` gains those whose values decide them."""
    facts |= one.rows
    for number, wish in enumerate(one.wishes):
        truth = state.truth(wish.when)
        if truth is not False and not state.has(wish.fact):
            facts |= wish.reach
            yield number, truth


def _open_conditions(one: _Outlook, state: State, facts: set[str]) -> Iterator[int]:
    for number, (condition, reach) in enumerate(one.conditions):
        if state.truth(condition) is UNKNOWN:
            facts |= reach
            yield number


def _pages(member: Member, state: State) -> int:
    """Papers that it wants under the camera as things stand."""
    papers = (one for one in materials(member, state) if not replaced(one, state))
    return sum(any(way.startswith("scan.") for way in one.accept) for one in papers)


def _outlook(member: Member, pack: Pack, plan: Plan) -> _Outlook:
    service = member.service
    wishes = [(need.fact, need.when) for need in service.needs if not need.grouped]
    wishes += [(fact, material.when) for material in service.materials for fact in material.proves]
    return _Outlook(
        member,
        tuple(_Wish(fact, when, _reached((fact,), pack, plan)) for fact, when in wishes),
        tuple((condition, _reached(condition.facts, pack, plan)) for condition in _conditions(member)),
        _reached(_in_rows(member), pack, plan),
    )


def _conditions(member: Member) -> Iterator[Expression]:
    service = member.service
    found = [member.when, *(stop.when for stop in service.stops), *(need.when for need in service.needs)]
    found += [one.when for one in service.materials]
    found += [one.when for one in service.originals]
    found += [one.when for one in service.repeats]
    return (condition for condition in found if condition is not None)


def _in_rows(member: Member) -> Iterator[str]:
    for need in member.grouped:
        yield need.fact
        yield from need.when.facts if need.when is not None else ()
    for repeat in member.service.repeats:
        yield repeat.more
        yield from repeat.when.facts if repeat.when is not None else ()


def _reached(names: Iterable[str], pack: Pack, plan: Plan) -> frozenset[str]:
    """With all that they are worked out from, and what their sources want to know first."""
    found: set[str] = set()
    todo = list(names)
    while todo:
        name = plain(todo.pop())
        if name in found:
            continue
        found.add(name)
        fact = pack.facts.get(name)
        assumed = plan.assume.get(name)
        todo += assumed.facts if assumed is not None else ()
        if fact is not None:
            todo += fact.derive.facts if fact.derive is not None else ()
            todo += [key for use in fact.sources for key in pack.sources[use.source].keys]
            todo += [use.consent for use in fact.sources if "." in use.consent]
    return frozenset(found)
