"""Newer CU boards of Kerong ("60/61"): as the CU48, with light barriers behind the door switches.

State 02 board lock 75 D1…D12 03 sum. D1 to D6 are the door switches; that D7 to D12 are the light barriers is inferred
from captures, not from a document. Frames marked 77 come of their own; their meaning is not known.
"""

from devices.clock import Clock
from devices.codecs.kerong_frame import bits
from devices.locker.codec import FrameKind, LockerFrame
from devices.locker.driver import LockerDriver
from devices.locker.fitting import fit
from devices.locker.kerong_cu import CuCodec, CuOptions
from devices.locker.options import LockerOptions
from devices.settings import DeviceSettings, parse_options

FAMILY = "cu60"
Options = CuOptions
ANSWER, NOTICE = 0x75, 0x77
SWITCH_BYTES = 6


def create(settings: DeviceSettings, clock: Clock) -> LockerDriver:
    options = parse_options(Options, settings.options)
    return fit(codec(options), settings, options, clock)


def codec(options: LockerOptions) -> "CodecCu60":
    return CodecCu60()


class CodecCu60(CuCodec):
    state, unlock = 0x60, 0x61
    marks = frozenset({ANSWER, NOTICE})
    answer_size = 18

    def meaning(self, board: int, mark: int, data: bytes) -> LockerFrame:
        if mark == NOTICE:
            return LockerFrame(FrameKind.OTHER, board, word="notice")
        return LockerFrame(FrameKind.DOORS, board, bits(data[:SWITCH_BYTES]), bits(data[SWITCH_BYTES:]))
