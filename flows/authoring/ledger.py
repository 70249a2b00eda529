"""The ledger: every question of a service with what it is for, the law behind it, and how often it is put."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from flows.checking.relevance import put_in_vain
from flows.checking.subject import ALL_DOWN, ALL_UP, Subject
from flows.checking.walking import classes_of, walk_service
from flows.engine.model import Member
from flows.engine.order import authored_order
from flows.engine.pack import Pack


@dataclass(frozen=True)
class LedgerLine:
    service: str
    ask: str
    facts: tuple[str, ...]
    needed_by: tuple[str, ...]
    """item/form:field, item/stop:number, item/material:id"""
    basis: tuple[str, ...]
    taps: int
    shares: dict[str, float]
    """class of availability -> share of the ways on which it is asked"""
    relevant: bool | None
    """proved: wherever it is put, two answers end otherwise. None: too many states to prove it"""

    def __str__(self) -> str:
        often = ", ".join(f"{name} {share:.0%}" for name, share in self.shares.items() if share)
        proof = {True: "", False: " · DECIDES NOTHING where it is put", None: " · not proved to matter"}[self.relevant]
        law = "; ".join(self.basis) or "no law named"
        return (
            f"{self.ask} ← {', '.join(self.facts)} ← {', '.join(self.needed_by)} ← {law}"
            f" · {self.taps} touches · asked: {often or 'never'}{proof}"
        )

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def ledger(subject: Subject, code: str) -> list[LedgerLine]:
    """Questions that are put on some way, in authored order. Raises KeyError for an unknown code."""
    pack = subject.pack
    plan = pack.plan(code)
    walks = {name: walk_service(subject, code, name) for name in classes_of(subject, code)}
    reasons = dict(_reasons(pack, plan.members))
    in_vain = [put_in_vain(subject, code, sources) for sources in (ALL_UP, ALL_DOWN)]
    lines = []
    for name in authored_order(pack, plan):
        shares = {kind: walked.way.share.get(name, 0.0) for kind, walked in walks.items() if walked is not None}
        if any(shares.values()):
            ask = pack.ask(name).ask
            needed = {what: law for fact in ask.sets for what, law in reasons.get(fact, {}).items()}
            basis = tuple(dict.fromkeys(law for laws in needed.values() for law in laws))
            lines.append(
                LedgerLine(code, name, ask.sets, tuple(needed), basis, ask.taps, shares, _relevant(name, in_vain))
            )
    return lines


def _relevant(ask: str, in_vain: Sequence[frozenset[str] | None]) -> bool | None:
    proved = [found for found in in_vain if found is not None]
    if any(ask in found for found in proved):
        return False
    return True if len(proved) == len(in_vain) else None


def _reasons(pack: Pack, members: tuple[Member, ...]) -> Iterator[tuple[str, dict[str, tuple[str, ...]]]]:
    """Fact -> what needs it, directly or through a condition or derivation -> laws."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for member in members:
        for what, facts, laws in _uses(member):
            for fact in _with_inputs(pack, facts):
                found.setdefault(fact, {})[what] = laws
    yield from found.items()


def _uses(member: Member) -> Iterator[tuple[str, set[str], tuple[str, ...]]]:
    service = member.service
    laws = tuple(f"{law.law} {law.article}".strip() for law in service.basis)
    if member.when is not None:
        yield f"{member.item}/member", set(member.when.facts), laws
    for need in service.needs:
        yield f"{member.item}/form:{need.output}", {need.fact}, laws
        if need.when is not None:
            yield f"{member.item}/form:{need.output}.when", set(need.when.facts), laws
    for number, stop in enumerate(service.stops, 1):
        own = tuple(f"{law.law} {law.article}".strip() for law in stop.basis)
        yield f"{member.item}/stop:{number}", set(stop.when.facts), own or laws
    for paper in service.materials:
        facts = set(paper.when.facts) if paper.when is not None else set()
        yield f"{member.item}/material:{paper.id}", facts | set(paper.proves), laws
    for repeat in service.repeats:
        yield f"{member.item}/repeat:{repeat.group}", {repeat.more, *(repeat.when.facts if repeat.when else ())}, laws
    for original in service.originals:
        if original.when is not None:
            yield f"{member.item}/original", set(original.when.facts), laws


def _with_inputs(pack: Pack, facts: set[str]) -> set[str]:
    todo, seen = list(facts), set[str]()
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        fact = pack.facts.get(name)
        if fact is not None:
            todo += fact.derive.facts if fact.derive is not None else ()
            todo += [key for use in fact.sources for key in pack.sources[use.source].keys]
    return seen
