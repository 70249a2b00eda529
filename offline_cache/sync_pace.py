"""How fast sync goes: the terminal's own patience, and the limits the hall sets."""

import random
from dataclasses import dataclass

from offline_cache.delays import BACKOFF_FIRST, BACKOFF_LONGEST, HELLO_EVERY, PAYLOAD_RETENTION, ROOM_POLL


@dataclass(frozen=True)
class SyncPace:
    """All in seconds."""

    first: float = BACKOFF_FIRST
    longest: float = BACKOFF_LONGEST
    retention: float = PAYLOAD_RETENTION
    room: float = ROOM_POLL


def backoff(pace: SyncPace, failures: int, rng: random.Random) -> float:
    """Full jitter: anything from 0 to the exponential ceiling, so that a city's terminals do not come as one."""
    return rng.uniform(0, min(pace.longest, pace.first * 2.0 ** min(failures - 1, 30)))


@dataclass
class SyncLimits:
    """As the hall's last greeting said."""

    in_flight: int = 2
    chunk_bytes: int = 1024 * 1024
    hello_every: float = HELLO_EVERY
