"""One terminal with its store, its sync and a hall in memory, for the tests of sync."""

import asyncio
import base64
import random
from collections.abc import Awaitable, Callable
from pathlib import Path

from offline_cache.delays import INBOX_PAUSE
from offline_cache.submission import Sealed, SubmissionState
from offline_cache.sync import Round, Sync, SyncStatus
from offline_cache.sync_ledger import SyncLedger
from offline_cache.sync_pace import SyncPace
from offline_cache.wire import SubmissionEnvelope
from tests.offline_cache.fake_hall import FakeHall
from tests.offline_cache.terminal import Terminal, submission


class Branch:
    """One terminal with its store, its sync and a hall in memory."""

    def __init__(self, folder: Path) -> None:
        self.terminal = Terminal(folder)
        self.room = self.terminal.room()
        self.hall = FakeHall()
        self.said: list[SyncStatus] = []
        self.pace = SyncPace(5.0, 900.0, 3600.0)
        self.start()

    def start(self) -> None:
        self.ledger = self.terminal.ledger()
        self.sync = self._sync_of(self.ledger)

    def restart(self) -> None:
        """As after a kill: nothing of the process is left, the files are."""
        self.ledger.close()
        self.start()

    def seal(self, *numbers: int, pages: int = 0) -> list[str]:
        ids = [f"{number:032x}" for number in numbers]
        for sub_id in ids:
            assert isinstance(self.room.seal(submission(sub_id, pages=pages)), Sealed)
        return ids

    def round(self) -> Round:
        return asyncio.run(self.sync.round())

    def run_until_sent(self, ledger: SyncLedger, when_full: Callable[[int], None]) -> int:
        """The whole of sync, not one round. `when_full`: its disk was found full for the nth time. How often it was.

        No time passes: where it waits for anything but room, it waits for good.
        """
        full = 0
        sent = asyncio.Event()

        async def sleep(seconds: float) -> None:
            nonlocal full
            if seconds == self.pace.room:
                full += 1
                when_full(full)
                return
            if seconds != INBOX_PAUSE:
                sent.set()
            await asyncio.Event().wait()

        async def play() -> None:
            running = asyncio.create_task(self._sync_of(ledger, sleep).run())
            ended = asyncio.create_task(sent.wait())
            await asyncio.wait({running, ended}, return_when=asyncio.FIRST_COMPLETED)
            ended.cancel()
            if not running.cancel():
                running.result()
            await asyncio.wait({running, ended})

        asyncio.run(play())
        return full

    def _sync_of(self, ledger: SyncLedger, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> Sync:
        return Sync(
            ledger,
            self.hall,
            version="0",
            pace=self.pace,
            rng=random.Random(7),
            free_bytes=lambda: 1,
            sleep=sleep,
            say=self.said.append,
        )

    def state(self, sub_id: str) -> SubmissionState:
        return self.room.delivery(sub_id).state

    def envelope(self, sub_id: str) -> SubmissionEnvelope:
        with self.room.outbox.reading() as connection:
            query = "SELECT header, signature, body FROM item WHERE sub_id = ?"
            header, signature, body = connection.exec_driver_sql(query, (sub_id,)).one()
        return SubmissionEnvelope(header=header, signature=signature, body=base64.b64encode(body).decode())

    def close(self) -> None:
        self.ledger.close()
        self.room.close()
