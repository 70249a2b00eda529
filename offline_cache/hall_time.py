"""The best time that can be had on a terminal whose clock may be wrong, and a floor under which time never falls.

The floor is the newest time the hall ever signed, kept in outbox.db. Every function runs in the caller's transaction.
"""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, Row, select
from sqlalchemy.dialects.sqlite import insert as upsert

from offline_cache.clock import Clock, ClockQuality
from offline_cache.schema import hall_times

LONGEST_OFFLINE: Final = timedelta(days=45)
"""a clock that claims more than this since the hall was last heard is not believed, unless a time server set it"""


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
    """Local time: counted on from the hall's in this boot, else the clock's if it can be believed, else the floor."""
    wall = clock.now()
    row = _heard(connection)
    if row is None or clock.quality == "ntp":
        return wall if row is None else max(wall, datetime.fromisoformat(row.floor).astimezone(wall.tzinfo))
    floor = datetime.fromisoformat(row.floor).astimezone(wall.tzinfo)
    if row.boot_id == clock.boot_id:
        return floor + timedelta(microseconds=(clock.monotonic_ns() - row.monotonic_ns) / 1000)
    return wall if floor <= wall <= floor + LONGEST_OFFLINE else floor


def clock_quality(connection: Connection, clock: Clock) -> ClockQuality:
    """Where trusted_now comes from; unknown if all there is is a clock that the floor contradicts."""
    if clock.quality == "ntp":
        return "ntp"
    row = _heard(connection)
    if row is None:
        return clock.quality
    if row.boot_id == clock.boot_id:
        return "hall"
    floor = datetime.fromisoformat(row.floor)
    return clock.quality if floor <= clock.now() <= floor + LONGEST_OFFLINE else "unknown"


def clock_offset(connection: Connection, clock: Clock) -> timedelta | None:
    """How far the terminal's clock was ahead of the hall's when it was last heard; None if it never was."""
    row = _heard(connection)
    return None if row is None else datetime.fromisoformat(row.wall) - datetime.fromisoformat(row.floor)


def _heard(connection: Connection) -> Row[tuple[int, str, str, int, str]] | None:
    return connection.execute(select(hall_times).where(hall_times.c.id == 1)).first()
