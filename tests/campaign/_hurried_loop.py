"""An event loop that does not wait when nobody works: its clock jumps to the next timer instead."""

import asyncio
import selectors
import time
from collections.abc import Callable
from selectors import SelectorKey


class HurriedLoop(asyncio.SelectorEventLoop):
    """`working`: true while a thread is busy for the loop; then time passes as it does."""

    def __init__(self, working: Callable[[], bool]) -> None:
        super().__init__(_HurriedSelector(self, working))
        self.skipped = 0.0
        """seconds that nobody had to wait"""

    def time(self) -> float:
        return time.monotonic() + getattr(self, "skipped", 0.0)


class _HurriedSelector(selectors.DefaultSelector):
    def __init__(self, loop: HurriedLoop, working: Callable[[], bool]) -> None:
        super().__init__()
        self._loop = loop
        self._working = working

    def select(self, timeout: float | None = None) -> list[tuple[SelectorKey, int]]:
        if timeout is None or timeout <= 0 or self._working():
            return super().select(timeout)
        ready = super().select(0)
        if not ready:
            self._loop.skipped += timeout
        return ready
