"""What the terminal asks the hall during a session; nothing is handed in with these."""

from typing import Literal

from offline_cache.wire.bodies import FactValue
from offline_cache.wire.vocabulary import HexId, WireModel


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
