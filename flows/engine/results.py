"""What the engine hands out: the form, the facts to check, the reasons of a question."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from flows.decision import LATER, FactScalar, LegalBasis, MaterialNeed, Ready, Stop, Why
from flows.engine.asking import OpenAsk
from flows.engine.model import MaterialDef, Need, Reason
from flows.engine.needs import Assessment, materials, originals, rows_of, together
from flows.engine.rows import of_row, row_of
from flows.engine.state import State
from flows.engine.unknown import UNKNOWN

_OUTCOMES = ("case", "slip", "proof", "answer")
"""of several items the one that asks most of the hall decides"""
PROMISE = ("promise-follow", "promise-withheld", "promise-lapse")
"""what is promised with 容缺受理: to bring it in time, no result before, the application lapses otherwise"""
_ON_PAPER = ("proof", "answer")
"""beside others an answer is printed too: the screen has no page for it"""


def ready(state: State, found: Assessment, had: frozenset[str] = frozenset()) -> Ready | Stop:
    found = _surely(state, found)
    if not found.live:
        return found.stopped[0] if found.stopped else nothing_chosen()
    services = [member.service for member in found.live]
    review = _review(state, found)
    papers = [one for member in found.live for one in materials(member, state)]
    following = {one.id: material_need(one) for one in papers if one.follow_days and f"{LATER}{one.id}" in had}
    outcome = min((service.outcome for service in services), key=_OUTCOMES.index)
    return Ready(
        items=tuple(member.item for member in found.live),
        form=_form(state, found),
        materials=tuple(material_need(one) for one in papers),
        dropped=found.stopped,
        outcome=outcome,
        proofs=() if outcome == "answer" else tuple(one.item for one in found.live if one.service.outcome in _ON_PAPER),
        signature=any(service.signature for service in services),
        declaration=_distinct((*_clauses(state, found), *(PROMISE if following else ()))),
        following=tuple(following.values()),
        review=review,
        values={fact: value for fact in review if (value := state.value(fact)) is not UNKNOWN},
        asked=_asked(state, review),
        originals=_distinct(one.text for member in found.live for one in originals(member, state)),
        deliveries=_distinct(way for service in services for way in service.deliveries),
    )


def _surely(state: State, found: Assessment) -> Assessment:
    """Nothing is left to ask: a member that nobody could say belongs to the visit does not."""
    return replace(found, live=together(one for one in found.live if state.truth(one.when) is True))


def nothing_chosen() -> Ready:
    """No member of the bundle is part of the visit."""
    return Ready(items=(), form={}, materials=(), outcome="answer", signature=False)


def material_need(one: MaterialDef) -> MaterialNeed:
    return MaterialNeed(one.id, one.title, one.accept, one.min_pages, one.max_pages, one.follow_days)


def why(state: State, found: Assessment, ask: OpenAsk) -> Why:
    reasons: list[Reason] = [one.reason for one in found.wanted if _serves(state, one.fact, ask)]
    reasons += [
        guard.reason
        for guard in found.guards
        if any(leaf in ask.sets for leaf in state.open_in(guard.condition, guard.row))
    ]
    basis: dict[LegalBasis, None] = {}
    for reason in reasons:
        basis.update(dict.fromkeys(reason.basis))
    return Why(ask.sets, _distinct(f"{one.item}/{one.name}" for one in reasons), tuple(basis))


def _serves(state: State, fact: str, ask: OpenAsk) -> bool:
    return fact in ask.sets or any(leaf in ask.sets for leaf in state.to_get(fact))


def _clauses(state: State, found: Assessment) -> Iterator[str]:
    for member in found.live:
        for clause in member.service.declaration:
            if state.truth(clause.when) is True:
                yield clause.text


def _form(state: State, found: Assessment) -> dict[str, FactScalar | None]:
    """Output field -> value; in a bundle the field carries its item. What nobody could give is None."""
    form: dict[str, FactScalar | None] = {}
    for member in found.live:
        for need in member.service.needs:
            name = f"{member.item}/{need.output}" if state.at.plan.bundle else need.output
            if need.grouped:
                form[name] = tuple(str(_known(state, of_row(need.fact, row)) or "") for row in _rows(need, state))
            elif state.truth(need.when) is True:
                form[name] = _known(state, need.fact)
    return form


def _known(state: State, name: str) -> FactScalar | None:
    value = state.value(name)
    return None if value is UNKNOWN else value


def _rows(need: Need, state: State) -> Iterator[int]:
    return (row for row in rows_of(need, state) if state.truth(need.when, row) is True)


def _review(state: State, found: Assessment) -> tuple[str, ...]:
    return _distinct(
        of_row(need.fact, row)
        for member in found.live
        for need in member.service.needs
        for row in _rows(need, state)
        if state.value(of_row(need.fact, row)) is not UNKNOWN
    )


def _asked(state: State, review: Sequence[str]) -> Mapping[str, str]:
    """Only what the customer said or confirmed: not what the card or a register holds for certain."""
    asked: dict[str, str] = {}
    for name in review:
        fact = state.definition(name)
        derived = sorted(fact.derive.facts) if fact is not None and fact.derive is not None else []
        inputs = [name] if name in state.at.book else [of_row(each, row_of(name)) for each in derived] + derived
        behind = [ask for each in inputs if (ask := _said(state, each))]
        if behind:
            asked[name] = behind[0]
    return asked


def _said(state: State, name: str) -> str:
    """The question behind a fact that the customer said or confirmed."""
    fact, record = state.definition(name), state.at.book.get(name)
    if fact is None or record is None:
        return ""
    confirmed = any(use.source == record.source and use.confirm for use in fact.sources)
    ask = state.at.plan.asks.get(fact.id) or fact.ask
    return of_row(ask, row_of(name)) if record.source == "ask" or confirmed else ""


def _distinct(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))
