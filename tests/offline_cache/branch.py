"""One terminal with its store, its sync and a hall in memory, for the tests of sync."""

import asyncio
import base64
import random
from collections.abc import Callable
from pathlib import Path

from offline_cache.submission import Sealed, SubmissionState
from offline_cache.sync import Round, Sync, SyncStatus
from offline_cache.sync_ledger import SyncLedger
from offline_cache.sync_pace import SyncPace
from offline_cache.wire import SubmissionEnvelope
from tests.offline_cache.fake_hall import FakeHall
from tests.offline_cache.terminal import Terminal, submission
from tests.offline_cache.whole_sync import run_until_sent


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
        self.sync = Sync(
            self.ledger,
            self.hall,
            version="0",
            pace=self.pace,
            rng=random.Random(7),
            free_bytes=lambda: 1,
            say=self.said.append,
        )

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
        return run_until_sent(ledger, self.hall, self.pace, when_full=when_full, say=self.said.append)

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
