"""What the hall sends down, in order."""

from typing import Annotated, Literal

from pydantic import Field

from offline_cache.wire.vocabulary import HexDigest, HexId, TerminalId, WireModel


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
