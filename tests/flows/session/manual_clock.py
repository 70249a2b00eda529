"""A clock that stands still until the test moves it."""

import asyncio
import heapq
from datetime import datetime, timedelta, timezone

from flows.clock import Moment

START = datetime(2026, 11, 24, 10, 24, tzinfo=timezone(timedelta(hours=8)))


class ManualClock:
    def __init__(self) -> None:
        self.now = 0.0
        self._waiting: list[tuple[float, int, asyncio.Future[None]]] = []
        self._count = 0

    def moment(self) -> Moment:
        return Moment(START + timedelta(seconds=self.now), self.now)

    async def sleep(self, seconds: float) -> None:
        self._count += 1
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (self.now + seconds, self._count, future))
        await future

    async def pass_time(self, seconds: float) -> None:
        """Wakes every sleeper in its order, letting the loop settle after each."""
        end = self.now + seconds
        while self._waiting and self._waiting[0][0] <= end:
            at, _, future = heapq.heappop(self._waiting)
            self.now = max(self.now, at)
            if not future.done():
                future.set_result(None)
            await settled()
        self.now = end
        await settled()


async def settled() -> None:
    """Everything that can happen without time passing has happened."""
    for _ in range(60):
        await asyncio.sleep(0)
