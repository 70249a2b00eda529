"""Kerong KR-CU48, protocol 2.1: 48 locks, no answer to an unlock.

Request 02 board lock command 03 sum; 50 asks the state, 51 unlocks. State 02 board xx 65 D1…D6 03 sum, one bit a lock.
Board 0A is every board, lock 30 every lock. The maker's default is 1 for locked, "but can be opposite".
"""

from pydantic import Field

from devices.clock import Clock
from devices.codecs.kerong_frame import START, bits, check, close
from devices.locker.codec import FrameKind, LockerCodec, LockerFrame, LockerRequest
from devices.locker.driver import LockerDriver
from devices.locker.options import BoardOptions, LockerOptions
from devices.settings import DeviceSettings, parse_options
from devices.transport.serial_port import open_serial

FAMILY = "cu48"
STATE, UNLOCK, ANSWER = 0x50, 0x51, 0x65
ALL_LOCKS = 0x30
REQUEST_SIZE, STATE_SIZE = 6, 12


class Options(LockerOptions):
    baudrate: int = Field(default=19200, ge=1200, le=256000)
    boards: tuple[BoardOptions, ...] = Field(default=(BoardOptions(address=0, channels=48),), min_length=1)


def create(settings: DeviceSettings, clock: Clock) -> LockerDriver:
    options = parse_options(Options, settings.options)
    return LockerDriver(
        codec(options), open_serial(settings.port, baudrate=options.baudrate, now=clock.now), options, clock
    )


def codec(options: LockerOptions) -> "CodecCu48":
    return CodecCu48()


class CodecCu48(LockerCodec):
    acknowledges = False

    def open_request(self, board: int, channel: int) -> bytes:
        return close(bytes([board, channel - 1, UNLOCK]))

    def state_request(self, board: int, channels: int) -> bytes:
        return close(bytes([board, 0, STATE]))

    def sizes(self, data: bytes) -> tuple[int, ...]:
        return (STATE_SIZE,) if data[0] == START and data[3:4] == bytes([ANSWER]) else ()

    def decode(self, frame: bytes) -> LockerFrame:
        body = check(frame, STATE_SIZE)
        if body[2] != ANSWER:
            raise ValueError(f"a state is marked {ANSWER:02X}, not {body[2]:02X}")
        return LockerFrame(FrameKind.DOORS, body[0], bits(body[3:]))

    def decode_request(self, frame: bytes) -> LockerRequest:
        board, lock, command = check(frame, REQUEST_SIZE)
        words = {STATE: "state", UNLOCK: "open"}
        if command not in words:
            raise ValueError(f"a request asks {STATE:02X} or {UNLOCK:02X}, not {command:02X}")
        whole = lock == ALL_LOCKS or command == STATE
        return LockerRequest(words[command], board, None if whole else lock + 1)
