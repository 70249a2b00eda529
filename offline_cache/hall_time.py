"""The best time that can be had on a terminal whose clock may be wrong, and a floor under which time never falls.

The floor is the newest time the hall ever signed, kept in outbox.db. Every function runs in the caller's transaction.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, Row, select
from sqlalchemy.dialects.sqlite import insert as upsert

from offline_cache.clock import Clock, ClockQuality
from offline_cache.schema import hall_times

_HEARD: Final = select(hall_times).where(hall_times.c.id == 1)
LONGEST_OFFLINE: Final = timedelta(days=45)
"""a clock that claims more than this since the hall was last heard is not believed, unless a time server set it"""


@dataclass(frozen=True)
class Moment:
    """All that is known of now."""

    wall: datetime
    """the best local time there is"""
    quality: ClockQuality
    """unknown: all there is is a clock that the floor contradicts"""
    boot_id: str
    monotonic_ns: int


def hear(connection: Connection, clock: Clock, hall_time: datetime) -> None:
    """The hall signed this time just now. An older one than the floor is a replay and changes nothing."""
    row = _heard(connection)
    if row is not None and datetime.fromisoformat(row.floor) > hall_time:
        return
    values = {
        "floor": hall_time.isoformat(),
        "boot_id": clock.boot_id,
        "monotonic_ns": clock.monotonic_ns(),
        "wall": clock.now().isoformat(),
    }
    connection.execute(
        upsert(hall_times).values(id=1, **values).on_conflict_do_update(index_elements=["id"], set_=values)
    )


def time_floor(connection: Connection) -> datetime | None:
    row = _heard(connection)
    return None if row is None else datetime.fromisoformat(row.floor)


def trusted_now(connection: Connection, clock: Clock) -> datetime:
    return read_moment(connection, clock).wall


def read_moment(connection: Connection, clock: Clock) -> Moment:
    """Local time: counted on from the hall's in this boot, else the clock's if it can be believed, else from the floor.

    The floor is from before this boot: it is at least as much later as the machine has been up.
    """
    row = _heard(connection)
    wall, ticks = clock.now(), clock.monotonic_ns()

    def moment(at: datetime, quality: ClockQuality) -> Moment:
        return Moment(at, quality, clock.boot_id, ticks)

    if row is None:
        return moment(wall, clock.quality)
    floor = datetime.fromisoformat(row.floor).astimezone(wall.tzinfo)
    if clock.quality == "ntp":
        return moment(max(wall, floor), "ntp")
    if row.boot_id == clock.boot_id:
        return moment(floor + timedelta(microseconds=(ticks - row.monotonic_ns) / 1000), "hall")
    if floor <= wall <= floor + LONGEST_OFFLINE:
        return moment(wall, clock.quality)
    return moment(floor + timedelta(microseconds=ticks / 1000), "unknown")


def clock_offset(connection: Connection, clock: Clock) -> timedelta | None:
    """How far the terminal's clock was ahead of the hall's when it was last heard; None if it never was."""
    row = _heard(connection)
    return None if row is None else datetime.fromisoformat(row.wall) - datetime.fromisoformat(row.floor)


def _heard(connection: Connection) -> Row[tuple[int, str, str, int, str]] | None:
    return connection.execute(_HEARD).first()
