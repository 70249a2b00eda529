"""From open facts to the questions that obtain them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from flows.decision import Ask, AskKind, AskOption
from flows.engine.model import AskDef, OptionDef
from flows.engine.state import State
from flows.engine.unknown import UNKNOWN


@dataclass(frozen=True)
class OpenAsk:
    """A question that could be put now."""

    id: str
    definition: AskDef
    taps: int


def ask_for(fact: str, state: State) -> OpenAsk | None:
    """The question that obtains this fact; None if a source is to be tried first or nothing obtains it."""
    definition = state.at.pack.facts.get(fact)
    if definition is None or not definition.ask or (state.usable(definition) and not state.pending(fact)):
        return None
    return _usable(definition.ask, fact, state)


def asks_for(facts: Iterable[str], state: State) -> dict[str, OpenAsk]:
    found = (ask_for(fact, state) for fact in facts)
    return {ask.id: ask for ask in found if ask is not None}


def put(definition: AskDef, state: State) -> Ask:
    """The question with its options as they are in this state."""
    options = tuple(_option(one, state) for one in definition.options)
    if definition.codes:
        options = _from_codes(definition, state)
    return replace(definition.ask, options=options)


def _usable(name: str, fact: str, state: State) -> OpenAsk | None:
    """The first question of the chain of fallbacks whose device is there and that gives this fact."""
    pending = state.pending(fact)
    seen: set[str] = set()
    while name and name not in seen:
        seen.add(name)
        definition = state.at.pack.ask(name)
        ask = definition.ask
        missing = bool(ask.device) and f"device.{ask.device}" in state.at.down
        fits = fact in ask.sets and (ask.kind is not AskKind.CONFIRM or pending)
        if fits and not missing:
            return OpenAsk(name, definition, ask.taps)
        name = ask.fallback or ""
    return None


def _option(option: OptionDef, state: State) -> AskOption:
    blocked = option.unless is not None and state.truth(option.unless) is True
    return AskOption(option.id, option.text, option.note, option.cannot if blocked else "")


def _from_codes(definition: AskDef, state: State) -> tuple[AskOption, ...]:
    table = state.at.pack.codes(definition.codes)
    part = state.value(definition.by) if definition.by else UNKNOWN
    return tuple(
        AskOption(code, f"codes.{definition.codes}.{code}")
        for code, row in table.items()
        if part is UNKNOWN or row.get("in") in (None, part)
    )
