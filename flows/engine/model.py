"""The compiled content as the engine reads it. Every text is an id."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from flows.decision import Ask, LegalBasis, Trust
from flows.engine.expression import Expression


class SourceKind(StrEnum):
    CARD = "card"
    """the identity card, read at the start"""
    CODE = "code"
    """an electronic licence that the customer shows to the scanner"""
    QUERY = "query"
    """the hall is asked, without effort of the customer, once its keys are known"""
    ASKED = "asked"
    """comes with an answer: a second card, a code, a scanned page, a co-signature"""
    CONTEXT = "context"
    """known from the place and time"""


@dataclass(frozen=True)
class SourceDef:
    id: str
    kind: SourceKind
    keys: tuple[str, ...] = ()
    """facts that must be known before it can be asked"""


@dataclass(frozen=True)
class SourceUse:
    source: str
    trust: Trust
    confirm: bool = False
    consent: str = ""


@dataclass(frozen=True)
class FactDef:
    id: str
    type: str
    values: tuple[str, ...] = ()
    codes: str = ""
    """code list of the value, and what to take its words from"""
    sensitivity: str = "none"
    sources: tuple[SourceUse, ...] = ()
    derive: Expression | None = None
    ask: str = ""
    group: str = ""
    """the repeat whose rows carry this fact"""


@dataclass(frozen=True)
class OptionDef:
    id: str
    text: str
    note: str = ""
    unless: Expression | None = None
    """true: cannot be chosen, and `cannot` says why"""
    cannot: str = ""
    when: Expression | None = None
    """false: not offered at all"""
    ticked: Expression | None = None
    """true: ticked beforehand"""


@dataclass(frozen=True)
class CheckDef:
    """Something wrong with an answer: `when` true refuses it, or only warns."""

    when: Expression
    say: str
    warn: bool = False


@dataclass(frozen=True)
class AskDef:
    ask: Ask
    """without options"""
    options: tuple[OptionDef, ...] = ()
    codes: str = ""
    """code list the options are taken from"""
    by: str = ""
    """fact whose value chooses the part of the code list"""
    checks: tuple[CheckDef, ...] = ()
    trust: Trust = Trust.D


@dataclass(frozen=True)
class Need:
    output: str
    fact: str
    when: Expression | None = None
    grouped: bool = False
    """once in every row of a repeat"""
    trust: Trust | None = None
    """the lowest grade that will do; a value of a lower one counts as none"""
    later: bool = False
    """with `trust`: the hall adds it if nobody can give it here"""


@dataclass(frozen=True)
class StopDef:
    when: Expression
    say: str
    remedy: str
    basis: tuple[LegalBasis, ...] = ()


@dataclass(frozen=True)
class MaterialDef:
    id: str
    title: str
    accept: tuple[str, ...]
    when: Expression | None = None
    proves: tuple[str, ...] = ()
    after: str = ""
    """ask behind which the pages are taken; empty: after all questions"""
    min_pages: int = 1
    max_pages: int = 10
    follow_days: int = 0
    """容缺: working days in which it may follow; 0: the application cannot be taken without it"""


@dataclass(frozen=True)
class ClauseDef:
    """A clause above the signature."""

    text: str
    when: Expression | None = None


@dataclass(frozen=True)
class OriginalDef:
    text: str
    when: Expression | None = None


@dataclass(frozen=True)
class RepeatDef:
    """Rows of the same facts: shareholders, children. `more` (bool) says after each row whether another follows."""

    group: str
    more: str
    maximum: int = 10
    when: Expression | None = None
    """false: there are no rows"""


@dataclass(frozen=True)
class ServiceDef:
    id: str
    rev: int
    needs: tuple[Need, ...]
    stops: tuple[StopDef, ...] = ()
    materials: tuple[MaterialDef, ...] = ()
    originals: tuple[OriginalDef, ...] = ()
    repeats: tuple[RepeatDef, ...] = ()
    assume: Mapping[str, Expression] = field(default_factory=dict)
    """facts that the service itself implies"""
    first: tuple[str, ...] = ()
    """asks that law or tact puts before all others"""
    asks: Mapping[str, str] = field(default_factory=dict)
    """fact -> the question this service puts for it, in place of the usual one"""
    fresh: tuple[str, ...] = ()
    """facts of what does not exist yet: no source is asked for them"""
    outcome: str = "case"
    signature: bool = True
    declaration: tuple[ClauseDef, ...] = ()
    basis: tuple[LegalBasis, ...] = ()
    deliveries: tuple[str, ...] = ()


class Reason(NamedTuple):
    """An output field, stop or material of an item."""

    item: str
    name: str
    basis: tuple[LegalBasis, ...]


class Wanted(NamedTuple):
    fact: str
    """of a row, where it is one of a repeat"""
    reason: Reason


@dataclass(frozen=True)
class Member:
    item: str
    service: ServiceDef
    when: Expression | None = None
    """the item belongs to the visit only if true"""
    with_one_of: frozenset[str] = frozenset()
    """not empty: it falls away when all of these items have"""

    def reason(self, name: str, basis: tuple[LegalBasis, ...] = ()) -> Reason:
        return Reason(self.item, name, basis or self.service.basis)

    @cached_property
    def single(self) -> tuple[tuple[Need, Wanted], ...]:
        """Every output field outside rows, with what is wanted for it while its fact is open."""
        return tuple(
            (need, Wanted(need.fact, self.reason(f"form:{need.output}")))
            for need in self.service.needs
            if not need.grouped
        )

    @cached_property
    def grouped(self) -> tuple[Need, ...]:
        """Output fields that come once in every row of a repeat."""
        return tuple(need for need in self.service.needs if need.grouped)


@dataclass(frozen=True)
class Plan:
    """What one visit is about: one service, or the members of a bundle with what the bundle implies."""

    id: str
    members: tuple[Member, ...]
    assume: Mapping[str, Expression] = field(default_factory=dict)
    first: tuple[str, ...] = ()
    bundle: bool = False
    repeats: Mapping[str, RepeatDef] = field(default_factory=dict)
    """by group"""
    asks: Mapping[str, str] = field(default_factory=dict)
    fresh: frozenset[str] = frozenset()
    last: tuple[str, ...] = ()
    """questions that come behind all others where that costs nothing"""
    choosable: tuple[str, ...] = ()
    """items the customer may leave out, and those ticked beforehand"""
    ticked: tuple[str, ...] = ()
    trust: Mapping[str, Trust] = field(default_factory=dict)
    """fact -> the lowest grade that will do, also for what it is worked out from"""
