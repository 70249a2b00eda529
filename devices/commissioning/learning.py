"""Commissioning: learns from one door what no document of a lock board tells reliably.

The line speed at which the board answers is its own. Then, with all doors closed, one is opened, and what changed tells
which level means closed and in which order the bytes stand.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from devices.clock import Clock
from devices.delays import DOOR_OPENS_WITHIN, DOOR_POLL
from devices.errors import AbsentError, DeviceError, ReplyError, UnavailableError
from devices.locker.bus import LockerBus
from devices.locker.codec import FrameKind, LockerCodec, LockerFrame
from devices.transport.port import OpenPort

SPEEDS: Final = (19200, 9600, 38400, 115200)
"""what lock boards are delivered with; the same model comes with different ones"""


@dataclass(frozen=True)
class Learned:
    """Settings to write into kiosk.toml."""

    closed_level: int
    byte_order: str
    """highest_first, lowest_first, or empty where the family leaves no choice"""
    sees_inside: bool
    """light barriers answered"""


class NotLearnedError(ReplyError):
    """What was seen does not tell; the message says what to do about it."""


async def find_speed(
    codec: LockerCodec,
    open_at: Callable[[int], OpenPort],
    clock: Clock,
    *,
    board: int,
    channels: int,
    speeds: Iterable[int] = SPEEDS,
) -> int:
    """The first speed at which the board tells the state of its doors.

    AbsentError when nothing is at the port, UnavailableError when the board answers at none.
    """
    tried = []
    for speed in speeds:
        bus = LockerBus(codec, open_at(speed), clock)
        try:
            await bus.ask(codec.state_request(board, channels), _is_state_of(board))
        except AbsentError:
            raise
        except DeviceError:
            tried.append(str(speed))
        else:
            return speed
        finally:
            await bus.close()
    raise UnavailableError(f"board {board} answers at none of {', '.join(tried)} baud")


async def learn(
    codec: LockerCodec, open_port: OpenPort, clock: Clock, *, board: int, channels: int, channel: int, reversible: bool
) -> Learned:
    """Opens the door of `channel` (its cell must be closed and empty) and compares the board's state before and after.

    `codec` reads the highest group first; `reversible`: the family is known to have it both ways.
    DeviceError when the board does not answer; NotLearnedError when the change tells nothing.
    """
    bus = LockerBus(codec, open_port, clock)
    try:
        request = codec.state_request(board, channels)
        before = await bus.ask(request, _is_state_of(board))
        opening = codec.open_request(board, channel)
        if codec.acknowledges:
            await bus.ask(opening, lambda frame: frame.board == board)
        else:
            await bus.tell(opening)
        for request_after in codec.after_open(board):
            await bus.tell(request_after)
        after = await _moved(bus, request, before, clock, board=board)
    finally:
        await bus.close()
    return _conclude(before, after, channel, reversible=reversible)


async def _moved(bus: LockerBus, request: bytes, before: LockerFrame, clock: Clock, *, board: int) -> LockerFrame:
    """The state once something has moved and come to rest, or when the time for it is over."""
    deadline = clock.now() + DOOR_OPENS_WITHIN
    while True:
        await clock.rest(DOOR_POLL)
        after = await bus.ask(request, _is_state_of(board))
        if after.levels != before.levels or clock.now() >= deadline:
            await clock.rest(DOOR_POLL)
            return await bus.ask(request, _is_state_of(board))


def _is_state_of(board: int) -> Callable[[LockerFrame], bool]:
    return lambda frame: frame.kind is FrameKind.DOORS and frame.board == board


def _conclude(before: LockerFrame, after: LockerFrame, channel: int, *, reversible: bool) -> Learned:
    changed = [at for at, level in after.levels.items() if before.levels.get(at) != level]
    if not changed:
        raise NotLearnedError("nothing changed: the door did not open, or its switch is not connected")
    if len(changed) > 1:
        raise NotLearnedError(f"{len(changed)} doors changed at once: close all doors and keep them closed")
    closed_level, sees_inside = int(before.levels[changed[0]]), bool(after.occupied)
    if changed[0] == channel:
        return Learned(closed_level, "highest_first" if reversible else "", sees_inside)
    if reversible and _reversed(changed[0], len(after.levels)) == channel:
        return Learned(closed_level, "lowest_first", sees_inside)
    raise NotLearnedError(
        f"lock {changed[0]} moved, not {channel}: plugs are swapped, or the board's address is another"
    )


def _reversed(channel: int, channels: int) -> int:
    """The channel's number if the groups of eight stood the other way round."""
    group, bit = divmod(channel - 1, 8)
    return 8 * (channels // 8 - 1 - group) + bit + 1
