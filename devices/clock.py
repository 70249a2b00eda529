"""Time for the devices, as a parameter: tests hand in a clock that only moves when somebody waits."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Clock:
    """Monotonic seconds and the two ways to let them pass."""

    now: Callable[[], float] = time.monotonic
    pause: Callable[[float], None] = time.sleep
    """blocks the calling thread; only ever called on a device's worker thread"""
    rest: Callable[[float], Awaitable[None]] = asyncio.sleep
    """suspends the calling coroutine"""
