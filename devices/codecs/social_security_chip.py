"""The conversation with the chip of a social-security card, as far as everybody may read it (LD/T 32.5).

Select the environment, select a file, read its records by tag. A reply is tag, length, value and 9000. The conversation
is a generator of APDUs, so that it needs no reader: `converse(transmit)` runs it.
"""

from collections.abc import Callable, Generator
from typing import Final, TypeAlias

from devices.errors import ReplyError
from devices.social_security_card import SocialSecurityCard

SELECT_ENVIRONMENT: Final = bytes.fromhex("00A404000F7378312E73682EC9E7BBE1B1A3D5CF")
"""sx1.sh.社会保障 in GB 2312"""
ISSUER_FILE, HOLDER_FILE = 0xEF05, 0xEF06
CARD_ID, VERSION, ISSUER, CARD_NUMBER = 0x01, 0x03, 0x04, 0x07
NUMBER, NAME = 0x08, 0x09
OLDER_HOLDER = {NUMBER: 1, NAME: 2}
"""older cards keep the holder by record number"""
OK: Final = b"\x90\x00"
MORE: Final = 0x61
WRONG_LENGTH: Final = 0x6C

Transmit: TypeAlias = Callable[[bytes], bytes]
"""Sends one APDU; returns data and the two status bytes."""
Talk: TypeAlias = Generator[bytes, bytes, SocialSecurityCard]
Ask: TypeAlias = Generator[bytes, bytes, bytes]


def converse(transmit: Transmit) -> SocialSecurityCard:
    """ReplyError when the card is none of this kind or its number or name cannot be read."""
    talk = read_card()
    apdu = next(talk)
    while True:
        try:
            apdu = talk.send(transmit(apdu))
        except StopIteration as finished:
            card: SocialSecurityCard = finished.value
            return card


def read_card() -> Talk:
    yield from _require(SELECT_ENVIRONMENT, "not a social-security card")
    yield from _select(ISSUER_FILE)
    issuer = {}
    for tag in (CARD_ID, VERSION, ISSUER, CARD_NUMBER):
        issuer[tag] = yield from _record(tag)
    yield from _select(HOLDER_FILE)
    number = yield from _holder(NUMBER)
    name = yield from _holder(NAME)
    if not number or not name:
        raise ReplyError("the card tells neither number nor name")
    return SocialSecurityCard(
        number=_text(number),
        name=_text(name),
        card_number=_text(issuer[CARD_NUMBER]),
        region=_text(issuer[CARD_ID])[:6],
        version=_text(issuer[VERSION]),
        issuer=_text(issuer[ISSUER]),
    )


def _select(file: int) -> Ask:
    name = file.to_bytes(2, "big")
    reply = yield from _exchange(b"\x00\xa4\x02\x00\x02" + name)
    if reply[-2:] == OK:
        return reply
    return (yield from _require(b"\x00\xa4\x00\x00\x02" + name, f"file {file:04X} cannot be selected"))


def _holder(tag: int) -> Ask:
    by_tag = yield from _record(tag)
    if by_tag:
        return by_tag
    reply = yield from _exchange(bytes([0x00, 0xB2, OLDER_HOLDER[tag], 0x04, 0x00]))
    return _value(reply)


def _record(tag: int) -> Ask:
    """The value of a tag, empty when the file does not have it."""
    reply = yield from _exchange(bytes([0x00, 0xB2, tag, 0x00, 0x00]))
    return _value(reply) if reply[:1] == bytes([tag]) else b""


def _require(apdu: bytes, otherwise: str) -> Ask:
    reply = yield from _exchange(apdu)
    if reply[-2:] != OK:
        raise ReplyError(f"{otherwise} ({reply[-2:].hex().upper()})")
    return reply


def _exchange(apdu: bytes) -> Ask:
    """One command with what T=0 wants in between: 61xx fetches the rest, 6Cxx repeats with the right length."""
    reply = yield apdu
    if len(reply) < 2:
        raise ReplyError("an answer without a status")
    if reply[-2] == WRONG_LENGTH:
        reply = yield apdu[:-1] + reply[-1:]
    data = reply[:-2]
    for _ in range(8):
        if len(reply) < 2 or reply[-2] != MORE:
            break
        reply = yield bytes([0x00, 0xC0, 0x00, 0x00, reply[-1]])
        data += reply[:-2]
    return data + reply[-2:]


def _value(reply: bytes) -> bytes:
    """Tag, length and value become the value."""
    if reply[-2:] != OK or len(reply) < 4 or reply[1] != len(reply) - 4:
        return b""
    return reply[2:-2]


def _text(value: bytes) -> str:
    try:
        return value.rstrip(b"\x00\xff ").decode("gb18030")
    except UnicodeDecodeError as error:
        raise ReplyError("a field is not GB 18030") from error
