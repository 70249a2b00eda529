"""What is sealed to the hall inside a submission; only the hall's opener ever reads it."""

from typing import Annotated, Literal

from pydantic import Field

from offline_cache.wire.vocabulary import HexDigest, HexId, WireModel


class FactValue(WireModel):
    value: str | bool | int | tuple[str, ...]
    source: str
    trust: Literal["A", "B", "C", "D"]
    at: str
    consent: str | None = None


class MaterialEntry(WireModel):
    id: str
    source: Literal["card", "elicence", "hall", "scan", "own-made", "original", "later"]
    """later: 容缺, promised under the signature for `due`"""
    attachments: tuple[HexDigest, ...] = ()
    due: str | None = None
    """last day on which a paper promised for later may come, ISO 8601"""


class AttachmentKey(WireModel):
    digest: HexDigest
    key: str
    """256-bit data key, base64"""


class RuleFinding(WireModel):
    """A rule that was not met, or only warned."""

    rule: str
    reason: str
    """as the screen gave it, in Chinese"""
    evidence: dict[str, str | bool | int | tuple[str, ...]] = Field(default_factory=dict)
    """the facts the rule looked at"""


class RuleVerdict(WireModel):
    """秒批: what the rules of the pinned content gave for one item. The hall decides by it."""

    item: str
    rule_set: str
    version: int
    outcome: Literal["granted", "denied", "person"]
    checked: tuple[str, ...] = ()
    """rules that were met"""
    findings: tuple[RuleFinding, ...] = ()
    """denied: why; otherwise what the customer was told beforehand"""
    lacking: tuple[str, ...] = ()
    """person: facts and papers that the rules cannot judge"""
    review_asked: bool = False
    """the customer was shown the findings and asked for a person"""


class SubmissionBody(WireModel):
    """What HPKE seals for a submission: JSON text of this."""

    item_code: str
    members: tuple[str, ...] = ()
    """items of a bundle"""
    facts: dict[str, FactValue]
    form: dict[str, str | bool | int | tuple[str, ...] | None] = Field(default_factory=dict)
    materials: tuple[MaterialEntry, ...] = ()
    declaration: str = ""
    signature_ink: str | None = None
    """JSON of the strokes, base64; 手写签名影像, not a reliable electronic signature"""
    signature_digest: HexDigest | None = None
    """SHA-256 of declaration + answers that was signed under"""
    identity_check: Literal["not_verified", "card_only", "staff", "code"] = "card_only"
    consents: tuple[str, ...] = ()
    language: Literal["zh", "en"] = "zh"
    verdicts: tuple[RuleVerdict, ...] = ()
    """one for each item that rules may decide"""
    attachment_keys: tuple[AttachmentKey, ...] = ()


class LockerEvent(WireModel):
    """Body of a submission with purpose locker-event."""

    kind: Literal["deposited", "delivered", "picked-up", "collected", "door-uncertain"]
    """deposited: the customer put an original in. delivered: a courier put a result in. collected: hall staff took
    an original out. picked-up: the customer took the result."""
    cell: int
    parcel_id: HexId | None = None
    number: str | None = None
    at: str


class RatingBody(WireModel):
    """Body of a submission with purpose rating."""

    number: str
    stars: Annotated[int, Field(ge=1, le=5)]
    stage: Literal["received", "closed"] = "received"
    reasons: tuple[str, ...] = ()


class TicketBody(WireModel):
    """Body of a submission with purpose ticket: 办不成事, what somebody could not get done at a terminal."""

    about: Literal["refused", "no-proof", "no-answer", "case"]
    said: str
    """the reason as the screen gave it, in Chinese; nothing personal"""
    case: str | None = None
    """业务流水号 of the case it is about, if there is one"""
    mobile: str | None = None
    """only where the customer asked to be called"""
    language: Literal["zh", "en"] = "zh"
