"""The semantic difference of two contents: what changes for whom, not which lines."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Final

from flows.checking.subject import ALL_DOWN, Subject
from flows.decision import FactScalar, Ready
from flows.engine.decide import DecisionEngine
from flows.engine.model import FactDef
from flows.engine.pack import Pack
from flows.engine.rehearsal import NoEndError, Persona, Played, play
from flows.engine_port import Engine

AT: Final = datetime(2026, 10, 9, 2, tzinfo=UTC)


@dataclass(frozen=True)
class Change:
    service: str
    persona: str
    what: str

    def __str__(self) -> str:
        return f"{self.service} · {self.persona}: {self.what}" if self.persona else f"{self.service}: {self.what}"

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def changes(before: Subject, after: Subject) -> Iterator[Change]:
    """For every service and bundle that either has, with the hall there and with the hall away."""
    engines = (DecisionEngine(before.pack), DecisionEngine(after.pack))
    for code in sorted({*_codes(before), *_codes(after)}):
        if code not in _codes(before):
            yield Change(code, "", "is new")
        elif code not in _codes(after):
            yield Change(code, "", "is gone")
        elif _raw(before, code) != _raw(after, code) or _vocabulary(before) != _vocabulary(after):
            for persona in _personas(before, after):
                yield from _of(code, persona, (before.pack, after.pack), engines)
            yield from _static(before, after, code)


def _of(
    code: str, persona: tuple[Persona, Persona], packs: tuple[Pack, Pack], engines: tuple[Engine, Engine]
) -> Iterator[Change]:
    played = [_played(engine, pack, code, one) for engine, pack, one in zip(engines, packs, persona, strict=True)]
    name = persona[0].id
    for what in _told(*played):
        yield Change(code, name, what)


def _played(engine: Engine, pack: Pack, code: str, persona: Persona) -> Played | str:
    try:
        return play(engine, pack, code, persona, AT)
    except NoEndError as error:
        return str(error)


def _told(one: Played | str, other: Played | str) -> Iterator[str]:
    if isinstance(one, str) or isinstance(other, str):
        if one != other:
            yield f"{one if isinstance(one, str) else 'came to an end'} → " + (
                other if isinstance(other, str) else "comes to an end"
            )
        return
    for name in [ask for ask in other.asked if ask not in one.asked]:
        yield f"+1 question ({name})"
    for name in [ask for ask in one.asked if ask not in other.asked]:
        yield f"-1 question ({name})"
    if one.taps != other.taps:
        yield f"touches {one.taps} → {other.taps}"
    for name in [paper for paper in other.papers if paper not in one.papers]:
        yield f"+1 paper ({name})"
    for name in [paper for paper in one.papers if paper not in other.papers]:
        yield f"-1 paper ({name})"
    if _end(one) != _end(other):
        yield f"ends with {_end(one)} → {_end(other)}"
    for item in sorted({*one.decided, *other.decided}):
        before, after = one.decided.get(item, "no rules"), other.decided.get(item, "no rules")
        if before != after:
            yield f"rules of {item}: {before} → {after}"
    if isinstance(one.end, Ready) and isinstance(other.end, Ready) and set(one.end.form) != set(other.end.form):
        yield f"hands in {_set(one.end.form, other.end.form)}"


def _static(before: Subject, after: Subject, code: str) -> Iterator[Change]:
    """Conditions a single persona may not meet."""
    if code not in before.raw["services"] or code not in after.raw["services"]:
        return
    old, new = before.raw["services"][code], after.raw["services"][code]
    for part in ("stop", "materials", "originals"):
        gone = [_shown(one) for one in old[part] if one not in new[part]]
        come = [_shown(one) for one in new[part] if one not in old[part]]
        for text in gone:
            yield Change(code, "", f"{part} - {text}")
        for text in come:
            yield Change(code, "", f"{part} + {text}")
    for name in sorted({*old["form"], *new["form"]}):
        one, other = old["form"].get(name), new["form"].get(name)
        if one != other:
            yield Change(code, "", f"form {name}: {_field(one)} → {_field(other)}")


def _shown(one: dict[str, Any]) -> str:
    name = one.get("id") or one.get("say") or one.get("text") or ""
    return f"{name} when {one['when']['cel']}" if "when" in one else str(name)


def _field(one: dict[str, Any] | None) -> str:
    if one is None:
        return "not there"
    return f"{one['fact']} when {one['when']['cel']}" if "when" in one else str(one["fact"])


def _end(played: Played) -> str:
    end = played.end
    return f"{end.outcome} of {', '.join(end.items)}" if isinstance(end, Ready) else f"stop {end.reason}"


def _set(one: Any, other: Any) -> str:
    more, less = sorted(set(other) - set(one)), sorted(set(one) - set(other))
    return " ".join([f"+{name}" for name in more] + [f"-{name}" for name in less])


def _codes(subject: Subject) -> set[str]:
    return {*subject.raw["services"], *subject.raw["bundles"]}


def _raw(subject: Subject, code: str) -> Any:
    raw = subject.raw
    return raw["bundles"].get(code) or raw["services"][code]


def _vocabulary(subject: Subject) -> Any:
    raw = subject.raw
    return raw["facts"], raw["asks"], raw["sources"], raw["services"], raw["rules"], raw["decided_at_once"]


def _personas(before: Subject, after: Subject) -> Iterator[tuple[Persona, Persona]]:
    for name, down in (("hall there", frozenset[str]()), ("hall away", after.down(ALL_DOWN))):
        yield _persona(name, before, down), _persona(name, after, down)


def _persona(name: str, subject: Subject, down: frozenset[str]) -> Persona:
    sources = {fact.id: sample(fact, subject) for fact in subject.pack.facts.values() if fact.sources}
    return Persona(name, sources, {}, down)


def sample(fact: FactDef, subject: Subject) -> FactScalar:
    """Something of the right type."""
    match fact.type:
        case "enum":
            return fact.values[0]
        case "multi":
            return fact.values[:1]
        case "list":
            return ("样",)
        case "bool":
            return False
        case "count" | "fen" | "percent":
            return 24
        case "date":
            return "2020-03-01"
        case "idno":
            return "310104190001010010"
        case "code" if fact.codes:
            return str(next(iter(subject.raw["codes"][fact.codes])))
        case _:
            return "样"
