"""The submission store of the terminal process: drafts.db, outbox.db and the sealed attachments, on one own thread."""

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from offline_cache.disk_space import DEFAULT_POLICY, DiskLevel, DiskPolicy
from offline_cache.ferry import Ferried, ReceiptsTaken
from offline_cache.keys import KeyStore
from offline_cache.sealed_items import Sealer
from offline_cache.store_room import StoreRoom
from offline_cache.submission import (
    NO_PAGES,
    Backlog,
    CaseProgress,
    CodeCheck,
    Delivery,
    DoorIntent,
    Draft,
    DraftPages,
    HeldCell,
    NotSealed,
    Parcel,
    Sealed,
    StaffCall,
    Standing,
    Submission,
)
from offline_cache.wire import LockerEvent

T = TypeVar("T")


class SqliteStore:
    """Open it with `open_store`; close it before another terminal process opens the same folder."""

    def __init__(self, worker: ThreadPoolExecutor, room: StoreRoom) -> None:
        self._worker = worker
        self._room = room

    async def prepare_session(self) -> DiskLevel:
        """Before a customer types: sets the disk room of one session aside and tells what may be offered."""
        return await self._run(self._room.prepare_session)

    async def standing(self) -> Standing:
        return await self._run(self._room.standing)

    async def save_draft(self, sub_id: str, holder: str, answers: bytes, pages: DraftPages = NO_PAGES) -> None:
        await self._run(lambda: self._room.save_draft(sub_id, holder, answers, pages))

    async def find_draft(self, holder: str) -> Draft | None:
        return await self._run(lambda: self._room.find_draft(holder))

    async def drop_draft(self, sub_id: str) -> None:
        await self._run(lambda: self._room.drop_draft(sub_id))

    async def seal(self, submission: Submission) -> Sealed | NotSealed:
        outcome = await self._run(lambda: self._room.seal(submission))
        if isinstance(outcome, Sealed):
            self._worker.submit(self._room.drop_sealed_draft, submission.sub_id)
        return outcome

    async def delivery(self, sub_id: str) -> Delivery:
        return await self._run(lambda: self._room.delivery(sub_id))

    async def progress(self, number: str) -> CaseProgress | None:
        return await self._run(lambda: self._room.progress(number))

    async def cases_of(self, id_number: str) -> tuple[CaseProgress, ...]:
        return await self._run(lambda: self._room.cases_of(id_number))

    async def backlog(self) -> Backlog:
        return await self._run(self._room.backlog)

    async def parcels_for(self, id_number: str) -> tuple[Parcel, ...]:
        return await self._run(lambda: self._room.parcels_for(id_number))

    async def parcel_by_label(self, label: str) -> Parcel | None:
        return await self._run(lambda: self._room.parcel_by_label(label))

    async def check_code(self, parcel_id: str, code: str) -> CodeCheck:
        return await self._run(lambda: self._room.check_code(parcel_id, code))

    async def occupied_cells(self) -> frozenset[int]:
        return await self._run(self._room.occupied_cells)

    async def cell_openings(self) -> Mapping[int, int]:
        return await self._run(self._room.branch.cell_openings)

    async def held_cells(self) -> tuple[HeldCell, ...]:
        return await self._run(self._room.branch.held_cells)

    async def release_cell(self, cell: int) -> None:
        await self._run(lambda: self._room.branch.release_cell(cell))

    async def note_staff_call(self, reason: str) -> None:
        await self._run(lambda: self._room.branch.note_staff_call(reason))

    async def staff_calls(self) -> tuple[StaffCall, ...]:
        return await self._run(self._room.branch.staff_calls)

    async def answer_staff_calls(self) -> None:
        await self._run(self._room.branch.answer_staff_calls)

    async def to_collect(self) -> tuple[Parcel, ...]:
        return await self._run(self._room.to_collect)

    async def deposit_allowed(self, number: str) -> bool:
        return await self._run(lambda: self._room.deposit_allowed(number))

    async def record_intent(self, intent: DoorIntent) -> None:
        await self._run(lambda: self._room.record_intent(intent))

    async def record_door(self, intent_id: str, event: LockerEvent) -> Sealed | NotSealed:
        return await self._run(lambda: self._room.record_door(intent_id, event))

    async def unresolved_intents(self) -> tuple[DoorIntent, ...]:
        return await self._run(self._room.unresolved_intents)

    async def load_ferry(self, folder: Path) -> Ferried:
        """Vendor mode: everything undelivered, sealed, onto a stick. Raises DiskFullError or StorageIoError."""
        return await self._run(lambda: self._room.load_ferry(folder))

    async def take_ferry_receipts(self, path: Path) -> ReceiptsTaken:
        return await self._run(lambda: self._room.take_ferry_receipts(path))

    async def close(self) -> None:
        await self._run(self._room.close)
        self._worker.shutdown()

    async def _run(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._worker, work)


async def open_store(folder: Path, keys: KeyStore, sealer: Sealer, disk: DiskPolicy = DEFAULT_POLICY) -> SqliteStore:
    """`folder`: the terminal's data folder. Raises StorageError or KeyStoreError: then the terminal may not serve."""
    worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
    loop = asyncio.get_running_loop()
    try:
        room = await loop.run_in_executor(worker, lambda: StoreRoom(folder, keys, sealer, disk))
    except BaseException:
        worker.shutdown()
        raise
    store = SqliteStore(worker, room)
    worker.submit(room.sweep)
    return store
