"""A door that closed and could not be recorded: tried again for a while or not at all; the intent stays for staff."""

import asyncio

import pytest

from flows import delays
from flows.session.doors import RECORD_TRIES
from flows.session.end_stages import EndReason
from offline_cache.submission import NotSealed, Sealed, StoreFailure
from offline_cache.wire import LockerEvent
from tests.flows.session.memory_store import MemoryStore
from tests.flows.session.rig import Rig, running
from tests.flows.session.test_doors import at_open_door


class CountingStore(MemoryStore):
    """Says how often it was asked to record a door, and refuses `refusing` times."""

    def __init__(self, failure: StoreFailure, refusing: int) -> None:
        super().__init__()
        self.failure, self.refusing, self.asked = failure, refusing, 0

    async def record_door(self, intent_id: str, event: LockerEvent) -> Sealed | NotSealed:
        self.asked += 1
        if self.asked <= self.refusing:
            return NotSealed(self.failure)
        return await super().record_door(intent_id, event)


@pytest.mark.row("F14")
def test_a_disk_that_fails_ends_the_visit_at_its_first_error() -> None:
    async def visit() -> None:
        store = CountingStore(StoreFailure.IO_ERROR, refusing=1000)
        async with running(Rig(store=store)) as rig:
            await at_open_door(rig)
            rig.reader.lying = False
            rig.locker.shut_all()
            await rig.wait(1)
            assert rig.ended is EndReason.CRASH, "the process is replaced"
            assert store.asked == 1
            assert len(store.intents) == 1
            assert rig.calls[0] is True

    asyncio.run(visit())


@pytest.mark.row("F13")
def test_a_full_disk_is_tried_again_a_few_times_with_a_pause_and_then_left_to_staff() -> None:
    async def visit() -> None:
        store = CountingStore(StoreFailure.DISK_FULL, refusing=1000)
        async with running(Rig(store=store)) as rig:
            await at_open_door(rig)
            rig.reader.lying = False
            rig.locker.shut_all()
            await rig.wait(0)
            assert store.asked == 1
            await rig.wait(delays.RECORD_PAUSE * RECORD_TRIES + 1)
            assert store.asked == RECORD_TRIES
            assert rig.ended is EndReason.FINISHED
            assert len(store.intents) == 1
            assert rig.calls[0] is True

    asyncio.run(visit())


@pytest.mark.parametrize("left", [False, True])
def test_a_disk_that_has_room_again_takes_the_record(left: bool) -> None:
    async def visit() -> None:
        store = CountingStore(StoreFailure.DISK_FULL, refusing=2)
        async with running(Rig(store=store)) as rig:
            await at_open_door(rig)
            rig.reader.lying = False
            rig.locker.shut_all()
            await rig.wait(0)
            if left:
                await rig.press("leave")
            await rig.wait(delays.RECORD_PAUSE * 2 + 1)
            assert [event.kind for event in store.events] == ["picked-up"]
            assert store.intents == {}
            assert (rig.ended is EndReason.LEFT) is left
            assert rig.calls == []

    asyncio.run(visit())
