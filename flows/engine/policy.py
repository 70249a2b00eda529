"""What comes next in a state: sources to try, or one question. The engine and the checks go by the same policy."""

from collections.abc import Sequence
from dataclasses import dataclass

from flows.engine.asking import OpenAsk, asks_for
from flows.engine.model import SourceKind
from flows.engine.needs import Assessment
from flows.engine.ordering import Search, choose, sure_asks
from flows.engine.state import State


@dataclass(frozen=True)
class Untried:
    """Fact -> the sources of one kind that can be asked for it now."""

    facts: dict[str, tuple[str, ...]]

    @property
    def sources(self) -> tuple[str, ...]:
        return tuple(sorted({one for some in self.facts.values() for one in some}))


def open_facts_of(state: State, found: Assessment) -> frozenset[str]:
    """Everything that is to be obtained next, for what is surely and for what is perhaps needed."""
    wanted = {leaf for one in found.wanted for leaf in state.to_get(one.fact)}
    wanted |= {leaf for guard in found.guards for leaf in state.open_in(guard.condition, guard.row)}
    return frozenset(wanted)


def judged_facts_of(state: State, found: Assessment) -> frozenset[str]:
    """What the rules of 秒批 look at and nobody knows yet. Worth a query, never a question or a gesture."""
    sets = [rules for member in found.live if (rules := state.at.pack.rule_set(member.item)) is not None]
    return frozenset(leaf for rules in sets for fact in rules.facts for leaf in state.to_get(fact))


def untried(state: State, found: Assessment) -> Untried | None:
    """Sources for everything that is open now: the card, then a code to be shown, then the hall."""
    open_now = open_facts_of(state, found)
    for kind in (SourceKind.CARD, SourceKind.CODE, SourceKind.QUERY):
        names = open_now | judged_facts_of(state, found) if kind is SourceKind.QUERY else open_now
        tried = {name: some for name in sorted(names) if (some := _usable(name, kind, state))}
        if tried:
            return Untried(tried)
    return None


def _usable(name: str, kind: SourceKind, state: State) -> tuple[str, ...]:
    if state.pending(name):
        return ()
    return tuple(one for one in state.usable(name) if state.at.pack.sources[one].kind is kind)


def open_asks(state: State, found: Assessment) -> dict[str, OpenAsk]:
    """Every question that can be put now."""
    leaves = [leaf for guard in found.guards for leaf in sorted(state.open_in(guard.condition, guard.row))]
    return {**sure_asks(state, found), **asks_for(leaves, state)}


def next_ask(state: State, found: Assessment, order: Sequence[str], search: Search) -> OpenAsk | None:
    pinned = state.at.plan.first
    if pinned:
        open_now = open_asks(state, found)
        for name in pinned:
            if name in open_now:
                return open_now[name]
    choice = choose(state, found, order, search)
    return choice.ask if choice is not None else None
