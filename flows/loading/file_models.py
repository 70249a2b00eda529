"""The shape of every content file. docs/schema/*.json is made from these models (JSON Schema 2020-12)."""

from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from flows.decision import AskKind

_DIGITS: Final = 9
"""of a count; nothing here is counted in billions"""


def _flag(value: Any) -> Any:
    """`true` and `false`, nothing else."""
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value


def _count(value: Any) -> Any:
    plain = isinstance(value, str) and value.isascii() and value.isdigit() and (value == "0" or value[0] != "0")
    return int(value) if plain and len(value) <= _DIGITS else value


Flag = Annotated[bool, BeforeValidator(_flag), Field(strict=True)]
Count = Annotated[int, BeforeValidator(_count), Field(strict=True, ge=0)]
FactId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$")]
AskId = Annotated[str, Field(pattern=r"^q\.[a-z0-9_.]+$")]
SourceId = Annotated[str, Field(pattern=r"^[a-z0-9]+(\.[a-z0-9_]+)+$")]
TextId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*(\.[a-z0-9_-]+)?$")]
Cel = Annotated[str, Field(min_length=1, max_length=600)]
Word = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_.-]*$")]
CodeKey = Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]+$")]
ItemCode = Annotated[str, Field(pattern=r"^([0-9]{12}|PH-[PL]-[0-9]{3})$")]
TrustGrade = Literal["A", "B", "C", "D"]


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class SourceFile(Part):
    """Where facts come from."""

    kiosk_schema: Literal["kiosk/sources@1"] = Field(alias="schema")
    sources: dict[SourceId, "Source"]


class Source(Part):
    kind: Literal["card", "code", "query", "asked", "context"]
    keys: tuple[FactId, ...] = ()
    trust: TrustGrade = "A"
    confirm: Flag = False
    consent: str = ""


class FactFile(Part):
    """The one vocabulary of facts: one meaning, one id."""

    kiosk_schema: Literal["kiosk/facts@1"] = Field(alias="schema")
    facts: dict[FactId, "FactEntry"]


FactType = Literal[
    "text", "enum", "multi", "date", "datetime", "period", "fen", "decimal", "percent", "count", "bool", "idno", "uscc",
    "mobile", "bankcard", "address", "code", "list", "file", "image",
]  # fmt: skip


class FactEntry(Part):
    type: FactType
    values: tuple[Word, ...] = ()
    codes: Word | None = None
    sensitivity: Literal["none", "pi", "spi"] = "none"
    sources: tuple["SourceId | FactSource", ...] = Field(default=(), alias="from")
    consent: str = ""
    """what allows the hall to be asked: `notice`, or a fact that must be true (spouse.consent)"""
    derive: Cel | None = None
    ask: AskId | None = None
    group: Word | None = None


class FactSource(Part):
    source: SourceId
    trust: TrustGrade | None = None
    confirm: Flag | None = None
    consent: str | None = None


class AskFile(Part):
    """How a fact is obtained from a person or with a device: one page each."""

    kiosk_schema: Literal["kiosk/asks@1"] = Field(alias="schema")
    asks: dict[AskId, "AskEntry"]


class AskEntry(Part):
    kind: AskKind
    sets: tuple[FactId, ...] = Field(min_length=1)
    options: tuple["Word | Option", ...] = ()
    codes: Word | None = None
    by: FactId | None = None
    preset: tuple[Word, ...] = ()
    keyboard: Literal["none", "number", "idno", "mobile", "money", "serial", "text"] = "none"
    device: Literal["", "id_card", "code", "camera"] = ""
    fallback: AskId | None = None
    taps: Count | None = None
    """outside keyboards; by default as the kind of question takes"""
    min_choices: Count = 1
    max_length: Count = 50
    checks: tuple["Check", ...] = ()
    trust: TrustGrade = "D"


class Option(Part):
    id: Word
    ticked: Cel | None = None
    """true: ticked beforehand"""
    unless: Cel | None = None
    cannot: TextId | None = None
    when: Cel | None = None
    """false: not offered"""


class Check(Part):
    when: Cel
    say: TextId
    warn: Flag = False


class Law(Part):
    law: str
    article: str = ""


class Stop(Part):
    when: Cel
    say: TextId
    remedy: TextId
    basis: tuple[Law, ...] = ()


class FormField(Part):
    fact: FactId
    when: Cel | None = None
    trust: TrustGrade | None = None
    """the lowest grade that will do"""
    later: Flag = False
    """the hall adds it if nobody can give it here"""


class Material(Part):
    id: Word
    accept: tuple[str, ...] = Field(min_length=1)
    when: Cel | None = None
    proves: tuple[FactId, ...] = ()
    after: AskId | None = None
    min_pages: Count = 1
    max_pages: Count = 10
    reason: str = ""
    """why a paper is asked for although the state holds it"""
    secondary: Flag = False
    """容缺: the application can be taken without it, against a promise"""


class Clause(Part):
    text: TextId
    when: Cel | None = None


class Original(Part):
    text: TextId
    when: Cel | None = None


class Repeat(Part):
    group: Word
    more: FactId
    maximum: Annotated[Count, Field(ge=1, le=50)] = 10
    when: Cel | None = None


class Budget(Part):
    asked: Count | None = None
    """questions, at most"""
    taps: Count | None = None
    """outside keyboards, from the tile to the receipt, at most"""
    typed: Count | None = None
    """fields filled in by hand, at most"""
    asked_down: Count | None = None
    """questions, at most, while no source of the hall answers"""
    taps_down: Count | None = None


class ServiceBody(Part):
    rev: Count = 1
    extends: Word | None = None
    form: dict[Word, "FactId | FormField"] = {}
    without: tuple[Word, ...] = ()
    """output fields of the archetype that this service does not have"""
    stop: tuple[Stop, ...] = ()
    materials: tuple[Material, ...] | None = None
    originals: tuple[Original, ...] | None = None
    repeat: tuple[Repeat, ...] = ()
    assume: dict[FactId, Cel] = {}
    first: tuple[AskId, ...] = ()
    ask: dict[FactId, AskId] = {}
    """questions this service puts in place of the usual ones"""
    fresh: tuple[FactId, ...] = ()
    """facts of what does not exist yet: no source is asked for them"""
    outcome: Literal["case", "slip", "proof", "answer"] | None = None
    signature: Flag | None = None
    declaration: tuple[TextId | Clause, ...] | None = None
    basis: tuple[Law, ...] = ()
    deliveries: tuple[Literal["print", "locker", "courier", "electronic"], ...] | None = None
    budget: Budget | None = None
    purpose: TextId | None = None


class ServiceFile(ServiceBody):
    """One item: which facts it needs and why."""

    kiosk_schema: Literal["kiosk/service@1"] = Field(alias="schema")
    id: ItemCode


class ArchetypeFile(ServiceBody):
    """What a family of items has in common."""

    kiosk_schema: Literal["kiosk/archetype@1"] = Field(alias="schema")
    id: Word


class BundleItem(Part):
    """`choose`: the customer may leave it out. `when`: what decides instead."""

    when: Cel | None = None
    choose: Literal["ticked", "unticked"] | None = None
    with_one_of: tuple[ItemCode, ...] = Field(default=(), alias="with")
    """makes sense only together with one of these items: falls away when all of them have"""


class BundleFile(Part):
    """Several items done as one. It infers, orders and makes optional; it asks nothing of its own."""

    kiosk_schema: Literal["kiosk/bundle@1"] = Field(alias="schema")
    id: Annotated[str, Field(pattern=r"^B[0-9]{2}$")]
    rev: Count = 1
    items: dict[ItemCode, BundleItem]
    assume: dict[FactId, Cel] = {}
    order: tuple[tuple[ItemCode, ItemCode], ...] = ()
    first: tuple[AskId, ...] = ()
    last: tuple[AskId, ...] = ()
    """questions behind all others, where that costs nothing"""
    ask: dict[FactId, AskId] = {}
    budget: Budget | None = None


class InstantRule(Part):
    id: Word
    fails: Cel
    """true: it cannot be granted"""
    reason: TextId
    remedy: TextId
    basis: tuple[Law, ...] = ()
    warns: Flag = False


class RuleSetFile(Part):
    """秒批: what is decided at once, by which rules, whose they are and when they were last looked at."""

    kiosk_schema: Literal["kiosk/rules@1"] = Field(alias="schema")
    id: Annotated[str, Field(pattern=r"^rs\.[a-z0-9-]+$")]
    version: Count
    owner: str
    reviewed: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    items: tuple[ItemCode, ...] = ()
    audience: Literal["personal", "legal"] | None = None
    """all items of this audience that may be decided at once and have no rules of their own: what none of them can do
    without. These rules refuse and warn; they never grant"""
    requires: dict[FactId, TrustGrade] = {}
    rules: tuple[InstantRule, ...] = Field(min_length=1)


class CodeFile(Part):
    """Lists of codes and their words."""

    kiosk_schema: Literal["kiosk/codes@1"] = Field(alias="schema")
    codes: dict[Word, dict[CodeKey, "Code"]]


class Code(Part):
    zh: Annotated[str, Field(min_length=1)]
    en: Annotated[str, Field(min_length=1)]
    part: str | None = Field(default=None, alias="in")
    """code of another list that this one belongs to"""


ContentFile = RuleSetFile | SourceFile | FactFile | AskFile | ServiceFile | ArchetypeFile | BundleFile | CodeFile
