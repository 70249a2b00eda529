"""Modbus RTU relay boards with door inputs (for instance Waveshare Modbus RTU Relay D).

The pulse is timed by the board: function 05 on address 0200 + channel, with the time in tenths of a second. A board
that does not know this cannot be used: a terminal that dies would leave a solenoid under current. Relays start off.
"""

from pydantic import Field

from devices.clock import Clock
from devices.codecs.modbus_rtu import check, close
from devices.locker.codec import FrameKind, LockerCodec, LockerFrame, LockerRequest
from devices.locker.driver import LockerDriver
from devices.locker.fitting import fit
from devices.locker.options import BoardOptions, LockerOptions
from devices.settings import DeviceSettings, parse_options

FAMILY = "modbus"
READ_RELAYS, READ_INPUTS, SWITCH = 0x01, 0x02, 0x05
FAILED = 0x80
ALL_RELAYS = 0x00FF
FLASH_ON, FLASH_OFF = 0x0200, 0x0400
ON, OFF = 0xFF00, 0x0000
TENTH_MS = 100
SWITCH_SIZE, FAILED_SIZE = 8, 5
_EXCEPTIONS = {1: "illegal function", 2: "illegal data address", 3: "illegal data value", 4: "device failure"}
"""Modbus application protocol, 7"""
_WORDS = {READ_RELAYS: "state of relays", READ_INPUTS: "state"}


class Options(LockerOptions):
    boards: tuple[BoardOptions, ...] = (BoardOptions(address=1, channels=8),)
    pulse_tenths: int = Field(default=2, ge=1, le=50)


def create(settings: DeviceSettings, clock: Clock) -> LockerDriver:
    options = parse_options(Options, settings.options)
    return fit(codec(options), settings, options, clock)


def codec(options: LockerOptions) -> "CodecModbus":
    return CodecModbus(pulse_tenths=options.pulse_tenths if isinstance(options, Options) else 2)


class CodecModbus(LockerCodec):
    addresses = range(1, 248)
    """0 is every board; above 247 nothing (Modbus over serial line, 2.2)"""
    most_locks = 32

    def __init__(self, *, pulse_tenths: int = 2) -> None:
        self._pulse = pulse_tenths

    def open_request(self, board: int, channel: int) -> bytes:
        return _request(board, SWITCH, FLASH_ON + channel - 1, self._pulse)

    def state_request(self, board: int, channels: int) -> bytes:
        return _request(board, READ_INPUTS, 0, channels)

    def start_requests(self, board: int) -> tuple[bytes, ...]:
        return (_request(board, SWITCH, ALL_RELAYS, 0),)

    def sizes(self, data: bytes) -> tuple[int, ...]:
        match data[1:2]:
            case b"\x05":
                return (SWITCH_SIZE,)
            case b"\x01" | b"\x02" if len(data) > 2 and data[2] > 0:
                return (FAILED_SIZE + data[2],)
            case b"\x81" | b"\x82" | b"\x85":
                return (FAILED_SIZE,)
            case _:
                return ()

    def decode(self, frame: bytes) -> LockerFrame:
        body = check(frame)
        board, function = body[0], body[1]
        if function & FAILED and len(frame) == FAILED_SIZE:
            why = {"exception": body[2], "meaning": _EXCEPTIONS.get(body[2], "not known")}
            return LockerFrame(FrameKind.REFUSED, board, told={"function": function & ~FAILED, **why})
        if function == SWITCH and len(frame) == SWITCH_SIZE:
            repeated = _switch(body)
            if repeated.do == "open":
                return LockerFrame(FrameKind.ACKNOWLEDGED, board, told=repeated.told)
            return LockerFrame(FrameKind.OTHER, board, word=f"{repeated.do} reply", told=repeated.told)
        if function in (READ_RELAYS, READ_INPUTS) and len(body) > 3 and body[2] == len(body) - 3:
            kind = FrameKind.DOORS if function == READ_INPUTS else FrameKind.OTHER
            word = "state of relays reply" if kind is FrameKind.OTHER else ""
            return LockerFrame(kind, board, _bits(body[3:]), word=word, told={"function": function})
        raise ValueError(_unknown(function) or f"{len(frame)} bytes are no reply to function {function:02X}")

    def decode_request(self, frame: bytes) -> LockerRequest:
        body = check(frame)
        if len(frame) != SWITCH_SIZE or body[1] not in (READ_RELAYS, READ_INPUTS, SWITCH):
            raise ValueError(_unknown(body[1]) or f"{len(frame)} bytes are no request with function {body[1]:02X}")
        return _switch(body) if body[1] == SWITCH else _read(body)


def _request(board: int, function: int, address: int, value: int) -> bytes:
    return close(bytes([board, function]) + address.to_bytes(2, "big") + value.to_bytes(2, "big"))


def _read(body: bytes) -> LockerRequest:
    told = {"function": body[1], "address": _number(body, 2), "count": _number(body, 4)}
    if not told["count"]:
        raise ValueError("the count of what is read is 0")
    return LockerRequest(_WORDS[body[1]], body[0], told=told)


def _switch(body: bytes) -> LockerRequest:
    """Of one relay or all, at once or timed by the board."""
    board, address, value = body[0], _number(body, 2), _number(body, 4)
    told: dict[str, object] = {"function": SWITCH, "address": address, "value": value}
    if not board:
        told["all_boards"] = True
    if word := {FLASH_ON: "open", FLASH_OFF: "flash off"}.get(address & 0xFF00):
        return LockerRequest(word, board, (address & 0xFF) + 1, told={**told, "pulse_ms": TENTH_MS * value})
    if value not in (ON, OFF):
        raise ValueError(f"a relay is switched by FF 00 or 00 00, not {body[4:].hex(' ').upper()}")
    told["on"] = value == ON
    if address == ALL_RELAYS:
        return LockerRequest("all on" if value else "all off", board, told=told)
    return LockerRequest("switch", board, address + 1, told=told)


def _unknown(function: int) -> str:
    known = function & ~FAILED in (READ_RELAYS, READ_INPUTS, SWITCH)
    return "" if known else f"function {function:02X} is none of these boards: they have 01, 02 and 05"


def _number(body: bytes, at: int) -> int:
    return int.from_bytes(body[at : at + 2], "big")


def _bits(data: bytes) -> dict[int, bool]:
    return {8 * at + bit + 1: bool(byte >> bit & 1) for at, byte in enumerate(data) for bit in range(8)}
