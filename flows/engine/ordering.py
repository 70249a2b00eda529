"""Which question to put next: the one after which the rest is expected to cost the fewest taps.

Exact by dynamic programming over the facts in open conditions while the states stay under a cap, one step of
look-ahead above it. Answers count as equally likely. A question that is asked in every case anyway costs nothing
to ask now, so the authored order is kept wherever it is free.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Any

from flows.engine.asking import OpenAsk, asks_for
from flows.engine.domains import NOTHING, Domain, domain
from flows.engine.expression import Expression
from flows.engine.needs import MEMBER, Assessment, Guard, assess
from flows.engine.residue import Residue
from flows.engine.rows import plain, row_of
from flows.engine.state import State
from flows.engine.unknown import UNKNOWN, Maybe

STATE_CAP = 5000
VISIT_CAP = 120
"""while a customer waits"""
_SAME = 1e-9


@dataclass(frozen=True)
class Choice:
    ask: OpenAsk
    expected_taps: float
    exact: bool


@dataclass(frozen=True)
class Outlook:
    taps: float
    always: frozenset[str]
    """questions that come in every case"""


class TooManyStatesError(Exception):
    """More states than the cap: only a look-ahead is possible."""


class Search:
    """Outlooks of the states reached from one situation, remembered. Not to be shared between situations."""

    def __init__(self, cap: int = STATE_CAP) -> None:
        self._cap = cap
        self._memo: dict[frozenset[tuple[str, Any]], Outlook] = {}
        self._alike: dict[Hashable, Outlook] = {}
        self._residue: Residue | None = None

    def after(self, state: State, ask: OpenAsk) -> Outlook:
        """If this question is put next."""
        outlooks = [(self.outlook(one), weight) for one, weight in possible_answers(state, ask, assess(state).guards)]
        always = frozenset.intersection(*(one.always for one, _ in outlooks)) | {ask.id}
        return Outlook(ask.taps + mean((one.taps, weight) for one, weight in outlooks), always)

    def outlook(self, state: State) -> Outlook:
        """Raises TooManyStatesError."""
        key = state_key(state.at.supposed)
        if key not in self._memo:
            if len(self._memo) >= self._cap:
                raise TooManyStatesError
            self._memo[key] = self._once(state)
        return self._memo[key]

    def residue(self, state: State) -> Hashable:
        """Equal for states from which everything goes on alike."""
        if self._residue is None:
            self._residue = Residue(state.at.pack, state.at.plan)
        return self._residue.of(state, assess(state))

    def _once(self, state: State) -> Outlook:
        residue = self.residue(state)
        if residue not in self._alike:
            self._alike[residue] = self._work_out(state)
        return self._alike[residue]

    def _work_out(self, state: State) -> Outlook:
        found = assess(state)
        if not found.live:
            return Outlook(0.0, frozenset())
        candidates = guard_asks(state, found.guards)
        sure = sure_asks(state, found)
        if not candidates:
            return Outlook(float(sum(ask.taps for ask in sure.values())), frozenset(sure))
        certain = certain_asks(state, found)
        if certain:
            return self.after(state, next(iter(certain.values())))
        return min((self.after(state, ask) for ask in candidates.values()), key=lambda one: one.taps)


def choose(state: State, found: Assessment, order: Sequence[str], search: Search) -> Choice | None:
    """None: nothing is left to ask. `order`: ids of questions as authored."""
    sure = sure_asks(state, found)
    certain = certain_asks(state, found)
    if certain:
        return Choice(_first(certain.values(), order), 0.0, exact=True)
    candidates = guard_asks(state, found.guards)
    if not candidates:
        return Choice(_first(sure.values(), order), 0.0, exact=True) if sure else None
    if len(candidates) == 1 and not sure:
        return Choice(next(iter(candidates.values())), 0.0, exact=True)
    try:
        return _exact(state, candidates, sure, order, search)
    except TooManyStatesError:
        return _look_ahead(state, candidates, order)


def sure_asks(state: State, found: Assessment) -> dict[str, OpenAsk]:
    """Questions for facts that are needed as things stand."""
    facts = dict.fromkeys(wanted.fact for wanted in found.wanted)
    return asks_for([leaf for fact in facts for leaf in sorted(state.to_get(fact))], state)


def certain_asks(state: State, found: Assessment) -> dict[str, OpenAsk]:
    """Questions that come on every way from here: to put them now costs nothing.

    They are needed by an item that no open stop can end, or nothing else can settle a condition of it.
    """
    may_stop = {guard.reason.item for guard in found.guards if guard.ends}
    leaves = [
        leaf for one in found.wanted if one.reason.item not in may_stop for leaf in sorted(state.to_get(one.fact))
    ]
    for guard in found.guards:
        if guard.reason.name == MEMBER or guard.reason.item not in may_stop:
            unknown = {name for name in guard.condition.facts if state.value(name) is UNKNOWN}
            if len(unknown) == 1:
                leaves += sorted(state.open_in(guard.condition, guard.row))
    return asks_for(leaves, state)


def guard_asks(state: State, guards: Iterable[Guard]) -> dict[str, OpenAsk]:
    """Questions that open conditions wait for."""
    leaves = (leaf for guard in guards for leaf in sorted(state.open_in(guard.condition, guard.row)))
    return asks_for(leaves, state)


def possible_answers(state: State, ask: OpenAsk, guards: Sequence[Guard]) -> list[tuple[State, int]]:
    """The states after each answer that makes a difference, and how many answers each stands for."""
    found = supposable(state, ask.sets, [guard.condition for guard in guards], ask)
    return [(state.suppose(values), weight) for values, weight in found]


def supposable(
    state: State, names: Iterable[str], conditions: Sequence[Expression], ask: OpenAsk | None = None
) -> list[tuple[dict[str, Maybe], int]]:
    """Every combination of representative values of these facts, and how many values each stands for.

    A fact that decides nothing gets no value. Where a date or a text decides only through what is worked out from it
    (an age), that is given its representative values instead. `ask`: only what it offers.
    """
    deep = _with_derivations(conditions, state)
    used = frozenset().union(*(condition.facts for condition in deep))
    domains: dict[str, Domain] = {}
    for name in names:
        fact = state.definition(name)
        if fact is not None:
            domains[name] = domain(fact, deep, _offered(ask)) if fact.id in used else NOTHING
    for name in [name for name, values in domains.items() if values == NOTHING]:
        domains |= _worked_out(plain(name), used, deep, state)
    return [
        (dict(zip(domains, (value for value, _ in chosen), strict=True)), prod(weight for _, weight in chosen))
        for chosen in product(*domains.values())
    ]


def mean(weighted: Iterable[tuple[float, int]]) -> float:
    pairs = list(weighted)
    return sum(value * weight for value, weight in pairs) / sum(weight for _, weight in pairs)


def _offered(ask: OpenAsk | None) -> tuple[str, ...]:
    return tuple(option.id for option in ask.definition.options) if ask is not None else ()


def _worked_out(name: str, used: frozenset[str], conditions: Sequence[Expression], state: State) -> dict[str, Domain]:
    found: dict[str, Domain] = {}
    for each in sorted(used):
        fact = state.at.pack.facts.get(each)
        if fact is not None and fact.derive is not None and name in fact.derive.facts:
            values = domain(fact, conditions)
            if values != NOTHING:
                found[each] = values
    return found


def state_key(supposed: Mapping[str, Maybe]) -> frozenset[tuple[str, Any]]:
    return frozenset(supposed.items())


def _first(asks: Iterable[OpenAsk], order: Sequence[str]) -> OpenAsk:
    rank = {name: place for place, name in enumerate(order)}
    return min(asks, key=lambda ask: (rank.get(plain(ask.id), len(rank)), row_of(ask.id), ask.id))


def _exact(
    state: State, candidates: Mapping[str, OpenAsk], sure: Mapping[str, OpenAsk], order: Sequence[str], search: Search
) -> Choice:
    costs = {name: search.after(state, ask) for name, ask in candidates.items()}
    best = min(costs.values(), key=lambda outlook: outlook.taps)
    free = [candidates[name] for name, outlook in costs.items() if outlook.taps <= best.taps + _SAME]
    free += [ask for name, ask in sure.items() if name in best.always and name not in candidates]
    return Choice(_first(free, order), best.taps, exact=True)


def _look_ahead(state: State, candidates: Mapping[str, OpenAsk], order: Sequence[str]) -> Choice:
    costs = {name: _one_step(state, ask) for name, ask in candidates.items()}
    best = min(costs.values())
    free = [candidates[name] for name, cost in costs.items() if cost <= best + _SAME]
    return Choice(_first(free, order), best, exact=False)


def _one_step(state: State, ask: OpenAsk) -> float:
    outcomes = possible_answers(state, ask, assess(state).guards)
    return ask.taps + mean((_estimate(after), weight) for after, weight in outcomes)


def _estimate(state: State) -> float:
    """Sure questions in full, questions of open conditions by half."""
    found = assess(state)
    sure = sure_asks(state, found)
    perhaps = {name: ask for name, ask in guard_asks(state, found.guards).items() if name not in sure}
    return sum(ask.taps for ask in sure.values()) + sum(ask.taps for ask in perhaps.values()) / 2


def _with_derivations(conditions: Sequence[Expression], state: State) -> list[Expression]:
    """The conditions and what the facts in them are worked out from."""
    seen: dict[str, Expression] = {}
    todo = [name for condition in conditions for name in condition.facts]
    while todo:
        name = todo.pop()
        fact = state.at.pack.facts.get(name)
        derive = state.at.plan.assume.get(name) or (fact.derive if fact else None)
        if derive is not None and name not in seen:
            seen[name] = derive
            todo += derive.facts
    return [*conditions, *seen.values()]
