"""Wakes long polls: at once in this process, within a second when another instance wrote."""

import asyncio
from collections import defaultdict
from typing import Final

POLL_SECONDS: Final = 1.0


class InboxBell:
    """One event per waiting terminal. Ring from any thread."""

    def __init__(self) -> None:
        self._waiting: defaultdict[str, set[asyncio.Event]] = defaultdict(set)
        self._loop: asyncio.AbstractEventLoop | None = None

    def ring(self) -> None:
        """Something was written for somebody; who has nothing new goes on waiting."""
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(self._wake)

    async def wait(self, terminal_id: str, seconds: float) -> None:
        """Until rung, or `seconds`, at most a second."""
        self._loop = asyncio.get_running_loop()
        event = asyncio.Event()
        self._waiting[terminal_id].add(event)
        try:
            async with asyncio.timeout(min(seconds, POLL_SECONDS)):
                await event.wait()
        except TimeoutError:
            return
        finally:
            self._waiting[terminal_id].discard(event)
            if not self._waiting[terminal_id]:
                del self._waiting[terminal_id]

    def _wake(self) -> None:
        for events in self._waiting.values():
            for event in events:
                event.set()
