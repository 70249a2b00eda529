"""A hall in memory that notes what it holds, so that it outlives the process that asks it."""

import pickle
from dataclasses import dataclass
from pathlib import Path

from offline_cache.hall_outcomes import AttachmentOutcome, PutOutcome
from offline_cache.waiting_item import WaitingItem
from tests.offline_cache.fake_hall import FakeHall
from tests.offline_cache.terminal import assignment


@dataclass
class NotedHall(FakeHall):
    notes: Path = Path("hall")

    @classmethod
    def of(cls, folder: Path) -> "NotedHall":
        """As it was left, with one parcel to tell of."""
        hall = cls(notes=folder / "hall", messages=[assignment("a" * 32)])
        if hall.notes.exists():
            hall.held, hall.files = pickle.loads(hall.notes.read_bytes())
        return hall

    async def put(self, item: WaitingItem) -> PutOutcome:
        answer = await super().put(item)
        self._note()
        return answer

    async def upload(self, name: str, sealed: bytes, chunk_bytes: int, *, resumed: bool) -> AttachmentOutcome:
        answer = await super().upload(name, sealed, chunk_bytes, resumed=resumed)
        self._note()
        return answer

    def _note(self) -> None:
        self.notes.write_bytes(pickle.dumps((self.held, self.files)))
