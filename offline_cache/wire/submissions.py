"""What a terminal hands in: a plain header, signed, and a sealed body bound to it."""

from typing import Annotated, Literal

from pydantic import Field

from offline_cache.wire.vocabulary import HexDigest, HexId, TerminalId, WireModel


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
    purpose: Literal["submission", "locker-event", "rating", "ticket"] = "submission"
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
