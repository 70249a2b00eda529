"""One look at the facts: what is known, what is open, and what each open fact would take."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flows.decision import FactBook
from flows.engine.expression import Expression, open_facts
from flows.engine.model import FactDef, Plan, SourceKind
from flows.engine.pack import Pack
from flows.engine.unknown import UNKNOWN, Maybe

TODAY = "ctx.today"
CARD = "idcard.chip"


@dataclass(frozen=True)
class Situation:
    """The facts of a visit and what is out of order. `supposed`: values tried out while looking ahead."""

    pack: Pack
    plan: Plan
    book: FactBook
    down: frozenset[str]
    supposed: Mapping[str, Maybe]


class State:
    """Values of facts, worked out once each. Thrown away after one decision."""

    def __init__(self, situation: Situation) -> None:
        self.at = situation
        self._known: dict[str, Maybe] = dict(situation.supposed)
        self._today = _today(situation.book)
        self._card_read = any(record.source == CARD for record in situation.book.values())

    def suppose(self, values: Mapping[str, Maybe]) -> "State":
        at = self.at
        return State(Situation(at.pack, at.plan, at.book, at.down, {**at.supposed, **values}))

    def value(self, fact: str) -> Maybe:
        if fact not in self._known:
            self._known[fact] = UNKNOWN
            self._known[fact] = self._work_out(fact)
        return self._known[fact]

    def truth(self, condition: Expression | None) -> Maybe:
        """True, False or UNKNOWN; no condition is true."""
        return True if condition is None else condition.run(self.value)

    def pending(self, fact: str) -> bool:
        """A source gave a value and the customer has still to say yes."""
        record = self.at.book.get(fact)
        return record is not None and not record.confirmed and fact not in self.at.supposed

    def to_get(self, fact: str) -> frozenset[str]:
        """The facts to obtain first so that this one becomes known; empty if it is known or cannot be had."""
        return self._to_get(fact, frozenset())

    def open_in(self, condition: Expression) -> frozenset[str]:
        """The facts to obtain for this condition."""
        return self._all(open_facts(condition, self.value), frozenset())

    def usable(self, fact: FactDef) -> tuple[str, ...]:
        """Sources that can be asked for this fact now."""
        return tuple(
            use.source
            for use in fact.sources
            if self._standing(use.source, fact.id) and all(self.value(k) is not UNKNOWN for k in self._keys(use.source))
        )

    def _to_get(self, name: str, seen: frozenset[str]) -> frozenset[str]:
        if name in seen or name in self.at.supposed or self.value(name) is not UNKNOWN:
            return frozenset()
        fact = self.at.pack.facts.get(name)
        if fact is None:
            return frozenset()
        if self.pending(name) or self.usable(fact):
            return frozenset({name})
        for use in fact.sources:
            if self._standing(use.source, name):
                keys = self._all(self._keys(use.source), seen | {name})
                if keys:
                    return keys
        if fact.derive is not None:
            inputs = self._all(open_facts(fact.derive, self.value), seen | {name})
            if inputs:
                return inputs
        return frozenset({name}) if fact.ask else frozenset()

    def _all(self, names: Iterable[str], seen: frozenset[str]) -> frozenset[str]:
        return frozenset().union(*(self._to_get(name, seen) for name in names))

    def _standing(self, source: str, fact: str) -> bool:
        down = self.at.down
        if source in down or f"{source}/{fact}" in down:
            return False
        match self.at.pack.sources[source].kind:
            case SourceKind.QUERY | SourceKind.CODE:
                return True
            case SourceKind.CARD:
                return not self._card_read
            case SourceKind.ASKED | SourceKind.CONTEXT:
                return False

    def _keys(self, source: str) -> tuple[str, ...]:
        return self.at.pack.sources[source].keys

    def _work_out(self, name: str) -> Maybe:
        record = self.at.book.get(name)
        if record is not None:
            return record.value if record.confirmed else UNKNOWN
        if name == TODAY:
            return self._today
        assumed = self.at.plan.assume.get(name)
        if assumed is not None:
            return assumed.run(self.value)
        fact = self.at.pack.facts.get(name)
        return UNKNOWN if fact is None or fact.derive is None else fact.derive.run(self.value)


def _today(book: FactBook) -> Maybe:
    days = [record.at.date() for record in book.values()]
    return max(days).isoformat() if days else UNKNOWN
