"""A ledger whose disk can be made full: what is written then is rolled back, as SQLite does."""

import contextlib
from collections.abc import Iterator

from sqlalchemy import Connection

from offline_cache.storage_errors import DiskFullError
from offline_cache.sync_ledger import SyncLedger
from tests.offline_cache.terminal import Terminal


class CrampedLedger(SyncLedger):
    room: int | None = None
    """transactions that still find room; None: any number"""

    @contextlib.contextmanager
    def _writing(self) -> Iterator[Connection]:
        with super()._writing() as connection:
            yield connection
            if self.room == 0:
                raise DiskFullError("database or disk is full")
            if self.room is not None:
                self.room -= 1


def cramped_ledger(terminal: Terminal) -> CrampedLedger:
    return CrampedLedger(terminal.data, terminal.keys, terminal.identity, terminal.clock)
