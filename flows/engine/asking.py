"""From open facts to the questions that obtain them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from flows.decision import Ask, AskKind, AskOption
from flows.engine.model import AskDef, OptionDef
from flows.engine.rows import of_row, plain, row_of
from flows.engine.state import State
from flows.engine.unknown import UNKNOWN

MEMBERS = "members"
"""in place of a code list: the items of the bundle that may be left out"""


@dataclass(frozen=True)
class OpenAsk:
    """A question that could be put now."""

    id: str
    """with the row, where it is one of a repeat"""
    definition: AskDef
    sets: tuple[str, ...]

    @property
    def taps(self) -> int:
        return self.definition.ask.taps


def ask_for(name: str, state: State) -> OpenAsk | None:
    """The question that obtains this fact; None if a source is to be tried first or nothing obtains it."""
    definition = state.definition(name)
    if definition is None or (state.usable(name) and not state.pending(name)):
        return None
    first = state.at.plan.asks.get(definition.id) or definition.ask
    return _usable(first, name, state) if first else None


def asks_for(names: Iterable[str], state: State) -> dict[str, OpenAsk]:
    found = (ask_for(name, state) for name in dict.fromkeys(names))
    return {ask.id: ask for ask in found if ask is not None}


def put(ask: OpenAsk, state: State) -> Ask:
    """The question with its options as they are in this state."""
    definition = ask.definition
    row = row_of(ask.id)
    options = tuple(_option(one, state, row) for one in definition.options if _offered(one, state, row))
    ticked = (one.id for one in definition.options if one.ticked is not None and state.truth(one.ticked, row) is True)
    preset = (*definition.ask.preset, *ticked)
    if definition.codes == MEMBERS:
        options = tuple(AskOption(item, f"item.{item}") for item in state.at.plan.choosable)
        preset = state.at.plan.ticked
    elif definition.codes:
        options = _from_codes(definition, state, row)
    shown = str(row) if row else ""
    return replace(definition.ask, id=ask.id, sets=ask.sets, options=options, preset=preset, row=shown)


def named(ask: str, state: State) -> OpenAsk:
    """The question with this id, as `put` gave it. Raises KeyError."""
    definition = state.at.pack.ask(plain(ask))
    return _in_row(definition, row_of(ask), state)


def _usable(first: str, name: str, state: State) -> OpenAsk | None:
    """The first question of the chain of fallbacks whose device is there and that gives this fact."""
    pending, wanted, row, least = state.pending(name), plain(name), row_of(name), state.least(name)
    seen: set[str] = set()
    ask_id = first
    while ask_id and ask_id not in seen:
        seen.add(ask_id)
        definition = state.at.pack.ask(ask_id)
        ask = definition.ask
        missing = bool(ask.device) and f"device.{ask.device}" in state.at.down
        fits = wanted in ask.sets and (pending if ask.kind is AskKind.CONFIRM else definition.trust.reaches(least))
        if fits and not missing:
            return _in_row(definition, row, state)
        ask_id = ask.fallback or ""
    return None


def _in_row(definition: AskDef, row: int, state: State) -> OpenAsk:
    grouped = (
        of_row(name, row) if (fact := state.definition(name)) is not None and fact.group else name
        for name in definition.ask.sets
    )
    return OpenAsk(of_row(definition.ask.id, row), definition, tuple(grouped))


def _offered(option: OptionDef, state: State, row: int) -> bool:
    return option.when is None or state.truth(option.when, row) is not False


def _option(option: OptionDef, state: State, row: int) -> AskOption:
    blocked = option.unless is not None and state.truth(option.unless, row) is True
    return AskOption(option.id, option.text, option.note, option.cannot if blocked else "")


def _from_codes(definition: AskDef, state: State, row: int) -> tuple[AskOption, ...]:
    table = state.at.pack.codes(definition.codes)
    part = state.value(of_row(definition.by, row)) if definition.by else UNKNOWN
    if part is UNKNOWN and definition.by:
        part = state.value(definition.by)
    return tuple(
        AskOption(code, f"codes.{definition.codes}.{code}")
        for code, entry in table.items()
        if part is UNKNOWN or entry.get("in") in (None, part)
    )
