"""Implements flows.engine_port.Engine: sources first, then questions, papers behind their questions, then ready."""

from datetime import datetime

from flows.decision import LATER, Answered, FactBook, MaterialNeed, NeedFacts, Next, Question, Unanswered
from flows.engine.answers import answer
from flows.engine.asking import OpenAsk, named, put
from flows.engine.instant import decide
from flows.engine.model import MaterialDef, Plan
from flows.engine.needs import Assessment, assess, materials, replaced
from flows.engine.order import authored_order
from flows.engine.ordering import VISIT_CAP, Search
from flows.engine.pack import Pack
from flows.engine.policy import Untried, next_ask, open_asks, untried
from flows.engine.results import material_need, nothing_chosen, ready, why
from flows.engine.rows import plain
from flows.engine.state import Situation, State
from flows.engine.unknown import UNKNOWN
from flows.verdict import Verdict


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
        sources = untried(state, found)
        if sources is not None:
            return _need(state, sources)
        ask = next_ask(state, found, self._order(state.at.plan), Search(VISIT_CAP))
        paper = self._paper(state, found, materials, ask)
        if paper is not None:
            return paper
        if ask is not None:
            return Question(put(ask, state), why(state, found, ask))
        return ready(state, found, materials)

    def progress(self, service: str, facts: FactBook, *, down: frozenset[str] = frozenset()) -> tuple[int, int]:
        state = self._state(service, facts, down)
        given = {fact for fact, record in facts.items() if record.source == "ask"}
        rows = {fact for fact in given if fact != plain(fact)}
        order = self._order(state.at.plan)
        answered = sum(any(fact in given for fact in self._pack.ask(name).ask.sets) for name in order)
        return answered + len(rows), len(open_asks(state, assess(state)))

    def answer(
        self, service: str, ask: str, given: tuple[str, ...] | str, facts: FactBook, at: datetime
    ) -> Answered | Unanswered:
        state = self._state(service, facts, frozenset())
        return answer(named(ask, state), given, state, at)

    def verdict(self, service: str, item: str, facts: FactBook) -> Verdict | None:
        rules = self._pack.rule_set(item)
        return decide(rules, self._state(service, facts, frozenset())) if rules is not None else None

    def _state(self, service: str, facts: FactBook, down: frozenset[str]) -> State:
        return State(Situation(self._pack, self._pack.plan(service), facts, down, {}))

    def _order(self, plan: Plan) -> tuple[str, ...]:
        if plan.id not in self._orders:
            self._orders[plan.id] = authored_order(self._pack, plan)
        return self._orders[plan.id]

    def _paper(self, state: State, found: Assessment, had: frozenset[str], ask: OpenAsk | None) -> MaterialNeed | None:
        """A paper whose turn has come: behind its question, or behind all of them."""
        for member in found.live:
            for one in materials(member, state):
                has = one.id in had or (one.follow_days and f"{LATER}{one.id}" in had)
                due = not has and _scanned(one) and not replaced(one, state)
                if due and (ask is None or self._behind(one, state)):
                    return material_need(one)
        return None

    def _behind(self, one: MaterialDef, state: State) -> bool:
        facts = self._pack.ask(one.after).ask.sets if one.after else ()
        return bool(facts) and all(state.value(fact) is not UNKNOWN for fact in facts)


def _scanned(one: MaterialDef) -> bool:
    return any(way.startswith("scan.") for way in one.accept)


def _need(state: State, sources: Untried) -> NeedFacts:
    confirm = tuple(
        name
        for name, tried in sources.facts.items()
        if (fact := state.definition(name)) is not None
        and any(use.confirm and use.source in tried for use in fact.sources)
    )
    return NeedFacts(sources.sources, tuple(sources.facts), confirm)
