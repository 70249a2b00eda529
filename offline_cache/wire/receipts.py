"""What the hall answers to a submission; a signature by the hall makes an answer final."""

from typing import Annotated

from pydantic import Field

from offline_cache.wire.vocabulary import HexDigest, HexId, TerminalId, WireModel


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


class RefusalStatement(WireModel):
    """What the hall signs when it will never take a submission (422): only then does the terminal stop trying."""

    terminal_id: TerminalId
    sub_id: HexId
    header_digest: HexDigest
    error: Annotated[str, Field(pattern=r"^E\d{3}$")]
    detail: str = ""
    hall_time: str
    hall_key_id: str
