"""Explains one frame from a serial log, or says what is wrong with it. Never shows what a card or a code says."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, reduce
from operator import xor
from typing import Final

from devices.codecs.escpos_status import PrinterFlags, decode_automatic, decode_real_time
from devices.codecs.ga467_card import decode_base, decode_base_and_fingerprint
from devices.codecs.ga467_frame import LONGEST, PREAMBLE, Command, Status
from devices.errors import ReplyError
from devices.locker.codec import LockerCodec, LockerFrame, LockerRequest
from devices.locker.options import LockerOptions
from devices.registry import driver_module, driver_names
from devices.status import DeviceClass

NO_BYTES: Final = "there are no bytes"
_LEAST_LENGTH: Final = 3
_COMMANDS: Final = {command.value: command for command in Command}


@dataclass(frozen=True)
class Explanation:
    """`fields` holds texts, numbers, truths, and lists and maps of them."""

    family: str
    kind: str
    fields: Mapping[str, object]


def families() -> tuple[str, ...]:
    """Every family that can be explained; a new locker driver is among them by itself."""
    return ("ga467", *_lockers(), "escpos-status")


def parse_hex(text: str) -> bytes:
    """Spaces, commas, colons, 0x and either case are allowed. ValueError for anything else and for half a byte."""
    digits = "".join(text.lower().replace("0x", " ").replace(",", " ").replace(":", " ").split())
    if not digits:
        raise ValueError(NO_BYTES)
    if wrong := sorted(set(digits) - set("0123456789abcdef")):
        raise ValueError(f"{wrong[0]!r} is not a hexadecimal digit")
    if len(digits) % 2:
        raise ValueError(f"{len(digits)} digits are not whole bytes")
    return bytes.fromhex(digits)


def explain(family: str, data: bytes) -> Explanation:
    """ValueError says what is wrong with the frame. KeyError for an unknown family."""
    if not data:
        raise ValueError(NO_BYTES)
    if family == "ga467":
        return _ga467(data)
    if family == "escpos-status":
        return _escpos(data)
    return _locker(family, data)


def _ga467(data: bytes) -> Explanation:
    body = _ga467_body(data)
    common = {"length": len(body) + 1, "checksum": data[-1]}
    if (command := _COMMANDS.get(body[:2])) is not None and len(body) < _LEAST_LENGTH + 1:
        fields = {"command": command.name.lower(), "cmd": body[0], "para": body[1], **common}
        return Explanation("ga467", "request", fields)
    if len(body) < _LEAST_LENGTH:
        raise ValueError(f"the command {body.hex(' ').upper()} is not known")
    status = next((status for status in Status if status == body[2]), None)
    if status is None:
        raise ValueError(f"the status (third byte) {body[2]:02X} is not known")
    fields = {"sw1": body[0], "sw2": body[1], "sw3": body[2], "meaning": status.name.lower()}
    return Explanation("ga467", "reply", {**fields, "data_bytes": len(body) - 3, **_card(body[3:]), **common})


def _ga467_body(data: bytes) -> bytes:
    """Between length and checksum."""
    if not data.startswith(PREAMBLE):
        raise ValueError(f"a frame begins with {PREAMBLE.hex(' ').upper()}, not {data[:5].hex(' ').upper()}")
    told = data[len(PREAMBLE) : len(PREAMBLE) + 2]
    if len(told) < 2:
        raise ValueError("the frame ends before its length")
    length, rest = int.from_bytes(told, "big"), data[len(PREAMBLE) + 2 :]
    if not _LEAST_LENGTH <= length <= LONGEST:
        raise ValueError(f"the length {length} is out of range")
    if len(rest) != length:
        trouble = f"{length - len(rest)} bytes are missing" if len(rest) < length else f"{len(rest) - length} too many"
        raise ValueError(f"the length says {length} bytes, {len(rest)} follow: {trouble}")
    computed = reduce(xor, told + rest[:-1])
    if computed != rest[-1]:
        raise ValueError(f"the checksum is {rest[-1]:02X}, computed {computed:02X}")
    return rest[:-1]


def _card(data: bytes) -> dict[str, object]:
    """Which kind of card, never whose."""
    for decode in (decode_base, decode_base_and_fingerprint):
        try:
            return {"card": str(decode(data).kind)}
        except ReplyError:
            continue
    return {}


@cache
def _lockers() -> Mapping[str, LockerCodec]:
    modules = (driver_module(DeviceClass.PICKUP_LOCKER, name) for name in driver_names(DeviceClass.PICKUP_LOCKER))
    return {module.FAMILY: module.codec(LockerOptions()) for module in modules}


def _locker(family: str, data: bytes) -> Explanation:
    codec = _lockers()[family]
    try:
        return _locker_request(family, codec.decode_request(data))
    except ValueError as error:
        trouble = error
    try:
        return _locker_reply(family, codec.decode(data))
    except ValueError as error:
        raise (error if codec.sizes(data) else trouble) from error


def _locker_request(family: str, request: LockerRequest) -> Explanation:
    fields: dict[str, object] = {"board": request.board}
    if request.channel is not None:
        fields["lock"] = request.channel
    return Explanation(family, f"{request.do} request".replace(" ", "_"), fields)


def _locker_reply(family: str, frame: LockerFrame) -> Explanation:
    fields: dict[str, object] = {"board": frame.board}
    for name, levels in (("levels", frame.levels), ("occupied", frame.occupied)):
        if levels:
            fields[name] = {str(lock): int(level) for lock, level in levels.items()}
            fields[f"{name}_set"] = [lock for lock, level in levels.items() if level]
    if len(frame.levels) == 1:
        [(fields["lock"], level)] = frame.levels.items()
        fields["level"] = int(level)
    return Explanation(family, str(frame.kind), fields)


def _escpos(data: bytes) -> Explanation:
    """A question and its answer, or four bytes that came by themselves; the last byte tells which."""
    if len(data) != 4:
        raise ValueError(f"wanted are 10 04 n and the answer, or an automatic status of 4 bytes, not {len(data)} bytes")
    asked = data[:2] == b"\x10\x04" and 1 <= data[2] <= 4 and data[3] & 0x90
    if asked:
        fields = {"request": data[2], "byte": data[3], **_flags(decode_real_time(data[2], data[3]))}
        return Explanation("escpos-status", "real_time", fields)
    return Explanation("escpos-status", "automatic", {"bytes": list(data), **_flags(decode_automatic(data))})


def _flags(flags: PrinterFlags) -> dict[str, object]:
    return {name: value for name, value in vars(flags).items() if value is not None}
