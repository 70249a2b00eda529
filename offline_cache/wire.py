"""The messages between terminal and hall: the one thing both import.

Bytes that are signed or hashed are the bytes that travelled, never a re-serialisation. Every digest is SHA-256 in
lower-case hex, every key id the first 16 hex digits of the SHA-256 of the raw public key, binary is standard base64.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

HexDigest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
HexId = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
TerminalId = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{3,40}$")]


class WireModel(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class AttachmentEntry(WireModel):
    """One chunk-sealed file of the submission."""

    digest: HexDigest
    """SHA-256 of the ciphertext: its address"""
    size: Annotated[int, Field(ge=0, le=64 * 1024 * 1024)]
    kind: Annotated[str, Field(pattern=r"^[a-z0-9._-]{1,40}$")]
    """material id, never a name"""


class SubmissionHeader(WireModel):
    """Plain, minimal, without personal data; the sealed body is bound to it through HPKE's info."""

    suite: Literal["INTL-1"] = "INTL-1"
    """X25519 + HKDF-SHA256 + AES-256-GCM, Ed25519, SHA-256"""
    terminal_id: TerminalId
    epoch: HexId
    seq: Annotated[int, Field(ge=1)]
    sub_id: HexId
    previous: HexDigest
    """digest of the header before this one in the epoch; 64 zeros for the first"""
    purpose: Literal["submission", "locker-event", "rating"] = "submission"
    item_code: str
    """31-, 12-digit or PH code; for a bundle its id"""
    number: str
    """业务流水号 shown to the customer"""
    flow_digest: HexDigest
    schema_version: Literal[1] = 1
    hall_key_id: str
    depends_on: HexId | None = None
    made_at: str
    """local time, ISO 8601 with offset"""
    boot_id: str
    monotonic_ns: int
    clock_quality: Literal["ntp", "hall", "rtc", "unknown"]
    attachments: tuple[AttachmentEntry, ...] = ()


class SubmissionEnvelope(WireModel):
    """`PUT /v1/t/{tid}/s/{sub_id}`. The header travels as text so that its bytes can be signed and hashed."""

    header: str
    """SubmissionHeader as JSON text"""
    signature: str
    """Ed25519 by the terminal over sha256(header) || sha256(sealed body), base64"""
    body: str
    """HPKE: encapsulated key || ciphertext, base64; info = sha256(header)"""


class ReceiptStatement(WireModel):
    """What the hall signs when it holds a whole submission."""

    terminal_id: TerminalId
    epoch: HexId
    seq: int
    sub_id: HexId
    header_digest: HexDigest
    body_digest: HexDigest
    case_number: str
    hall_time: str
    hall_key_id: str


class SignedReceipt(WireModel):
    statement: str
    """ReceiptStatement as JSON text"""
    signature: str


class Missing(WireModel):
    """202: the header and body are here, these attachments are not."""

    missing: tuple[HexDigest, ...]


class Refusal(WireModel):
    """4xx with a numbered error (docs/errors.md); 422 and 410 are signed like a receipt."""

    error: Annotated[str, Field(pattern=r"^E\d{3}$")]
    detail: str = ""
    receipt: SignedReceipt | None = None


class Hello(WireModel):
    """`POST /v1/hello`: what the terminal says of itself, without personal data."""

    terminal_id: TerminalId
    epoch: HexId
    version: str
    waiting: int
    oldest_waiting: str | None = None
    quarantined: int = 0
    last_seq: int = 0
    chain_head: HexDigest
    audit_head: HexDigest
    audit_count: int = 0
    audit_lines: tuple[str, ...] = ()
    """those after the ones the hall holds, oldest first, at most 200: together they lead to a head it can check"""
    local_time: str
    free_bytes: int
    staff_calls: int = 0
    """calls for staff that nobody at the branch has answered"""
    staff_called_at: str | None = None
    """when the oldest of them was made"""
    devices: dict[str, str] = Field(default_factory=dict)
    """class of device -> XFS4IoT state"""
    supplies: dict[str, str] = Field(default_factory=dict)


class HelloAnswer(WireModel):
    hall_time: str
    poll_seconds: int
    max_in_flight: int = 2
    chunk_bytes: int = 1024 * 1024
    bytes_per_second: int | None = None
    revoked: bool = False
    audit_held: int | None = None
    """how many audit lines the hall holds now; None: it does not keep them"""
    resend: tuple[int, ...] = ()
    """sequence numbers the hall has receipted and lost (restored from a backup)"""


class RefusalStatement(WireModel):
    """What the hall signs when it will never take a submission (422): only then does the terminal stop trying."""

    terminal_id: TerminalId
    sub_id: HexId
    header_digest: HexDigest
    error: Annotated[str, Field(pattern=r"^E\d{3}$")]
    detail: str = ""
    hall_time: str
    hall_key_id: str


class SignedAnswer(WireModel):
    """A HelloAnswer or an InboxBatch as JSON text, signed by the hall."""

    statement: str
    signature: str


class CaseState(WireModel):
    """The hall tells what became of a submission (states: domain words, docs/GLOSSARY.md)."""

    type: Literal["case-state"] = "case-state"
    sub_id: HexId
    number: str
    case_number: str
    state: str
    at: str
    text_zh: str = ""
    text_en: str = ""


class LockerAssignment(WireModel):
    """A sealed result is on its way to this terminal's locker, or may be picked up from it.

    `holder` = HMAC-SHA256(pickup key, identity number), `code` = HMAC-SHA256(pickup key, parcel_id + ":" + code).
    """

    type: Literal["locker-assignment"] = "locker-assignment"
    parcel_id: HexId
    label: str
    """barcode on the envelope; not personal"""
    number: str
    case_number: str
    holder: HexDigest
    code: HexDigest
    title_zh: str
    title_en: str
    expires_at: str
    size: Literal["s", "m", "l"] = "s"


class AssignmentEnded(WireModel):
    """Cancelled or returned to the hall: not to be handed out any more."""

    type: Literal["assignment-ended"] = "assignment-ended"
    parcel_id: HexId


InboxMessage = Annotated[CaseState | LockerAssignment | AssignmentEnded, Field(discriminator="type")]


class InboxEntry(WireModel):
    position: int
    message: InboxMessage


class InboxBatch(WireModel):
    """`GET /v1/t/{tid}/inbox?after=N`: in order, applied with the cursor in one transaction."""

    terminal_id: TerminalId
    entries: tuple[InboxEntry, ...]


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


class AttachmentKey(WireModel):
    digest: HexDigest
    key: str
    """256-bit data key, base64"""


class SubmissionBody(WireModel):
    """What HPKE seals for a submission: JSON text of this."""

    item_code: str
    members: tuple[str, ...] = ()
    """items of a bundle"""
    facts: dict[str, "FactValue"]
    form: dict[str, str | bool | int | tuple[str, ...] | None] = Field(default_factory=dict)
    materials: tuple["MaterialEntry", ...] = ()
    declaration: str = ""
    signature_ink: str | None = None
    """JSON of the strokes, base64; 手写签名影像, not a reliable electronic signature"""
    signature_digest: HexDigest | None = None
    """SHA-256 of declaration + answers that was signed under"""
    identity_check: Literal["not_verified", "card_only", "staff", "code"] = "card_only"
    consents: tuple[str, ...] = ()
    language: Literal["zh", "en"] = "zh"
    attachment_keys: tuple[AttachmentKey, ...] = ()


class FactValue(WireModel):
    value: str | bool | int | tuple[str, ...]
    source: str
    trust: Literal["A", "B", "C", "D"]
    at: str
    consent: str | None = None


class MaterialEntry(WireModel):
    id: str
    source: Literal["card", "elicence", "hall", "scan", "own-made", "original"]
    attachments: tuple[HexDigest, ...] = ()


class FactQuery(WireModel):
    """`POST /v1/t/{tid}/facts`: read-only, during a session, consent recorded."""

    session: HexId
    subject_idno: str | None = None
    credential: str | None = None
    """opaque text of an e-licence or e-credential code; the hall verifies it"""
    facts: tuple[str, ...]
    item_code: str
    consent: str


class FactAnswer(WireModel):
    """Facts the hall's sources gave; a source that is down is simply absent from `facts` and named in `down`."""

    facts: dict[str, FactValue]
    down: tuple[str, ...] = ()
    credential: Literal["verified", "rejected", "absent"] = "absent"


class ProofQuery(WireModel):
    """`POST /v1/t/{tid}/proofs`: an instant proof as PDF, made by the hall, marked 演示 无效."""

    session: HexId
    number: str
    item_code: str
    subject_idno: str = ""
    """empty: an open question, nobody's data"""
    credential: str | None = None
    """the licence code that was shown, for a paper about a company"""
    keyword: str = ""
    """what an open question asks for"""
    purpose: str = ""
    language: Literal["zh", "en"] = "zh"
    consent: str


class ProofAnswer(WireModel):
    title: str
    verification_code: str
    pdf: str
    """base64"""
    lines: tuple[tuple[str, str], ...] = ()
    """what it says, label and value, for the screen"""


class ProgressQuery(WireModel):
    """`POST /v1/t/{tid}/progress`: a one-time address for the customer's phone, shown as a QR code."""

    session: HexId
    number: str


class ProgressAnswer(WireModel):
    url: str
    """nothing personal in it; good for one phone"""
    expires_at: str


SubmissionBody.model_rebuild()
