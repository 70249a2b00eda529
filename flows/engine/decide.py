"""The engine behind flows.decision.Engine: sources first, then questions, papers behind their questions, then ready."""

from collections.abc import Mapping
from datetime import datetime

from flows.decision import Answered, FactBook, MaterialNeed, NeedFacts, Next, Question, Unanswered
from flows.engine.answers import answer
from flows.engine.asking import OpenAsk, asks_for, put
from flows.engine.model import MaterialDef, Plan, SourceKind
from flows.engine.needs import Assessment, assess, materials, replaced
from flows.engine.order import authored_order
from flows.engine.ordering import choose, sure_asks
from flows.engine.pack import Pack
from flows.engine.results import material_need, nothing_chosen, ready, why
from flows.engine.state import Situation, State
from flows.engine.unknown import UNKNOWN


class DecisionEngine:
    """Holds nothing but the compiled content and what was worked out from it."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._orders: dict[str, tuple[str, ...]] = {}

    def digest(self) -> str:
        return self._pack.digest

    def next(
        self,
        service: str,
        facts: FactBook,
        *,
        down: frozenset[str] = frozenset(),
        materials: frozenset[str] = frozenset(),
    ) -> Next:
        state = self._state(service, facts, down)
        found = assess(state)
        if not found.live:
            return found.stopped[0] if found.stopped else nothing_chosen()
        sources = _untried(state, found)
        if sources is not None:
            return sources
        ask = self._next_ask(state, found)
        paper = self._paper(state, found, materials, ask)
        if paper is not None:
            return paper
        if ask is not None:
            return Question(put(ask.definition, state), why(state, found, ask.definition.ask))
        return ready(state, found)

    def progress(self, service: str, facts: FactBook, *, down: frozenset[str] = frozenset()) -> tuple[int, int]:
        state = self._state(service, facts, down)
        given = {fact for fact, record in facts.items() if record.source == "ask"}
        order = self._order(state.at.plan)
        answered = sum(any(fact in given for fact in self._pack.ask(name).ask.sets) for name in order)
        return answered, len(_open_asks(state, assess(state)))

    def answer(
        self, service: str, ask: str, given: tuple[str, ...] | str, facts: FactBook, at: datetime
    ) -> Answered | Unanswered:
        return answer(self._pack.ask(ask), given, self._state(service, facts, frozenset()), at)

    def _state(self, service: str, facts: FactBook, down: frozenset[str]) -> State:
        return State(Situation(self._pack, self._pack.plan(service), facts, down, {}))

    def _order(self, plan: Plan) -> tuple[str, ...]:
        if plan.id not in self._orders:
            self._orders[plan.id] = authored_order(self._pack, plan)
        return self._orders[plan.id]

    def _next_ask(self, state: State, found: Assessment) -> OpenAsk | None:
        pinned = state.at.plan.first
        if pinned:
            open_now = _open_asks(state, found)
            for name in pinned:
                if name in open_now:
                    return open_now[name]
        choice = choose(state, found, self._order(state.at.plan))
        return choice.ask if choice is not None else None

    def _paper(self, state: State, found: Assessment, had: frozenset[str], ask: OpenAsk | None) -> MaterialNeed | None:
        """A paper whose turn has come: behind its question, or behind all of them."""
        for member in found.live:
            for one in materials(member, state):
                due = one.id not in had and _scanned(one) and not replaced(one, state)
                if due and (ask is None or self._behind(one, state)):
                    return material_need(one)
        return None

    def _behind(self, one: MaterialDef, state: State) -> bool:
        facts = self._pack.ask(one.after).ask.sets if one.after else ()
        return bool(facts) and all(state.value(fact) is not UNKNOWN for fact in facts)


def _scanned(one: MaterialDef) -> bool:
    return any(way.startswith("scan.") for way in one.accept)


def _open_asks(state: State, found: Assessment) -> dict[str, OpenAsk]:
    """Every question that can be put now."""
    leaves = [leaf for guard in found.guards for leaf in sorted(state.open_in(guard.condition))]
    return {**sure_asks(state, found), **asks_for(leaves, state)}


def _untried(state: State, found: Assessment) -> NeedFacts | None:
    """Sources to try for everything that is open now: the card, then a code to be shown, then the hall."""
    wanted = {leaf for one in found.wanted for leaf in state.to_get(one.fact)}
    wanted |= {leaf for guard in found.guards for leaf in state.open_in(guard.condition)}
    usable = {name: state.usable(state.at.pack.facts[name]) for name in sorted(wanted) if not state.pending(name)}
    kinds = state.at.pack.sources
    for kind in (SourceKind.CARD, SourceKind.CODE, SourceKind.QUERY):
        tried = {
            name: some
            for name, sources in usable.items()
            if (some := tuple(one for one in sources if kinds[one].kind is kind))
        }
        if tried:
            sources = sorted({one for some in tried.values() for one in some})
            return NeedFacts(tuple(sources), tuple(tried), _to_confirm(state, tried))
    return None


def _to_confirm(state: State, tried: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    facts = state.at.pack.facts
    return tuple(
        name
        for name, sources in tried.items()
        if any(use.confirm and use.source in sources for use in facts[name].sources)
    )
