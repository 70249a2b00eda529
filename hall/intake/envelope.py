"""What can be said of an envelope before the database is asked."""

import base64
import binascii
import re
from dataclasses import dataclass, field
from typing import Final

from pydantic import ValidationError

from hall.errors import ErrorNumber, Refused
from offline_cache.sealing import digest, verify
from offline_cache.wire import SubmissionEnvelope, SubmissionHeader

LARGEST_ENVELOPE: Final = 4 * 1024 * 1024
"""bytes of a PUT; pages and photos travel as attachments"""

LARGEST_COUNT: Final = 2**31 - 1
"""of sequence numbers and positions: what every database holds"""
_CODE: Final = re.compile(r"[0-9A-Za-z._-]{1,40}")


@dataclass(frozen=True)
class Envelope:
    """A well-formed envelope whose header is its path's; not yet known to be genuine."""

    header: SubmissionHeader
    header_text: str
    header_digest: str
    body: bytes = field(repr=False)
    body_digest: str
    signature: str

    def is_signed_by(self, public: bytes) -> bool:
        statement = bytes.fromhex(self.header_digest + self.body_digest)
        return verify(public, statement, self.signature)


def parse_envelope(raw: bytes, terminal_id: str, sub_id: str, hall_key_id: str) -> Envelope | Refused:
    """`terminal_id` and `sub_id` are the path's."""
    if len(raw) > LARGEST_ENVELOPE:
        return Refused(ErrorNumber.TOO_LARGE, f"an envelope has at most {LARGEST_ENVELOPE} bytes")
    try:
        message = SubmissionEnvelope.model_validate_json(raw)
        header = SubmissionHeader.model_validate_json(message.header)
        body = base64.b64decode(message.body, validate=True)
    except (ValidationError, binascii.Error, ValueError) as error:
        return Refused(ErrorNumber.MALFORMED, first_fault(error))
    if header.terminal_id != terminal_id or header.sub_id != sub_id:
        return Refused(ErrorNumber.OTHER_NAME, "header and path name different submissions")
    if not (is_code(header.item_code) and is_code(header.number) and header.seq <= LARGEST_COUNT):
        return Refused(ErrorNumber.MALFORMED, "item_code, number or seq: not storable")
    if header.hall_key_id != hall_key_id:
        return Refused(ErrorNumber.OTHER_HALL, "the body is sealed to a key of another hall")
    header_digest = digest(message.header.encode())
    return Envelope(header, message.header, header_digest, body, digest(body), message.signature)


def is_code(text: str) -> bool:
    """Short and plain, as item codes and numbers are: it fits every column and breaks no page."""
    return _CODE.fullmatch(text) is not None


def first_fault(error: Exception) -> str:
    """Where the message is wrong, without repeating what it held."""
    if isinstance(error, ValidationError):
        first = error.errors(include_input=False, include_url=False)[0]
        return f"{'.'.join(map(str, first['loc'])) or 'message'}: {first['type']}"
    return "body: not base64"
