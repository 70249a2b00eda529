"""One look at the facts: what is known, what is open, and what each open fact would take."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from flows.decision import FactBook, Trust
from flows.engine.expression import Expression, open_facts
from flows.engine.model import FactDef, Plan, SourceKind, SourceUse
from flows.engine.pack import Pack
from flows.engine.rows import SUM, of_row, plain, row_of
from flows.engine.unknown import UNKNOWN, Maybe

TODAY = "ctx.today"
BUNDLE = "ctx.bundle"
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
        self.assessment: object = None
        """what needs.assess made of it"""
        self._missing: dict[str, frozenset[str]] = {}
        self._truths: dict[int, Maybe] = {}
        """by the identity of the condition: the pack keeps it, and has each condition once"""
        self._opened: dict[tuple[int, int], frozenset[str]] = {}
        self._usable: dict[str, tuple[str, ...]] = {}
        self._today = _today(situation.book)
        self._card_read = any(record.source == CARD for record in situation.book.values())

    def suppose(self, values: Mapping[str, Maybe]) -> "State":
        at = self.at
        return State(Situation(at.pack, at.plan, at.book, at.down, {**at.supposed, **values}))

    def value(self, name: str) -> Maybe:
        """Of a fact, or of a row's fact."""
        if name not in self._known:
            self._known[name] = UNKNOWN
            self._known[name] = self._work_out(name)
        return self._known[name]

    def has(self, name: str) -> bool:
        """Known, or supposed to be known without a value of its own."""
        return name in self.at.supposed or self.value(name) is not UNKNOWN

    def truth(self, condition: Expression | None, row: int = 0) -> Maybe:
        """True, False or UNKNOWN; no condition is true."""
        if condition is None:
            return True
        if row:
            return condition.run(self._lookup(row))
        if id(condition) not in self._truths:
            self._truths[id(condition)] = condition.run(self.value)
        return self._truths[id(condition)]

    def pending(self, name: str) -> bool:
        """A source gave a value and the customer has still to say yes."""
        record = self.at.book.get(name)
        if record is None or record.confirmed or name in self.at.supposed:
            return False
        return record.trust.reaches(self.least(name))

    def to_get(self, name: str) -> frozenset[str]:
        """The facts to obtain first so that this one becomes known; empty if it is known or cannot be had."""
        if name not in self._missing:
            self._missing[name] = self._to_get(name, frozenset())
        return self._missing[name]

    def open_in(self, condition: Expression, row: int = 0) -> frozenset[str]:
        """The facts to obtain for this condition."""
        key = (id(condition), row)
        if key not in self._opened:
            self._opened[key] = self._all(self._open(condition, row), frozenset())
        return self._opened[key]

    def least(self, name: str) -> Trust:
        """The lowest grade in which this fact will do here."""
        return self.at.plan.trust.get(plain(name), Trust.D)

    def definition(self, name: str) -> FactDef | None:
        return self.at.pack.facts.get(plain(name))

    def usable(self, name: str) -> tuple[str, ...]:
        """Sources that can be asked for this fact now."""
        if name not in self._usable:
            fact = self.definition(name)
            self._usable[name] = tuple(
                use.source
                for use in (fact.sources if fact is not None else ())
                if self._standing(use, name) and all(self.has(key) for key in self._keys(use.source))
            )
        return self._usable[name]

    def rows(self, group: str) -> tuple[int, bool]:
        """How many rows there are so far, and whether that is all of them."""
        repeat = self.at.plan.repeats[group]
        any_rows = self.truth(repeat.when)
        if any_rows is not True:
            return 0, any_rows is False
        for row in range(1, repeat.maximum):
            another = self.value(of_row(repeat.more, row))
            if another is not True:
                return row, another is False
        return repeat.maximum, True

    def _to_get(self, name: str, seen: frozenset[str]) -> frozenset[str]:
        if name in seen or name in self.at.supposed or self.value(name) is not UNKNOWN:
            return frozenset()
        fact = self.definition(name)
        if fact is None:
            return frozenset()
        if fact.group and fact.group in self.at.plan.repeats and not row_of(name):
            return self._rows_to_get(fact, seen | {name})
        if self.pending(name) or self.usable(name):
            return frozenset({name})
        for use in fact.sources:
            if self._standing(use, name):
                keys = self._all(self._keys(use.source), seen | {name})
                if keys:
                    return keys
        if fact.derive is not None:
            inputs = self._all(self._open(fact.derive, row_of(name)), seen | {name})
            if inputs:
                return inputs
        return frozenset({name}) if self.at.plan.asks.get(fact.id) or fact.ask else frozenset()

    def _rows_to_get(self, fact: FactDef, seen: frozenset[str]) -> frozenset[str]:
        count, _ = self.rows(fact.group)
        more = self.at.plan.repeats[fact.group].more
        names = [of_row(each, row) for row in range(1, count + 1) for each in (fact.id, more)]
        return self._all(names, seen)

    def _all(self, names: Iterable[str], seen: frozenset[str]) -> frozenset[str]:
        return frozenset().union(*(self._to_get(name, seen) for name in names))

    def _open(self, condition: Expression, row: int) -> frozenset[str]:
        return frozenset(self._in_row(name, row) for name in open_facts(condition, self._lookup(row)))

    def _lookup(self, row: int) -> Callable[[str], Maybe]:
        return self.value if row == 0 else lambda name: self.value(self._in_row(name, row))

    def _in_row(self, name: str, row: int) -> str:
        fact = self.at.pack.facts.get(name)
        return of_row(name, row) if row and fact is not None and fact.group else name

    def _standing(self, use: SourceUse, name: str) -> bool:
        """Not tried in vain yet, and allowed."""
        source, down = use.source, self.at.down
        if source in down or f"{source}/{name}" in down or plain(name) in self.at.plan.fresh:
            return False
        if not use.trust.reaches(self.least(name)):
            return False
        if "." in use.consent and self.value(use.consent) is not True:
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
            return record.value if record.confirmed and record.trust.reaches(self.least(name)) else UNKNOWN
        if name == TODAY:
            return self._today
        if name == BUNDLE:
            return self.at.plan.id if self.at.plan.bundle else ""
        if name.startswith(SUM):
            return self._sum(name.removeprefix(SUM))
        assumed = self.at.plan.assume.get(name)
        if assumed is not None:
            return assumed.run(self.value)
        fact = self.definition(name)
        if fact is None:
            return UNKNOWN
        if fact.group in self.at.plan.repeats and not row_of(name):
            return self._list(fact)
        if fact.derive is None or self._somebody_knows(fact, name):
            return UNKNOWN
        return fact.derive.run(self._lookup(row_of(name)))

    def _somebody_knows(self, fact: FactDef, name: str) -> bool:
        """The hall can still be asked: what is worked out from other facts stands in only where it does not say."""
        kinds = self.at.pack.sources
        return any(kinds[use.source].kind is SourceKind.QUERY and self._standing(use, name) for use in fact.sources)

    def _list(self, fact: FactDef) -> Maybe:
        count, complete = self.rows(fact.group)
        values = tuple(self.value(of_row(fact.id, row)) for row in range(1, count + 1))
        return values if complete and all(value is not UNKNOWN for value in values) else UNKNOWN

    def _sum(self, fact: str) -> Maybe:
        definition = self.at.pack.facts.get(plain(fact))
        if definition is None or definition.group not in self.at.plan.repeats:
            return UNKNOWN
        count, _ = self.rows(definition.group)
        values = [self.value(of_row(plain(fact), row)) for row in range(1, count + 1)]
        return sum(value for value in values if value is not UNKNOWN)


def _today(book: FactBook) -> Maybe:
    days = [record.at.date() for record in book.values()]
    return max(days).isoformat() if days else UNKNOWN
