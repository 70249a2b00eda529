"""Every way through a service, on representative answers: how much is asked, how it ends, what is never reached.

The walk goes by the same policy as the engine. It is complete for conditions that compare facts with constants; a
comparison of two unknown dates or texts stays open and is counted in `opaque`.
"""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field

from flows.decision import AskKind
from flows.engine.asking import OpenAsk, named
from flows.engine.needs import Assessment, assess, materials, replaced
from flows.engine.ordering import Search, TooManyStatesError, mean, possible_answers, state_key, supposable
from flows.engine.policy import Untried, next_ask, untried
from flows.engine.rows import plain
from flows.engine.state import State

MANUAL = (AskKind.TEXT, AskKind.NUMBER, AskKind.MONEY, AskKind.MOBILE, AskKind.IDNO, AskKind.ADDRESS)
WALK_CAP = 20000


@dataclass(frozen=True)
class Way:
    """From one state to all ends. Taps are those of questions and papers, without the spine."""

    asked_max: int = 0
    asked_mean: float = 0.0
    taps_max: int = 0
    taps_mean: float = 0.0
    typed_max: int = 0
    papers_max: int = 0
    ends: frozenset[str] = frozenset()
    """"ready" or "stop:<text>\""""
    share: dict[str, float] = field(default_factory=dict)
    """question -> how often it is asked"""
    opaque: int = 0
    """conditions that no representative answer settles"""


def walk(state: State, order: Sequence[str], cap: int = WALK_CAP) -> Way:
    """Raises TooManyStatesError above the cap."""
    return _Walker(order, cap).from_state(state)


class _Walker:
    def __init__(self, order: Sequence[str], cap: int) -> None:
        self._order = order
        self._cap = cap
        self._search = Search(cap)
        self._memo: dict[frozenset[tuple[str, object]], Way] = {}
        self._alike: dict[Hashable, Way] = {}

    def from_state(self, state: State) -> Way:
        key = state_key(state.at.supposed)
        if key not in self._memo:
            if len(self._memo) >= self._cap:
                raise TooManyStatesError
            self._memo[key] = self._once(state)
        return self._memo[key]

    def _once(self, state: State) -> Way:
        residue = self._search.residue(state)
        if residue not in self._alike:
            self._alike[residue] = self._work_out(state)
        return self._alike[residue]

    def _work_out(self, state: State) -> Way:
        found = assess(state)
        if not found.live:
            return Way(ends=frozenset({f"stop:{found.stopped[0].reason}" if found.stopped else "nothing"}))
        sources = untried(state, found)
        if sources is not None:
            after = _mean([(self.from_state(one), weight) for one, weight in _after_sources(state, found, sources)])
            for confirmation in _confirmations(state, sources):
                after = _with(confirmation, after)
            return after
        ask = next_ask(state, found, self._order, self._search)
        if ask is None:
            return _end(state, found)
        answers = possible_answers(state, ask, found.guards)
        return _with(ask, _mean([(self.from_state(one), weight) for one, weight in answers]))


def _after_sources(state: State, found: Assessment, sources: Untried) -> Iterator[tuple[State, int]]:
    conditions = [guard.condition for guard in found.guards]
    for values, weight in supposable(state, sources.facts, conditions):
        yield state.suppose(values), weight


def _confirmations(state: State, sources: Untried) -> Iterator[OpenAsk]:
    """Questions whether a value that a source gave is to be used."""
    for name, tried in sources.facts.items():
        fact = state.definition(name)
        if fact is not None and any(use.confirm and use.source in tried for use in fact.sources):
            first = state.at.plan.asks.get(fact.id) or fact.ask
            if first:
                yield named(first, state)


def _end(state: State, found: Assessment) -> Way:
    papers = sum(
        any(way.startswith("scan.") for way in one.accept) and not replaced(one, state)
        for member in found.live
        for one in materials(member, state)
    )
    return Way(
        taps_max=papers, taps_mean=papers, papers_max=papers, ends=frozenset({"ready"}), opaque=len(found.guards)
    )


def _with(ask: OpenAsk, after: Way) -> Way:
    name = plain(ask.id)
    typed = ask.definition.ask.kind in MANUAL
    return Way(
        asked_max=after.asked_max + 1,
        asked_mean=after.asked_mean + 1,
        taps_max=after.taps_max + ask.taps,
        taps_mean=after.taps_mean + ask.taps,
        typed_max=after.typed_max + typed,
        papers_max=after.papers_max,
        ends=after.ends,
        share={**after.share, name: after.share.get(name, 0.0) + 1},
        opaque=after.opaque,
    )


def _mean(weighted: list[tuple[Way, int]]) -> Way:
    ways = [way for way, _ in weighted]
    if len(ways) == 1:
        return ways[0]
    names = {name for way in ways for name in way.share}
    return Way(
        asked_max=max(way.asked_max for way in ways),
        asked_mean=mean((way.asked_mean, weight) for way, weight in weighted),
        taps_max=max(way.taps_max for way in ways),
        taps_mean=mean((way.taps_mean, weight) for way, weight in weighted),
        typed_max=max(way.typed_max for way in ways),
        papers_max=max(way.papers_max for way in ways),
        ends=frozenset().union(*(way.ends for way in ways)),
        share={name: mean((way.share.get(name, 0.0), weight) for way, weight in weighted) for name in names},
        opaque=max(way.opaque for way in ways),
    )
