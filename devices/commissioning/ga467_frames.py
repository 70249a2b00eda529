"""Frames between a host and an ID-card reader's module, explained. Says which kind of card, never whose."""

from functools import reduce
from operator import xor
from typing import Final

from devices.codecs.ga467_card import (
    LENGTHS,
    PHOTO_BYTES,
    SAM_ID_BYTES,
    decode_base,
    decode_base_and_fingerprint,
    decode_sam_id,
)
from devices.codecs.ga467_frame import LONGEST, PREAMBLE, STATUS_BYTES, Command, Status
from devices.codecs.ga467_text import ADDRESS_BYTES, TEXT_BYTES
from devices.commissioning.explanation import Explanation
from devices.errors import ReplyError

FAMILY: Final = "ga467"
_COMMANDS: Final = {command.value: command.name.lower() for command in Command}
_COMMAND_BYTES: Final = 2
_SET_BAUDRATE: Final = 0x60
_BAUDRATES: Final = (115200, 57600, 38400, 19200, 9600)
_CONTENTS: Final = {4: "iin", 8: "sn", SAM_ID_BYTES: "sam_id", ADDRESS_BYTES: "latest_address"}
"""of a reply, by the length of its data"""


def explain(data: bytes) -> Explanation:
    """ValueError says what is wrong with the frame."""
    body = _body(data)
    common = {"length": len(body) + 1, "checksum": data[-1]}
    if len(body) == _COMMAND_BYTES:
        return Explanation(FAMILY, "request", {**_command(body), **common})
    status = next((status for status in Status if status == body[2]), None)
    if status is None:
        raise ValueError(f"the status (third byte) {body[2]:02X} is not known")
    fields = {"sw1": body[0], "sw2": body[1], "sw3": body[2], "meaning": status.name.lower()}
    content = body[STATUS_BYTES:]
    return Explanation(FAMILY, "reply", {**fields, "data_bytes": len(content), **_content(content), **common})


def _body(data: bytes) -> bytes:
    """Between length and checksum."""
    if not data.startswith(PREAMBLE):
        raise ValueError(f"a frame begins with {PREAMBLE.hex(' ').upper()}, not {data[:5].hex(' ').upper()}{_at(data)}")
    told = data[len(PREAMBLE) : len(PREAMBLE) + 2]
    if len(told) < 2:
        raise ValueError("the frame ends before its length")
    length, rest = int.from_bytes(told, "big"), data[len(PREAMBLE) + 2 :]
    if not _COMMAND_BYTES < length <= LONGEST:
        raise ValueError(f"the length {length} is out of range")
    if len(rest) != length:
        trouble = f"{length - len(rest)} bytes are missing" if len(rest) < length else f"{len(rest) - length} too many"
        raise ValueError(f"the length says {length} bytes, {len(rest)} follow: {trouble}{_at(data)}")
    computed = reduce(xor, told + rest[:-1])
    if computed != rest[-1]:
        raise ValueError(f"the checksum is {rest[-1]:02X}, computed {computed:02X}")
    return rest[:-1]


def _at(data: bytes) -> str:
    """Where in the bytes a frame begins that is not at their beginning."""
    place = data.find(PREAMBLE, 1)
    return f"; one begins at byte {place + 1}" if place > 0 else ""


def _command(body: bytes) -> dict[str, object]:
    fields: dict[str, object] = {"cmd": body[0], "para": body[1]}
    if body[0] == _SET_BAUDRATE and body[1] < len(_BAUDRATES):
        return {"command": "set_baudrate", **fields, "baudrate": _BAUDRATES[body[1]]}
    if body not in _COMMANDS:
        raise ValueError(f"the command {body.hex(' ').upper()} is not known")
    return {"command": _COMMANDS[body], **fields}


def _content(data: bytes) -> dict[str, object]:
    """What lies behind the status; the card's own words are left out."""
    if data.startswith(LENGTHS):
        return _card(data)
    fields: dict[str, object] = {"content": _CONTENTS[len(data)]} if len(data) in _CONTENTS else {}
    return {**fields, "sam_id": decode_sam_id(data).text} if len(data) == SAM_ID_BYTES else fields


def _card(data: bytes) -> dict[str, object]:
    base = len(data) == len(LENGTHS) + TEXT_BYTES + PHOTO_BYTES
    fields: dict[str, object] = {
        "content": "base" if base else "base_and_fingerprint",
        "text_bytes": TEXT_BYTES,
        "photo_bytes": PHOTO_BYTES,
        **({} if base else {"fingerprint_bytes": int.from_bytes(data[4:6], "big")}),
    }
    try:
        return {**fields, "card": str((decode_base if base else decode_base_and_fingerprint)(data).kind)}
    except ReplyError as error:
        return {**fields, "unreadable": str(error)}
