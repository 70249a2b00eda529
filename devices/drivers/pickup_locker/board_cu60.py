"""Newer CU boards of Kerong ("60/61"): as the CU48, with light barriers behind the door switches.

State 02 board lock 75 D1…D12 03 sum. D1 to D6 are the door switches; that D7 to D12 are the light barriers is inferred
from captures, not from a document. Frames marked 77 come of their own; their meaning is not known.
"""

from pydantic import Field

from devices.clock import Clock
from devices.codecs.kerong_frame import START, bits, check, close
from devices.locker.codec import FrameKind, LockerCodec, LockerFrame, LockerRequest
from devices.locker.driver import LockerDriver
from devices.locker.options import BoardOptions, LockerOptions
from devices.settings import DeviceSettings, parse_options
from devices.transport.serial_port import open_serial

FAMILY = "cu60"
STATE, UNLOCK, ANSWER, NOTICE = 0x60, 0x61, 0x75, 0x77
ALL_LOCKS = 0x30
REQUEST_SIZE, STATE_SIZE = 6, 18
SWITCH_BYTES = 6


class Options(LockerOptions):
    baudrate: int = Field(default=19200, ge=1200, le=256000)
    boards: tuple[BoardOptions, ...] = Field(default=(BoardOptions(address=0, channels=48),), min_length=1)


def create(settings: DeviceSettings, clock: Clock) -> LockerDriver:
    options = parse_options(Options, settings.options)
    return LockerDriver(
        codec(options), open_serial(settings.port, baudrate=options.baudrate, now=clock.now), options, clock
    )


def codec(options: LockerOptions) -> "CodecCu60":
    return CodecCu60()


class CodecCu60(LockerCodec):
    acknowledges = False

    def open_request(self, board: int, channel: int) -> bytes:
        return close(bytes([board, channel - 1, UNLOCK]))

    def state_request(self, board: int, channels: int) -> bytes:
        return close(bytes([board, 0, STATE]))

    def sizes(self, data: bytes) -> tuple[int, ...]:
        return (STATE_SIZE,) if data[0] == START and data[3:4] in (bytes([ANSWER]), bytes([NOTICE])) else ()

    def decode(self, frame: bytes) -> LockerFrame:
        body = check(frame, STATE_SIZE)
        if body[2] not in (ANSWER, NOTICE):
            raise ValueError(f"a state is marked {ANSWER:02X}, not {body[2]:02X}")
        if body[2] == NOTICE:
            return LockerFrame(FrameKind.OTHER, body[0])
        switches, barriers = body[3 : 3 + SWITCH_BYTES], body[3 + SWITCH_BYTES :]
        return LockerFrame(FrameKind.DOORS, body[0], bits(switches), bits(barriers))

    def decode_request(self, frame: bytes) -> LockerRequest:
        board, lock, command = check(frame, REQUEST_SIZE)
        words = {STATE: "state", UNLOCK: "open"}
        if command not in words:
            raise ValueError(f"a request asks {STATE:02X} or {UNLOCK:02X}, not {command:02X}")
        whole = lock == ALL_LOCKS or command == STATE
        return LockerRequest(words[command], board, None if whole else lock + 1)
