"""`kiosk devices learn`: from what an installer knows (driver, port, board, lock) to the settings of the locker."""

from dataclasses import dataclass

from devices.clock import Clock
from devices.commissioning.learning import SPEEDS, Learned, find_speed, learn
from devices.locker.codec import LockerCodec
from devices.locker.fitting import check_boards
from devices.locker.options import BoardOptions, LockerOptions
from devices.registry import driver_module
from devices.settings import SettingsError, parse_options
from devices.status import DeviceClass
from devices.transport.port import OpenPort
from devices.transport.serial_port import open_serial


@dataclass(frozen=True)
class Pupil:
    """One lock of one board; `baudrate` 0: the driver's own, then the others that such boards are sold with."""

    driver: str
    port: str
    board: int
    channels: int
    lock: int
    baudrate: int = 0


async def teach(pupil: Pupil, clock: Clock) -> tuple[int, Learned]:
    """The line speed, and what one opened door told.

    SettingsError for a board or lock that the family does not have; DeviceError as in `find_speed` and `learn`.
    """
    module = driver_module(DeviceClass.PICKUP_LOCKER, pupil.driver)
    place = {"address": pupil.board, "channels": pupil.channels}
    options = parse_options(getattr(module, "Options", LockerOptions), {"boards": [place]})
    codec: LockerCodec = module.codec(options)
    _check(pupil, codec, options.boards)
    speeds = (pupil.baudrate,) if pupil.baudrate else tuple(dict.fromkeys((options.baudrate, *SPEEDS)))

    def open_at(speed: int) -> OpenPort:
        return open_serial(pupil.port, baudrate=speed, now=clock.now)

    board, channels = pupil.board, pupil.channels
    speed = await find_speed(codec, open_at, clock, board=board, channels=channels, speeds=speeds)
    reversible = getattr(module, "REVERSIBLE", False)
    learned = await learn(
        codec, open_at(speed), clock, board=board, channels=channels, channel=pupil.lock, reversible=reversible
    )
    return speed, learned


def _check(pupil: Pupil, codec: LockerCodec, boards: tuple[BoardOptions, ...]) -> None:
    check_boards(codec, boards)
    if not 1 <= pupil.lock <= pupil.channels:
        raise SettingsError((f"--lock {pupil.lock}: a board with {pupil.channels} locks has 1 to {pupil.channels}",))
