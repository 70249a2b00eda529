"""A terminal's home and the reference hall it is enrolled in, for tests with both as real processes."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from offline_cache.clock import system_clock
from offline_cache.identity import read_identity
from offline_cache.keys import FileKeyStore
from offline_cache.numbers import NumberSeries
from offline_cache.sealed_items import Sealer
from offline_cache.store_room import StoreRoom
from offline_cache.submission import Sealed
from tests.offline_cache.real_hall import LineProcess, RealHall, sync_process
from tests.offline_cache.terminal import submission


def enrol(folder: Path) -> None:
    """A hall that is laid out, and what one terminal was given by it. Takes seconds: make it once and copy it."""
    hall = RealHall(folder / "hall")
    hall.lay_out()
    hall.enrol(folder / "terminal" / "identity")


class Site:
    """`enrolled`: what `enrol` made; it is copied. `log`: of the sync process."""

    def __init__(self, folder: Path, enrolled: Path, log: Path | None = None) -> None:
        self.home = folder
        self.log = log or folder / "sync.log"
        self.identity_folder = folder / "terminal" / "identity"
        shutil.copytree(enrolled, folder, dirs_exist_ok=True)
        self.hall = RealHall(folder / "hall", port=urlsplit(read_identity(self.identity_folder).hall_url).port or 0)
        self.room = self.opened()
        self._started: list[LineProcess] = []

    def start_hall(self) -> LineProcess:
        return self._noted(self.hall.start())

    def start_sync(self, under: Sequence[str] = ()) -> LineProcess:
        return self._noted(sync_process(self.home, log=self.log, under=under))

    def opened(self) -> StoreRoom:
        identity = read_identity(self.identity_folder)
        sealer = Sealer(identity, NumberSeries.of(identity.terminal_id), system_clock())
        return StoreRoom(self.home / "terminal" / "data", FileKeyStore(self.identity_folder), sealer)

    def seal(self, *, pages: int = 0) -> Sealed:
        sealed = self.room.seal(submission(os.urandom(16).hex(), pages=pages))
        assert isinstance(sealed, Sealed)
        return sealed

    def close(self) -> None:
        """Also what a test that failed has left running."""
        for process in self._started:
            process.end(kill=True)
        self.room.close()

    def _noted(self, process: LineProcess) -> LineProcess:
        self._started.append(process)
        return process
