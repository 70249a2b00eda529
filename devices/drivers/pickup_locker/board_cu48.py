"""Kerong KR-CU48, protocol 2.1: 48 locks, no answer to an unlock.

Request 02 board lock command 03 sum; 50 asks the state, 51 unlocks. State 02 board xx 65 D1…D6 03 sum, one bit a lock.
Board 0A is every board, lock 30 every lock. The maker's default is 1 for locked, "but can be opposite".
"""

from devices.clock import Clock
from devices.codecs.kerong_frame import bits
from devices.locker.codec import FrameKind, LockerFrame
from devices.locker.driver import LockerDriver
from devices.locker.fitting import fit
from devices.locker.kerong_cu import CuCodec, CuOptions
from devices.locker.options import LockerOptions
from devices.settings import DeviceSettings, parse_options

FAMILY = "cu48"
Options = CuOptions


def create(settings: DeviceSettings, clock: Clock) -> LockerDriver:
    options = parse_options(Options, settings.options)
    return fit(codec(options), settings, options, clock)


def codec(options: LockerOptions) -> "CodecCu48":
    return CodecCu48()


class CodecCu48(CuCodec):
    state, unlock = 0x50, 0x51
    marks = frozenset({0x65})
    answer_size = 12

    def meaning(self, board: int, mark: int, data: bytes) -> LockerFrame:
        return LockerFrame(FrameKind.DOORS, board, bits(data))
