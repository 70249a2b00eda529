"""Wakes long polls: at once in this process, within a second when another instance wrote.

Terminals wait by the thousand. One look at the database a second serves all of them, not one for each.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from sqlalchemy.exc import InterfaceError, OperationalError
from starlette.concurrency import run_in_threadpool

POLL_SECONDS: Final = 1.0
Heads: TypeAlias = Callable[[frozenset[str]], Mapping[str, int]]
"""terminals -> the last position of each one's inbox"""


@dataclass(frozen=True, eq=False)
class _Waiter:
    terminal_id: str
    seen: int
    head: "asyncio.Future[int]" = field(repr=False)


class InboxBell:
    """Serves one event loop. Ring from any thread."""

    def __init__(self, heads: Heads, poll_seconds: float = POLL_SECONDS) -> None:
        self._heads = heads
        self._poll_seconds = poll_seconds
        self._waiters: set[_Waiter] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._rung = asyncio.Event()
        self._watching: asyncio.Task[None] | None = None

    def ring(self) -> None:
        """Something was written for somebody; who has nothing new goes on waiting."""
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(self._rung.set)

    async def wait(self, terminal_id: str, seen: int, seconds: float) -> int:
        """The last position once it is beyond `seen`; `seen` again when nothing came in `seconds`."""
        self._loop = asyncio.get_running_loop()
        waiter = _Waiter(terminal_id, seen, self._loop.create_future())
        self._waiters.add(waiter)
        if self._watching is None or self._watching.done():
            self._watching = asyncio.create_task(self._watch())
        try:
            async with asyncio.timeout(seconds):
                return await waiter.head
        except TimeoutError:
            return seen
        finally:
            self._waiters.discard(waiter)

    async def _watch(self) -> None:
        """As long as anybody waits."""
        while self._waiters:
            try:
                async with asyncio.timeout(self._poll_seconds):
                    await self._rung.wait()
            except TimeoutError:
                pass
            self._rung.clear()
            await self._look()

    async def _look(self) -> None:
        """A database that is away wakes everybody: each of them will say so."""
        try:
            heads = await run_in_threadpool(self._heads, frozenset(waiter.terminal_id for waiter in self._waiters))
        except (OperationalError, InterfaceError):
            heads = {waiter.terminal_id: waiter.seen + 1 for waiter in self._waiters}
        for waiter in self._waiters:
            head = heads.get(waiter.terminal_id, 0)
            if head > waiter.seen and not waiter.head.done():
                waiter.head.set_result(head)
