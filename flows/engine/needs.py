"""What a plan needs in a state: surely, perhaps, and why."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flows.decision import Stop
from flows.engine.asking import ask_for
from flows.engine.expression import Expression
from flows.engine.model import MaterialDef, Member, Need, OriginalDef, Reason, Wanted
from flows.engine.rows import of_row
from flows.engine.state import State
from flows.engine.unknown import UNKNOWN

MEMBER = "member"
"""name of the reason of whether an item is part of the visit"""
_SINGLE = range(1)


@dataclass(frozen=True)
class Guard:
    condition: Expression
    reason: Reason
    ends: bool
    """true: a stop, or whether the item is part of the visit at all"""
    row: int = 0


@dataclass(frozen=True)
class Assessment:
    """`live`: members that are part of the visit or may be. `stopped`: members that have ended."""

    live: tuple[Member, ...]
    stopped: tuple[Stop, ...]
    wanted: tuple[Wanted, ...]
    guards: tuple[Guard, ...]
    """conditions that are still unknown"""


def assess(state: State) -> Assessment:
    """Worked out once for each state."""
    if state.assessment is None:
        state.assessment = _assess(state)
    assert isinstance(state.assessment, Assessment)
    return state.assessment


def _assess(state: State) -> Assessment:
    here = [(member, part) for member in state.at.plan.members if (part := state.truth(member.when)) is not False]
    stops = {member.item: _stop(member, state) or _unproven(member, state) for member, _ in here}
    live = together(member for member, _ in here if stops[member.item] is None)
    open_parts = {member.item for member, part in here if part is UNKNOWN}
    wanted: list[Wanted] = []
    guards: list[Guard] = []
    for member in live:
        if member.item in open_parts and member.when is not None:
            guards.append(Guard(member.when, member.reason(MEMBER), ends=True))
            continue
        guards += _stop_guards(member, state)
        wanted += _wanted(member, state)
        guards += _guards(member, state)
    stopped = tuple(stop for member, part in here if part is True and (stop := stops[member.item]) is not None)
    return Assessment(live, stopped, tuple(wanted), tuple(guards))


def together(members: Iterable[Member]) -> tuple[Member, ...]:
    """Without those that make sense only with an item that is not among them."""
    live = tuple(members)
    items = {member.item for member in live}
    return tuple(member for member in live if not member.with_one_of or member.with_one_of & items)


def rows_of(need: Need, state: State) -> range:
    """Rows of a repeat, or the single row 0. Empty while it is not known whether there are rows."""
    if not need.grouped:
        return _SINGLE
    fact = state.at.pack.facts[need.fact]
    return range(1, state.rows(fact.group)[0] + 1) if fact.group in state.at.plan.repeats else _SINGLE


def materials(member: Member, state: State) -> tuple[MaterialDef, ...]:
    """Papers that surely belong to the application."""
    return tuple(one for one in member.service.materials if state.truth(one.when) is True)


def replaced(one: MaterialDef, state: State) -> bool:
    """What the paper would prove is known already."""
    return bool(one.proves) and all(state.value(fact) is not UNKNOWN for fact in one.proves)


def originals(member: Member, state: State) -> tuple[OriginalDef, ...]:
    return tuple(one for one in member.service.originals if state.truth(one.when) is True)


def _stop(member: Member, state: State) -> Stop | None:
    for stop in member.service.stops:
        if state.truth(stop.when) is True:
            return Stop(member.item, stop.say, stop.remedy, stop.basis or member.service.basis)
    return None


def _unproven(member: Member, state: State) -> Stop | None:
    """A value that must be trusted more than anything that is left here to obtain it can be."""
    for need, _ in member.single:
        if need.trust is None or need.later or state.truth(need.when) is not True:
            continue
        if state.value(need.fact) is UNKNOWN and not _obtainable(need.fact, state):
            return Stop(member.item, "stop-not-proven", "remedy-not-proven", member.service.basis)
    return None


def _obtainable(name: str, state: State) -> bool:
    return any(state.usable(leaf) or ask_for(leaf, state) for leaf in state.to_get(name))


def _stop_guards(member: Member, state: State) -> Iterator[Guard]:
    for number, stop in enumerate(member.service.stops, 1):
        if state.truth(stop.when) is UNKNOWN:
            yield Guard(stop.when, member.reason(f"stop:{number}", stop.basis), ends=True)


def _wanted(member: Member, state: State) -> Iterator[Wanted]:
    for need, wanted in member.single:
        if state.value(need.fact) is UNKNOWN and state.truth(need.when) is True:
            yield wanted
    for need in member.grouped:
        for row in rows_of(need, state):
            name = of_row(need.fact, row)
            if state.truth(need.when, row) is True and state.value(name) is UNKNOWN:
                yield Wanted(name, member.reason(f"form:{need.output}"))
    yield from _more_rows(member, state)
    for material in member.service.materials:
        if state.truth(material.when) is True:
            for fact in material.proves:
                if state.value(fact) is UNKNOWN:
                    yield Wanted(fact, member.reason(f"material:{material.id}"))


def _more_rows(member: Member, state: State) -> Iterator[Wanted]:
    """Whether another row follows, once the row before it is complete."""
    for repeat in member.service.repeats:
        count, complete = state.rows(repeat.group)
        if complete or not count:
            continue
        needs = [need for need in member.grouped if state.at.pack.facts[need.fact].group == repeat.group]
        open_now = [
            need
            for need in needs
            if state.truth(need.when, count) is not False and state.to_get(of_row(need.fact, count))
        ]
        if not open_now:
            yield Wanted(of_row(repeat.more, count), member.reason(f"repeat:{repeat.group}"))


def _guards(member: Member, state: State) -> Iterator[Guard]:
    for need in member.service.needs:
        if need.when is None:
            continue
        for row in rows_of(need, state):
            if state.truth(need.when, row) is UNKNOWN:
                yield Guard(need.when, member.reason(f"form:{need.output}"), ends=False, row=row)
    for repeat in member.service.repeats:
        if repeat.when is not None and state.truth(repeat.when) is UNKNOWN:
            yield Guard(repeat.when, member.reason(f"repeat:{repeat.group}"), ends=False)
    for material in member.service.materials:
        if material.when is not None and state.truth(material.when) is UNKNOWN:
            yield Guard(material.when, member.reason(f"material:{material.id}"), ends=False)
    for original in member.service.originals:
        if original.when is not None and state.truth(original.when) is UNKNOWN:
            yield Guard(original.when, member.reason("original"), ends=False)
