"""Kerong KR-CU16: sixteen locks with light barriers; board and lock share one byte (high and low half).

Request 02 address command 03 sum; 30 asks the state, 31 unlocks. State 02 address 35 H1 H2 IR1 IR2 03 sum. Two sources
say that a set switch bit is locked, one says the opposite; a set barrier bit is something inside. Units for 9600 exist.
"""

from pydantic import Field

from devices.clock import Clock
from devices.codecs.kerong_frame import START, bits, check, close
from devices.locker.codec import FrameKind, LockerCodec, LockerFrame, LockerRequest
from devices.locker.driver import LockerDriver
from devices.locker.fitting import fit
from devices.locker.options import BoardOptions, LockerOptions
from devices.settings import DeviceSettings, parse_options

FAMILY = "cu16"
STATE, UNLOCK, STATE_OF_ALL, UNLOCK_ALL = 0x30, 0x31, 0x32, 0x33
ANSWER, ANSWER_OF_ALL, UNLOCK_TIME, QUERY_UNLOCK_TIME, UNLOCK_LATER = 0x35, 0x36, 0x37, 0x38, 0x39
ALL_BOARDS = 0xF0
REQUEST_SIZE, STATE_SIZE = 5, 9
_WORDS = {
    STATE: "state",
    UNLOCK: "open",
    STATE_OF_ALL: "state of all boards",
    UNLOCK_ALL: "open all",
    UNLOCK_TIME: "set unlock time",
    QUERY_UNLOCK_TIME: "query unlock time",
    UNLOCK_LATER: "open later",
}
_UNDOCUMENTED = {
    ANSWER_OF_ALL: "state of all boards reply",
    UNLOCK_TIME: "set unlock time request",
    QUERY_UNLOCK_TIME: "unlock time reply",
    UNLOCK_LATER: "open later request",
}
"""their data are in no document that was found: told as numbers"""


class Options(LockerOptions):
    baudrate: int = Field(default=19200, ge=1200, le=256000)
    boards: tuple[BoardOptions, ...] = (BoardOptions(address=0, channels=16),)


def create(settings: DeviceSettings, clock: Clock) -> LockerDriver:
    options = parse_options(Options, settings.options)
    return fit(codec(options), settings, options, clock)


def codec(options: LockerOptions) -> "CodecCu16":
    return CodecCu16()


class CodecCu16(LockerCodec):
    acknowledges = False
    addresses = range(16)
    most_locks = 16

    def open_request(self, board: int, channel: int) -> bytes:
        return close(bytes([_address(board, channel), UNLOCK]))

    def state_request(self, board: int, channels: int) -> bytes:
        return close(bytes([_address(board, 1), STATE]))

    def after_open(self, board: int) -> tuple[bytes, ...]:
        """Some units say nothing after an unlock until they are asked for their unlock time."""
        return (close(bytes([_address(board, 1), QUERY_UNLOCK_TIME])),)

    def sizes(self, data: bytes) -> tuple[int, ...]:
        return (STATE_SIZE,) if data[0] == START and data[2:3] == bytes([ANSWER]) else ()

    def decode(self, frame: bytes) -> LockerFrame:
        if len(frame) > REQUEST_SIZE and frame[2] in _UNDOCUMENTED:
            return _undocumented(check(frame, len(frame)))
        body = check(frame, STATE_SIZE)
        if body[1] != ANSWER:
            raise ValueError(f"a state is marked {ANSWER:02X}, not {body[1]:02X}")
        return LockerFrame(FrameKind.DOORS, body[0] >> 4, bits(body[2:4]), bits(body[4:6]))

    def decode_request(self, frame: bytes) -> LockerRequest:
        address, command = check(frame, REQUEST_SIZE)
        if command not in _WORDS:
            raise ValueError(f"no request asks {command:02X}")
        one_lock = command in (UNLOCK, UNLOCK_LATER)
        every_board = address == ALL_BOARDS and command in (STATE_OF_ALL, UNLOCK_ALL)
        told = {"lock_on_wire": address & 0x0F, **({"all_boards": True} if every_board else {})}
        return LockerRequest(_WORDS[command], address >> 4, (address & 0x0F) + 1 if one_lock else None, told=told)


def _undocumented(body: bytes) -> LockerFrame:
    told: dict[str, object] = {"data": list(body[2:])}
    if body[1] == UNLOCK_LATER:
        told["lock"] = (body[0] & 0x0F) + 1
    return LockerFrame(FrameKind.OTHER, body[0] >> 4, word=_UNDOCUMENTED[body[1]], told=told)


def _address(board: int, channel: int) -> int:
    """ValueError for what does not fit into half a byte each."""
    if not (0 <= board <= 15 and 1 <= channel <= 16):
        raise ValueError(f"there is no board {board} with a lock {channel}")
    return board << 4 | channel - 1
