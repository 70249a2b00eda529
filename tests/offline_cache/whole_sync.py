"""The whole of sync, not one round, against a hall in memory."""

import asyncio
import random
from collections.abc import Callable

from offline_cache.delays import INBOX_PAUSE
from offline_cache.hall_intake import HallIntake
from offline_cache.sync import Sync, SyncStatus
from offline_cache.sync_ledger import SyncLedger
from offline_cache.sync_pace import SyncPace


def run_until_sent(
    ledger: SyncLedger,
    hall: HallIntake,
    pace: SyncPace,
    *,
    when_full: Callable[[int], None],
    say: Callable[[SyncStatus], None] = lambda _: None,
) -> int:
    """`when_full`: the disk was found full for the nth time. Returns how often it was.

    No time passes: where sync waits for anything but room or the line, it waits for good.
    """
    full = 0
    sent = asyncio.Event()

    async def sleep(seconds: float) -> None:
        nonlocal full
        if seconds == pace.room:
            full += 1
            when_full(full)
            return
        if seconds != INBOX_PAUSE:
            sent.set()
        await asyncio.Event().wait()

    async def play() -> None:
        sync = Sync(
            ledger,
            hall,
            version="0",
            pace=pace,
            rng=random.Random(7),
            free_bytes=lambda: 1,
            sleep=sleep,
            say=say,
        )
        running, ended = asyncio.create_task(sync.run()), asyncio.create_task(sent.wait())
        await asyncio.wait({running, ended}, return_when=asyncio.FIRST_COMPLETED)
        ended.cancel()
        if not running.cancel():
            running.result()
        await asyncio.wait({running, ended})

    asyncio.run(play())
    return full
