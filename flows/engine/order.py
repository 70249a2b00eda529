"""The authored order of questions: output fields from top to bottom, each with what it is worked out from."""

from collections.abc import Iterator

from flows.engine.expression import Expression
from flows.engine.model import Member, Need, Plan, RepeatDef
from flows.engine.pack import Pack


def authored_order(pack: Pack, plan: Plan) -> tuple[str, ...]:
    """Ids of all questions that can come up in this plan."""
    order = dict.fromkeys(plan.first)
    for member in plan.members:
        for fact in _facts(member, pack):
            order.update(dict.fromkeys(_asks(pack, plan, fact, set())))
    for name in plan.last:
        if name in order:
            order[name] = order.pop(name)
    return tuple(order)


def _facts(member: Member, pack: Pack) -> Iterator[str]:
    yield from _of(member.when)
    for stop in member.service.stops:
        yield from _of(stop.when)
    for need in member.service.needs:
        yield from _of(need.when)
        yield need.fact
        yield from (repeat.more for repeat in member.service.repeats if need is _last_of(member, repeat, pack))
    for material in member.service.materials:
        yield from _of(material.when)
        yield from material.proves
    for repeat in member.service.repeats:
        yield from _of(repeat.when)
    for original in member.service.originals:
        yield from _of(original.when)


def _last_of(member: Member, repeat: RepeatDef, pack: Pack) -> Need | None:
    """The last field of a row: whether another row follows is asked behind it."""
    fields = [need for need in member.service.needs if need.grouped and pack.facts[need.fact].group == repeat.group]
    return fields[-1] if fields else None


def _of(condition: Expression | None) -> list[str]:
    return sorted(condition.facts) if condition is not None else []


def _asks(pack: Pack, plan: Plan, name: str, seen: set[str]) -> Iterator[str]:
    if name in seen:
        return
    seen.add(name)
    fact = pack.facts.get(name)
    for derive in (plan.assume.get(name), fact.derive if fact else None):
        for each in _of(derive):
            yield from _asks(pack, plan, each, seen)
    if fact is None:
        return
    for use in fact.sources:
        for key in pack.sources[use.source].keys:
            yield from _asks(pack, plan, key, seen)
    ask = plan.asks.get(name) or fact.ask
    while ask:
        yield ask
        definition = pack.ask(ask).ask
        ask = definition.fallback or ""
