"""The data that a read command returns, checked against its own lengths, and the module's number."""

from dataclasses import dataclass

from devices.codecs.ga467_text import TEXT_BYTES, decode_text
from devices.errors import ReplyError
from devices.id_card_reader import IdCard

PHOTO_BYTES = 1024
FINGERPRINT_BYTES = (0, 512, 1024)
LENGTHS = bytes.fromhex("01000400")
"""of text and photo: with them the data of every read begins"""
SAM_ID_BYTES = 16


def decode_base(data: bytes) -> IdCard:
    """Text and photo. ReplyError when the lengths in the reply are not those of a card."""
    return _card(data, _head(data))


def decode_base_and_fingerprint(data: bytes) -> IdCard:
    """As `decode_base`; the fingerprint (GA 1012, opaque) is measured and thrown away."""
    if data.startswith(LENGTHS) and len(data) == 4 + TEXT_BYTES + PHOTO_BYTES:
        return decode_base(data)
    head = _head(data) + 2
    fingerprint = int.from_bytes(data[4:6], "big")
    if fingerprint not in FINGERPRINT_BYTES:
        raise ReplyError(f"a fingerprint of {fingerprint} bytes")
    return _card(data, head, behind=fingerprint)


@dataclass(frozen=True)
class SamId:
    """The security module's number, the reader's identity towards its register."""

    text: str


def decode_sam_id(data: bytes) -> SamId:
    """Printed as on the reader's label. ReplyError for any other length."""
    if len(data) != SAM_ID_BYTES:
        raise ReplyError(f"the module's number has {len(data)} bytes, not {SAM_ID_BYTES}")
    day, first, second = (int.from_bytes(data[at : at + 4], "little") for at in (4, 8, 12))
    return SamId(f"{data[0]:02d}.{data[2]:02d}-{day}-{first:010d}-{second:010d}")


def _head(data: bytes) -> int:
    if not data.startswith(LENGTHS):
        raise ReplyError("the reply does not announce 256 bytes of text and 1024 of photo")
    return len(LENGTHS)


def _card(data: bytes, head: int, *, behind: int = 0) -> IdCard:
    expected = head + TEXT_BYTES + PHOTO_BYTES + behind
    if len(data) != expected:
        raise ReplyError(f"the reply has {len(data)} bytes, not {expected}")
    text, photo = data[head : head + TEXT_BYTES], data[head + TEXT_BYTES : head + TEXT_BYTES + PHOTO_BYTES]
    return decode_text(text, photo=photo)
