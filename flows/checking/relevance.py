"""M2: every question matters when it is put. Two ways on exist that differ only in its answer and end otherwise.

A question for something that is handed in matters by that. Any other is followed on each of its answers, on the same
representative values as the walks, to everything that can come of it: what is handed in for which items, with which
papers, clauses and stops. Where all answers lead to the very same ends it is put in vain.
"""

from collections.abc import Sequence

from flows.checking.subject import Subject
from flows.decision import Ready
from flows.engine.asking import OpenAsk
from flows.engine.needs import Assessment, assess
from flows.engine.order import authored_order
from flows.engine.ordering import Search, TooManyStatesError, possible_answers, state_key, supposable
from flows.engine.policy import next_ask, untried
from flows.engine.results import ready
from flows.engine.rows import plain
from flows.engine.state import Situation, State
from flows.engine.walk import WALK_CAP


def put_in_vain(subject: Subject, code: str, sources: str) -> frozenset[str] | None:
    """Questions of a service or bundle that decide nothing where they are put. None: too many states to prove it."""
    plan = subject.pack.plan(code)
    proof = _Proof(authored_order(subject.pack, plan))
    try:
        proof.ends(State(Situation(subject.pack, plan, {}, subject.down(sources), {})))
    except TooManyStatesError:
        return None
    return frozenset(proof.in_vain)


class _Proof:
    def __init__(self, order: Sequence[str]) -> None:
        self._order = order
        self._search = Search(WALK_CAP)
        self._memo: dict[frozenset[tuple[str, object]], frozenset[int]] = {}
        self.in_vain: set[str] = set()

    def ends(self, state: State) -> frozenset[int]:
        """Digests of everything that can come of it."""
        key = state_key(state.at.supposed)
        if key not in self._memo:
            if len(self._memo) >= WALK_CAP:
                raise TooManyStatesError
            self._memo[key] = self._work_out(state)
        return self._memo[key]

    def _work_out(self, state: State) -> frozenset[int]:
        found = assess(state)
        if not found.live:
            return frozenset({hash(found.stopped)})
        sources = untried(state, found)
        if sources is not None:
            conditions = [guard.condition for guard in found.guards]
            after = [state.suppose(values) for values, _ in supposable(state, sources.facts, conditions)]
            return frozenset().union(*(self.ends(one) for one in after))
        ask = next_ask(state, found, self._order, self._search)
        if ask is None:
            return frozenset({_end(state, found)})
        ends = [self.ends(one) for one, _ in possible_answers(state, ask, found.guards)]
        if len(set(ends)) == 1 and not _handed_in(state, found, ask):
            self.in_vain.add(plain(ask.id))
        return frozenset().union(*ends)


def _handed_in(state: State, found: Assessment, ask: OpenAsk) -> bool:
    """What the question gives is itself part of what is handed in, or proves what a paper would."""
    return any(leaf in ask.sets for one in found.wanted for leaf in state.to_get(one.fact))


def _end(state: State, found: Assessment) -> int:
    end = ready(state, found)
    if not isinstance(end, Ready):
        return hash(end)
    papers = tuple(one.id for one in end.materials)
    return hash((end.items, tuple(end.form.items()), papers, end.originals, end.dropped, end.declaration))
