"""What the engine (flows.engine_port) knows, and what it wants next: values that the session acts on.

Texts are ids into the Fluent files of flows/content/texts; nothing here is in a language.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final, TypeAlias

FactScalar: TypeAlias = str | bool | int | tuple[str, ...]
"""text, enum, code, date (ISO 8601) as str; fen and count as int; multi and list as a tuple of str"""


class Trust(StrEnum):
    """国办函〔2016〕108号: issued by the authority, checked on site, uploaded and to be checked, self-declared."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"

    def reaches(self, least: "Trust") -> bool:
        return self.value <= least.value


@dataclass(frozen=True)
class FactRecord:
    fact: str
    value: FactScalar = field(repr=False)
    source: str
    trust: Trust
    at: datetime
    consent: str | None = None
    confirmed: bool = True
    """False: a source gave it, the customer has still to say yes (phone number, OCR)"""


FactBook: TypeAlias = Mapping[str, FactRecord]


class AskKind(StrEnum):
    CHOICE = "choice"
    MULTI = "multi"
    CONSENT = "consent"
    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    MOBILE = "mobile"
    IDNO = "idno"
    DATE = "date"
    ADDRESS = "address"
    CONFIRM = "confirm"
    """use the value a source gave, or give another"""
    SCAN = "scan"
    """pages under the document camera"""
    DEVICE = "device"
    """a second card, a code shown to the scanner"""


@dataclass(frozen=True)
class AskOption:
    id: str
    text: str
    """text id of the label"""
    note: str = ""
    """text id of the second line"""
    cannot: str = ""
    """text id of the reason why it cannot be chosen today; empty: it can"""


@dataclass(frozen=True)
class Ask:
    """How to obtain facts from the customer: one page."""

    id: str
    kind: AskKind
    sets: tuple[str, ...]
    title: str
    why: str
    say: str
    options: tuple[AskOption, ...] = ()
    preset: tuple[str, ...] = ()
    """options ticked beforehand; never for consents"""
    keyboard: str = "none"
    device: str = ""
    """id_card, code, camera"""
    fallback: str | None = None
    """the ask to use when the device is missing"""
    help: str = ""
    label: str = ""
    taps: int = 1
    min_choices: int = 1
    max_length: int = 50
    row: str = ""
    """for repeats: which row this is about, such as "2"; empty outside repeats"""


@dataclass(frozen=True)
class LegalBasis:
    law: str
    article: str = ""


@dataclass(frozen=True)
class Why:
    """Why this question: the facts it gives, the output field or stop that needs them, the legal article."""

    facts: tuple[str, ...]
    needed_by: tuple[str, ...]
    basis: tuple[LegalBasis, ...]


@dataclass(frozen=True)
class Question:
    ask: Ask
    why: Why


LATER: Final = "later:"
"""before the id of a paper that is promised for later"""


@dataclass(frozen=True)
class MaterialNeed:
    """A paper still to be had: scan it, or it comes from an e-licence; `original` goes into the locker at the end."""

    id: str
    title: str
    accept: tuple[str, ...]
    """elicence.<kind>, scan.a4, original, own-made"""
    min_pages: int = 1
    max_pages: int = 10
    follow_days: int = 0
    """容缺: working days in which it may be brought later against a signed promise; 0: it may not. Where the customer
    chooses that, `materials` gets LATER and its id"""


@dataclass(frozen=True)
class NeedFacts:
    """Sources that must be tried before the customer is asked: hall services, the card, an e-licence code."""

    sources: tuple[str, ...]
    facts: tuple[str, ...]
    confirm: tuple[str, ...] = ()
    """those of `facts` that the customer has still to say yes to: put them into the book as not confirmed"""


@dataclass(frozen=True)
class Stop:
    """Not eligible, or not here: the reason and what to do instead (text ids). In a bundle it ends only its item."""

    item: str
    reason: str
    remedy: str
    basis: tuple[LegalBasis, ...] = ()


@dataclass(frozen=True)
class Ready:
    """Nothing more to ask: what would be handed in."""

    items: tuple[str, ...]
    form: Mapping[str, FactScalar | None] = field(repr=False)
    materials: tuple[MaterialNeed, ...]
    dropped: tuple[Stop, ...] = ()
    outcome: str = "case"
    """case: handed in to the hall. proof: the hall makes a paper that is printed now. slip: a printed slip for the
    counter or the hall (also handed in). answer: shown on the screen, nothing is handed in"""
    proofs: tuple[str, ...] = ()
    """of `items` those of which a paper is made and printed now, whatever becomes of the others"""
    signature: bool = True
    declaration: tuple[str, ...] = ()
    """text ids of the clauses above the signature"""
    review: tuple[str, ...] = ()
    """facts to show for checking, in order, each once"""
    values: Mapping[str, FactScalar] = field(default_factory=dict, repr=False)
    """the value of each fact to check, also of those that were worked out from others"""
    asked: Mapping[str, str] = field(default_factory=dict)
    """fact -> id of the ask that changes it; a fact that is absent cannot be changed by the customer"""
    originals: tuple[str, ...] = ()
    """text ids of originals to put into the locker now"""
    following: tuple[MaterialNeed, ...] = ()
    """容缺: papers promised for later; the result is withheld until they are there"""
    deliveries: tuple[str, ...] = ()


Next: TypeAlias = NeedFacts | Question | MaterialNeed | Stop | Ready


@dataclass(frozen=True)
class Answered:
    """The answer as facts; put each into the book under its name."""

    records: tuple[FactRecord, ...] = field(repr=False)


@dataclass(frozen=True)
class Unanswered:
    """It cannot be taken like that: what to say (text id and its arguments).

    A warning does not refuse: when the customer gives the same again, take `records`.
    """

    error: str
    arguments: Mapping[str, str | int] = field(default_factory=dict)
    warning: bool = False
    records: tuple[FactRecord, ...] = field(default=(), repr=False)
    """of a warning: the answer as facts"""
