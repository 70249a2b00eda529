"""A terminal's store, opened for a scene and closed after it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from offline_cache.sqlite_store import SqliteStore, open_store
from offline_cache.submission import (
    Sealed,
)
from offline_cache.sync_ledger import SyncLedger
from offline_cache.wire import (
    InboxBatch,
    InboxEntry,
    InboxMessage,
)
from tests.offline_cache.terminal import Terminal


@asynccontextmanager
async def opened(terminal: Terminal) -> AsyncIterator[SqliteStore]:
    store = await open_store(terminal.data, terminal.keys, terminal.sealer, terminal.disk)
    try:
        yield store
    finally:
        await store.close()


def play(terminal: Terminal, scene: Callable[[SqliteStore], Awaitable[None]]) -> None:
    async def run() -> None:
        async with opened(terminal) as store:
            await scene(store)

    asyncio.run(run())


def ledger(terminal: Terminal) -> SyncLedger:
    return terminal.ledger()


def deliver(terminal: Terminal, *messages: InboxMessage) -> None:
    """As the sync process does when the hall's inbox has news."""
    book = ledger(terminal)
    after = book.cursor()
    entries = tuple(InboxEntry(position=after + 1 + at, message=message) for at, message in enumerate(messages))
    book.apply_inbox(InboxBatch(terminal_id=terminal.identity.terminal_id, entries=entries))
    book.close()


def sealed_of(outcome: object) -> Sealed:
    assert isinstance(outcome, Sealed)
    return outcome
