"""A clock that moves only when somebody waits, so that minutes of waiting take no time."""

import asyncio
import threading

from devices.clock import Clock


class VirtualClock:
    def __init__(self) -> None:
        self._now = 1000.0
        self._lock = threading.Lock()
        self.clock = Clock(now=self.now, pause=self.pause, rest=self.rest)

    def now(self) -> float:
        return self._now

    def pause(self, seconds: float) -> None:
        with self._lock:
            self._now += seconds

    async def rest(self, seconds: float) -> None:
        self.pause(seconds)
        await asyncio.sleep(0)
