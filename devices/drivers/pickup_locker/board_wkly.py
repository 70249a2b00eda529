"""Lock-control boards of the WKLY family: every frame begins with these four letters and tells its whole length.

57 4B 4C 59, length, board, command, data, XOR of everything before. A reply repeats the command; its data begin with 00
(done) or FF (refused). A channel's state is 00 open, 01 closed. 85 is told by the board itself, also in between.
"""

from collections.abc import Mapping
from functools import reduce
from operator import xor

from devices.clock import Clock
from devices.locker.codec import FrameKind, LockerCodec, LockerFrame, LockerRequest
from devices.locker.driver import LockerDriver
from devices.locker.fitting import fit
from devices.locker.options import BoardOptions, LockerOptions
from devices.settings import DeviceSettings, parse_options

FAMILY = "wkly"
HEADER = b"WKLY"
SHORTEST = 8
OPEN, STATE_OF_ONE, STATE_OF_ALL, CHANGE = 0x82, 0x83, 0x84, 0x85
REFUSED = 0xFF
_MEANINGS = (("open", False), ("closed", True))
_NOTHING: Mapping[str, int] = {}
_WORDS = {
    0x80: "open several",
    0x81: "flash",
    OPEN: "open",
    STATE_OF_ONE: "state",
    STATE_OF_ALL: "state",
    0x86: "open all",
    0x87: "open in turn",
    0x88: "keep on",
    0x89: "keep off",
}


class Options(LockerOptions):
    boards: tuple[BoardOptions, ...] = (BoardOptions(address=0, channels=24),)


def create(settings: DeviceSettings, clock: Clock) -> LockerDriver:
    options = parse_options(Options, settings.options)
    return fit(codec(options), settings, options, clock)


def codec(options: LockerOptions) -> "CodecWkly":
    return CodecWkly()


class CodecWkly(LockerCodec):
    addresses = range(32)

    def open_request(self, board: int, channel: int) -> bytes:
        return _frame(board, OPEN, bytes([channel]))

    def state_request(self, board: int, channels: int) -> bytes:
        return _frame(board, STATE_OF_ALL)

    def sizes(self, data: bytes) -> tuple[int, ...]:
        told = len(data) > len(HEADER) and data.startswith(HEADER)
        return (max(SHORTEST, data[len(HEADER)]),) if told else ()

    def decode(self, frame: bytes) -> LockerFrame:
        board, command, data = _open(frame)
        if command == CHANGE:
            return _doors(FrameKind.CHANGE, board, _pairs(data, 2))
        if command not in _WORDS or not data:
            raise ValueError(f"no reply carries the command {command:02X} with {len(data)} bytes")
        told = {"status": data[0], **({"lock": data[1]} if len(data) > 1 and command != STATE_OF_ALL else {})}
        if data[0] == REFUSED:
            return LockerFrame(FrameKind.REFUSED, board, told={"refused": _WORDS[command], **told})
        if data[0] != 0:
            raise ValueError(f"a reply's status is 00 or FF, not {data[0]:02X}")
        match command:
            case 0x84:
                return _doors(FrameKind.DOORS, board, _states(data[1:]), told)
            case 0x83:
                return _doors(FrameKind.DOORS, board, _pairs(data[1:], 2), told)
            case 0x82:
                return _doors(FrameKind.ACKNOWLEDGED, board, _pairs(data[1:], 2), told)
            case _:
                return LockerFrame(FrameKind.OTHER, board, word=f"{_WORDS[command]} reply", told=told)

    def decode_request(self, frame: bytes) -> LockerRequest:
        board, command, data = _open(frame)
        if command not in _WORDS:
            raise ValueError(f"no request carries the command {command:02X}")
        one = command in (OPEN, STATE_OF_ONE, 0x81, 0x88, 0x89)
        counted = command in (0x80, 0x87)
        wanted = 1 + max([1, *data[:1]]) if counted else int(one)
        if len(data) != wanted:
            raise ValueError(f"a request {command:02X} has {wanted} data bytes, not {len(data)}")
        told = {"locks": list(data[1:])} if counted else {}
        return LockerRequest(_WORDS[command], board, data[0] if one else None, told=told)


def _open(frame: bytes) -> tuple[int, int, bytes]:
    """Board, command and data of a frame whose length and check fit."""
    if not frame.startswith(HEADER):
        raise ValueError(f"a frame begins with {HEADER.hex(' ').upper()}, not {frame[:4].hex(' ').upper()}")
    if len(frame) < SHORTEST:
        raise ValueError(f"the frame has {len(frame)} bytes, none is shorter than {SHORTEST}")
    if frame[4] != len(frame):
        raise ValueError(f"the length says {frame[4]}, the frame has {len(frame)}")
    if (check := reduce(xor, frame[:-1])) != frame[-1]:
        raise ValueError(f"the check byte is {frame[-1]:02X}, computed {check:02X}")
    return frame[5], frame[6], frame[7:-1]


def _doors(kind: FrameKind, board: int, levels: dict[int, bool], told: Mapping[str, int] = _NOTHING) -> LockerFrame:
    """Of this family alone the protocol itself says what a level means, whatever the switches are like."""
    named = {word: [at for at, level in levels.items() if level is closed] for word, closed in _MEANINGS}
    return LockerFrame(kind, board, levels, told={**told, **named})


def _states(data: bytes) -> dict[int, bool]:
    if not data or len(data) != 1 + data[0]:
        raise ValueError("the count of channels does not fit")
    return {channel: _level(state) for channel, state in enumerate(data[1:], start=1)}


def _pairs(data: bytes, wanted: int) -> dict[int, bool]:
    """Channel and state."""
    if len(data) != wanted:
        raise ValueError(f"{wanted} data bytes are wanted, not {len(data)}")
    return {data[0]: _level(data[1])}


def _level(state: int) -> bool:
    if state not in (0, 1):
        raise ValueError(f"a channel's state is 00 or 01, not {state:02X}")
    return state == 1


def _frame(board: int, command: int, data: bytes = b"") -> bytes:
    body = HEADER + bytes([SHORTEST + len(data), board, command]) + data
    return body + bytes([reduce(xor, body)])
