"""Lock-control boards of the 8A/80 family (8 to 50 channels), the commonest in Chinese lockers.

Open one: 8A board lock 11 BCC. State of all: 80 board 00 33 BCC, answered by 80 board S… 33 BCC with one bit a lock.
BCC is the XOR of everything before it. Sources disagree on which S byte holds locks 1 to 8, and on what 1 means.
"""

from functools import reduce
from operator import xor

from devices.clock import Clock
from devices.locker.codec import FrameKind, LockerCodec, LockerFrame, LockerRequest
from devices.locker.driver import LockerDriver
from devices.locker.fitting import fit
from devices.locker.options import LockerOptions
from devices.settings import DeviceSettings, parse_options

FAMILY = "8a"
REVERSIBLE = True
"""the byte order is one of the things that an installation has to learn"""
OPEN, STATE, CHANGE, BATCH, KEEP_ON, RELEASE = 0x8A, 0x80, 0x82, 0x90, 0x9A, 0x9B
ON, ASK = 0x11, 0x33
_REQUESTS = {
    OPEN: ("open", ON),
    STATE: ("state", ASK),
    BATCH: ("open several", 0),
    KEEP_ON: ("keep energised", ON),
    RELEASE: ("release", ON),
}
_WORDS = {KEEP_ON: "keep energised reply", RELEASE: "release reply"}
ONE_LOCK = 5
LONGEST_STATE = 11
LONGEST_PULSE_S = 9
BATCH_GROUPS = range(3, 8)
"""bytes of eight locks each, locks 1 to 8 first: three, up to seven for fifty locks"""


def create(settings: DeviceSettings, clock: Clock) -> LockerDriver:
    options = parse_options(LockerOptions, settings.options)
    return fit(codec(options), settings, options, clock)


def codec(options: LockerOptions) -> "Codec8A80":
    return Codec8A80(highest_first=options.byte_order == "highest_first")


class Codec8A80(LockerCodec):
    addresses = range(1, 0x21)

    def __init__(self, *, highest_first: bool = True) -> None:
        """`highest_first`: the last S byte of a board's state holds locks 1 to 8."""
        self._highest_first = highest_first

    def open_request(self, board: int, channel: int) -> bytes:
        return _checked(bytes([OPEN, board, channel, ON]))

    def state_request(self, board: int, channels: int) -> bytes:
        return _checked(bytes([STATE, board, 0, ASK]))

    def sizes(self, data: bytes) -> tuple[int, ...]:
        match data[0]:
            case 0x80:
                return tuple(range(LONGEST_STATE, ONE_LOCK - 1, -1))
            case 0x8A | 0x82 | 0x9A | 0x9B:
                return (ONE_LOCK,)
            case _:
                return ()

    def decode(self, frame: bytes) -> LockerFrame:
        if len(frame) < ONE_LOCK:
            raise ValueError(f"{len(frame)} bytes are too few")
        if reduce(xor, frame):
            raise ValueError(_check_text(frame))
        head, board, lock = frame[0], frame[1], frame[2]
        if head == STATE and len(frame) > ONE_LOCK:
            return LockerFrame(FrameKind.DOORS, board, self._levels(frame[2:-2], frame[-2]))
        if len(frame) != ONE_LOCK:
            raise ValueError(f"{len(frame)} bytes are not the {ONE_LOCK} of a reply {head:02X}")
        kind = {OPEN: FrameKind.ACKNOWLEDGED, STATE: FrameKind.DOORS, CHANGE: FrameKind.CHANGE}.get(head)
        if kind is None and head not in (KEEP_ON, RELEASE):
            raise ValueError(f"no reply begins with {head:02X}")
        return LockerFrame(kind or FrameKind.OTHER, board, {lock: _level(frame[3])}, word=_WORDS.get(head, ""))

    def decode_request(self, frame: bytes) -> LockerRequest:
        if not frame or frame[0] not in _REQUESTS:
            raise ValueError("no request begins so")
        if len(frame) < ONE_LOCK or reduce(xor, frame):
            raise ValueError(_check_text(frame))
        do, mark = _REQUESTS[frame[0]]
        if frame[0] == BATCH:
            return LockerRequest(do, frame[1], told={"locks": _named(frame[2:-1])})
        if frame[3] != mark:
            raise ValueError(f"a request {frame[0]:02X} ends with {mark:02X}")
        return LockerRequest(do, frame[1], frame[2] or None, told=_pulse(frame[0], frame[4:-1]))

    def _levels(self, groups: bytes, mark: int) -> dict[int, bool]:
        if mark != ASK:
            raise ValueError(f"the state of a board ends with {ASK:02X}, not {mark:02X}")
        ordered = groups[::-1] if self._highest_first else groups
        return {8 * group + bit + 1: bool(byte >> bit & 1) for group, byte in enumerate(ordered) for bit in range(8)}


def _named(groups: bytes) -> list[int]:
    """The locks of a batch."""
    if len(groups) not in BATCH_GROUPS:
        raise ValueError(f"a batch has {BATCH_GROUPS[0]} to {BATCH_GROUPS[-1]} bytes of locks, not {len(groups)}")
    return [8 * at + bit + 1 for at, byte in enumerate(groups) for bit in range(8) if byte >> bit & 1]


def _pulse(head: int, behind: bytes) -> dict[str, int]:
    """Of an opening that names its seconds."""
    if not behind:
        return {}
    if head != OPEN or len(behind) > 1:
        raise ValueError(f"{ONE_LOCK + len(behind)} bytes are too many for a request {head:02X}")
    if not 1 <= behind[0] <= LONGEST_PULSE_S:
        raise ValueError(f"a pulse lasts 01 to {LONGEST_PULSE_S:02X} seconds, not {behind[0]:02X}")
    return {"seconds": behind[0]}


def _check_text(frame: bytes) -> str:
    if len(frame) < ONE_LOCK:
        return f"{len(frame)} bytes are too few"
    return f"the check byte is {frame[-1]:02X}, computed {reduce(xor, frame[:-1]):02X}"


def _level(byte: int) -> bool:
    if byte not in (0x00, ON):
        raise ValueError(f"a lock's state is 00 or {ON:02X}, not {byte:02X}")
    return byte == ON


def _checked(body: bytes) -> bytes:
    return body + bytes([reduce(xor, body)])
