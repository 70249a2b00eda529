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
SWITCH_SIZE, FAILED_SIZE = 8, 5


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
            return LockerFrame(FrameKind.REFUSED, board)
        if function == SWITCH and len(frame) == SWITCH_SIZE:
            kind = FrameKind.ACKNOWLEDGED if FLASH_ON <= _number(body, 2) < FLASH_OFF else FrameKind.OTHER
            return LockerFrame(kind, board)
        if function in (READ_RELAYS, READ_INPUTS) and len(body) > 3 and body[2] == len(body) - 3:
            kind = FrameKind.DOORS if function == READ_INPUTS else FrameKind.OTHER
            return LockerFrame(kind, board, _bits(body[3:]))
        raise ValueError(f"{len(frame)} bytes are no reply to function {function:02X}")

    def decode_request(self, frame: bytes) -> LockerRequest:
        body = check(frame)
        if len(frame) != SWITCH_SIZE or body[1] not in (READ_RELAYS, READ_INPUTS, SWITCH):
            raise ValueError(f"{len(frame)} bytes are no request with function {body[1]:02X}")
        address = _number(body, 2)
        if body[1] != SWITCH:
            return LockerRequest("state" if body[1] == READ_INPUTS else "state of relays", body[0])
        if address == ALL_RELAYS:
            return LockerRequest("all on" if _number(body, 4) else "all off", body[0])
        word = {0: "switch", FLASH_ON: "open", FLASH_OFF: "flash off"}.get(address & 0xFF00, "switch")
        return LockerRequest(word, body[0], (address & 0xFF) + 1)


def _request(board: int, function: int, address: int, value: int) -> bytes:
    return close(bytes([board, function]) + address.to_bytes(2, "big") + value.to_bytes(2, "big"))


def _number(body: bytes, at: int) -> int:
    return int.from_bytes(body[at : at + 2], "big")


def _bits(data: bytes) -> dict[int, bool]:
    return {8 * at + bit + 1: bool(byte >> bit & 1) for at, byte in enumerate(data) for bit in range(8)}
