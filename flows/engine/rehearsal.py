"""Plays a service without a screen: a persona answers for the card, the hall and the customer.

Used by the checks, the ledger, golden journeys and the semantic difference of two contents.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from flows.decision import (
    Answered,
    Ask,
    AskKind,
    FactRecord,
    FactScalar,
    MaterialNeed,
    NeedFacts,
    Question,
    Ready,
    Stop,
    Trust,
)
from flows.engine.pack import Pack
from flows.engine.rows import plain
from flows.engine_port import Engine
from flows.verdict import Denied, Granted, ToPerson

Given = tuple[str, ...] | str
SPINE_BEFORE: Final = 3
"""tile, start, notice"""
_ROUNDS: Final = 200
_CARD: Final = "idcard.chip"
_SHORTEST_CARD: Final = 16
_CARD_NUMBER: Final = "6222020000000007"
_CREDIT_CODE_LENGTH: Final = 18
_CREDIT_CODE: Final = "91310104MA1TET000F"


@dataclass(frozen=True)
class Persona:
    """`sources`: fact -> value, for whatever is asked of card, licence or hall; absent facts are not had."""

    id: str
    sources: Mapping[str, FactScalar] = field(repr=False)
    answers: Mapping[str, Given] = field(default_factory=dict)
    """ask -> what is chosen or typed; the default is the preset or the first option"""
    down: frozenset[str] = frozenset()
    """sources and devices that are out of order"""


@dataclass(frozen=True)
class Played:
    service: str
    persona: str
    asked: tuple[str, ...]
    papers: tuple[str, ...]
    taps: int
    """outside keyboards, from the tile to the receipt"""
    typed: int
    """fields filled in by hand"""
    end: Ready | Stop
    facts: Mapping[str, FactRecord] = field(repr=False)
    decided: Mapping[str, str] = field(default_factory=dict)
    """item -> what the rules say: granted, person, or "denied: " and the rules that are not met"""


class NoEndError(Exception):
    """The engine repeats itself, or refuses every answer."""


def play(engine: Engine, pack: Pack, service: str, persona: Persona, at: datetime) -> Played:
    """Raises NoEndError; a service that is not in the pack raises KeyError."""
    visit = _Visit(engine, pack, service, persona, at)
    for _ in range(_ROUNDS):
        end = visit.step()
        if end is not None:
            return visit.played(end)
    raise NoEndError(f"{service}: no end after {_ROUNDS} steps; asked {visit.asked}")


class _Visit:
    def __init__(self, engine: Engine, pack: Pack, service: str, persona: Persona, at: datetime) -> None:
        self._engine = engine
        self._pack = pack
        self._service = service
        self._persona = persona
        self._at = at
        self._down = persona.down
        self._had: frozenset[str] = frozenset()
        self.book: dict[str, FactRecord] = {"ctx.today": self._record("ctx.today", at.date().isoformat(), "clock")}
        self.asked: list[str] = []
        self._papers: list[str] = []
        self._taps = SPINE_BEFORE
        self._typed = 0

    def step(self) -> Ready | Stop | None:
        wanted = self._engine.next(self._service, self.book, down=self._down, materials=self._had)
        match wanted:
            case NeedFacts():
                self._fetch(wanted)
            case Question():
                self._answer(wanted.ask)
            case MaterialNeed():
                self._had |= {wanted.id}
                self._papers.append(wanted.id)
                self._taps += 1
            case Ready() | Stop():
                return wanted
        return None

    def played(self, end: Ready | Stop) -> Played:
        closing = 0 if isinstance(end, Stop) or end.outcome == "answer" else 1 + end.signature
        return Played(
            self._service,
            self._persona.id,
            tuple(self.asked),
            tuple(self._papers),
            self._taps + closing,
            self._typed,
            end,
            self.book,
            dict(self._decided(end.items)) if isinstance(end, Ready) else {},
        )

    def _decided(self, items: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        for item in items:
            match self._engine.verdict(self._service, item, self.book):
                case None:
                    pass
                case Denied(findings=findings):
                    yield item, f"denied: {', '.join(one.rule for one in findings)}"
                case Granted() if not self._papers:
                    yield item, "granted"
                case Granted() | ToPerson():
                    yield item, "person"

    def _fetch(self, need: NeedFacts) -> None:
        for fact in need.facts:
            uses = [one for one in self._pack.facts[fact].sources if one.source in need.sources]
            value = self._persona.sources.get(fact)
            if value is None or not uses:
                self._down |= {f"{source}/{fact}" for source in need.sources}
            else:
                self.book[fact] = self._record(
                    fact, value, uses[0].source, trust=uses[0].trust, confirmed=fact not in need.confirm
                )
        if _CARD in need.sources:
            self._down |= {_CARD}
            self._read_card()

    def _read_card(self) -> None:
        """A card gives all that is on it, asked for or not."""
        for fact, value in self._persona.sources.items():
            definition = self._pack.facts.get(fact)
            if fact not in self.book and definition and any(use.source == _CARD for use in definition.sources):
                self.book[fact] = self._record(fact, value, _CARD)

    def _answer(self, ask: Ask) -> None:
        if self.asked.count(ask.id) > 2:
            raise NoEndError(f"{self._service}: {ask.id} is asked again and again")
        self.asked.append(ask.id)
        self._taps += ask.taps
        if ask.kind is AskKind.DEVICE:
            self._show(ask)
            return
        self._typed += ask.kind in _TYPED
        answers = self._persona.answers
        given = answers.get(ask.id, answers.get(plain(ask.id), default_answer(ask)))
        result = self._engine.answer(self._service, ask.id, given, self.book, self._at)
        records = result.records
        if not isinstance(result, Answered) and not records:
            raise NoEndError(f"{self._service}: {ask.id} does not take {given!r}: {result.error}")
        self.book.update({record.fact: record for record in records})

    def _show(self, ask: Ask) -> None:
        """A second card or a code."""
        sources = self._persona.sources
        found = {fact: sources.get(fact, sources.get(plain(fact))) for fact in ask.sets}
        if all(value is None for value in found.values()):
            self._down |= {f"device.{ask.device}"}
            return
        for fact, value in found.items():
            if value is not None:
                self.book[fact] = self._record(fact, value, f"device.{ask.device}")

    def _record(
        self, fact: str, value: FactScalar, source: str, *, trust: Trust = Trust.A, confirmed: bool = True
    ) -> FactRecord:
        return FactRecord(fact, value, source, trust, self._at, confirmed=confirmed)


def default_answer(ask: Ask) -> Given:
    if ask.preset:
        return ask.preset
    can = [option.id for option in ask.options if not option.cannot]
    if can:
        return (can[0],)
    if ask.kind is AskKind.NUMBER and ask.max_length >= _SHORTEST_CARD:
        return _CARD_NUMBER
    if ask.kind is AskKind.TEXT and ask.max_length == _CREDIT_CODE_LENGTH:
        return _CREDIT_CODE
    return _TYPED.get(ask.kind, "")


_TYPED: Final[Mapping[AskKind, str]] = {
    AskKind.TEXT: "测试",
    AskKind.ADDRESS: "测试路1号",
    AskKind.NUMBER: "1",
    AskKind.MONEY: "1000",
    AskKind.MOBILE: "13800000000",
    AskKind.IDNO: "310104190001010010",
    AskKind.DATE: "20261001",
}
