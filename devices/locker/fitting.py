"""A family's codec and a terminal's settings become a locker, if they go together."""

from collections import Counter
from collections.abc import Iterable

from devices.clock import Clock
from devices.errors import FaultError
from devices.locker.codec import LockerCodec
from devices.locker.driver import LockerDriver
from devices.locker.options import BoardOptions, LockerOptions, wiring
from devices.settings import DeviceSettings, SettingsError
from devices.transport.serial_port import open_serial


def fit(codec: LockerCodec, settings: DeviceSettings, options: LockerOptions, clock: Clock) -> LockerDriver:
    """SettingsError with every board that the family cannot have, and every cell that is not there."""
    check_boards(codec, options.boards)
    if faults := tuple(_cell_faults(options)):
        raise SettingsError(faults)
    try:
        return LockerDriver(codec, open_serial(settings.port, baudrate=options.baudrate, now=clock.now), options, clock)
    except FaultError as error:
        raise SettingsError((f"intents_file: {error}",)) from error


def check_boards(codec: LockerCodec, boards: Iterable[BoardOptions]) -> None:
    """SettingsError where a request to one lock would reach several: the address or the number means all of them."""
    boards = tuple(boards)
    first, last = codec.addresses[0], codec.addresses[-1]
    faults = [] if boards else ["boards: there is none"]
    faults += [
        f"boards.{at}.address: boards of this family have {first} to {last}, not {board.address}"
        for at, board in enumerate(boards)
        if board.address not in codec.addresses
    ]
    faults += [
        f"boards.{at}.channels: boards of this family have at most {codec.most_locks} locks, not {board.channels}"
        for at, board in enumerate(boards)
        if board.channels > codec.most_locks
    ]
    faults += [f"boards: {times} have the address {address}" for address, times in _twice(b.address for b in boards)]
    if faults:
        raise SettingsError(tuple(faults))


def _cell_faults(options: LockerOptions) -> Iterable[str]:
    there = wiring(options)
    for cell in sorted({given.cell for given in options.cells} - there.keys()):
        yield f"cells: there is no cell {cell}, the boards have {len(there)} locks"
    for cell, times in _twice(given.cell for given in options.cells):
        yield f"cells: cell {cell} is named {times} times"


def _twice(numbers: Iterable[int]) -> list[tuple[int, int]]:
    return [(number, times) for number, times in Counter(numbers).items() if times > 1]
