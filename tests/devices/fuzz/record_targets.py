"""Fuzzing what leaves the branch: whatever passed on the wire, a record holds nobody's name, and can be read again."""

import io
import itertools
from collections.abc import Iterator

from devices.clock import Clock
from devices.codecs.ga467_card import LENGTHS, PHOTO_BYTES
from devices.codecs.ga467_frame import encode_reply
from devices.commissioning.decode import parse_hex
from devices.commissioning.recorder import Record, Replay, parse_record
from devices.commissioning.redaction import FAMILIES, MASK, Side, redactor
from tests.devices.vector_files import text_block, vectors

SECRETS = ("王玉兰", "310104199001010016")
"""a made-up customer; the made-up card that replaces every card is another one"""
_NAME, _NUMBER = 0, 5
_FIELDS = [list(field) for field in vectors("ga467")["citizen"]["fields"]]
_FIELDS[_NAME][0], _FIELDS[_NUMBER][0] = SECRETS
CARD = LENGTHS + text_block(_FIELDS) + b"\x5a" * PHOTO_BYTES
CONVERSATIONS = (
    encode_reply(0x90, CARD),
    encode_reply(0x9F, bytes(4)) + encode_reply(0x90, CARD),
    b"\x1b@" + "".join(SECRETS).encode("gb18030") + b"\n\x1dr\x01",
    "\r\n".join(SECRETS).encode() + b"\r\n",
)
LINES = (
    b'{"at": 0.0, "from": "terminal", "hex": "AAAAAA96690003200122"}\n',
    b'{"at": 0, "from": "terminal", "hex": "100401"}\n{"at": 0.1, "from": "device", "hex": "12"}\n',
)
HEX = (b"AA aa, 96:69 0x00 0x03",)


def run_redaction(data: bytes) -> None:
    """Each family takes the bytes from both sides in pieces; what it keeps says nothing of the customer."""
    for family, side in itertools.product(FAMILIES, Side):
        redact = redactor(family)
        kept = b"".join(redact(side, piece) for piece in _pieces(data))
        if family == "text" and side is Side.DEVICE:
            assert set(kept) <= {MASK, *b"\r\n"}
        if family == "escpos" and side is Side.TERMINAL:
            _keeps_nobody(kept, "gb18030")
        if family == "ga467" and side is Side.DEVICE:
            _keeps_nobody(kept, "utf-16-le")


def run_record(data: bytes) -> None:
    """What was kept comes back byte for byte; a damaged file is refused by its line, never half believed."""
    out = io.StringIO()
    record = Record(out, redactor("open"), Clock())
    kept = list(zip(itertools.cycle(Side), _pieces(data), strict=False))
    for side, piece in kept:
        record.keep(side, piece)
    assert [(one.side, one.data) for one in parse_record(out.getvalue())] == kept
    try:
        passages = parse_record(data.decode("utf-8", "replace"))
    except ValueError:
        return
    replay = Replay(passages)
    for passage in passages:
        list(replay(passage.data))


def run_hex(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    try:
        told = parse_hex(text)
    except ValueError:
        return
    assert parse_hex(told.hex()) == told


def _pieces(data: bytes) -> Iterator[bytes]:
    """Cut as the bytes themselves say, so that a seed cuts the same way again."""
    at = 0
    while at < len(data):
        size = 1 + data[at] % 64 * 24
        yield data[at : at + size]
        at += size


def _keeps_nobody(kept: bytes, encoding: str) -> None:
    for secret in SECRETS:
        assert secret.encode(encoding) not in kept, "a customer's name or number is kept"
