"""Envelopes that arrive together are taken in together: one transaction and one flush for all that wait."""

import asyncio
from dataclasses import dataclass
from typing import Final

from starlette.concurrency import run_in_threadpool

from hall.clock import Clock
from hall.intake.acceptance import accept
from hall.intake.envelope import Envelope
from hall.intake.outcomes import Acceptance
from hall.keys import HallKeys
from hall.storage.database import Database

LARGEST_BATCH: Final = 32
WRITERS: Final = 4
"""batches at once on a server database: while one waits for its commit the next is worked on"""


@dataclass(frozen=True)
class _Waiting:
    envelope: Envelope
    outcome: "asyncio.Future[Acceptance]"


class IntakeDesk:
    """Serves one event loop. While one batch is written the next gathers; nobody waits for a timer."""

    def __init__(self, database: Database, keys: HallKeys, clock: Clock) -> None:
        self._database = database
        self._keys = keys
        self._clock = clock
        self._waiting: list[_Waiting] = []
        self._writers = 1 if database.is_embedded else WRITERS
        self._busy = 0
        """writers that will look at the list once more; who finds it empty leaves in the same step"""
        self._tasks: set[asyncio.Task[None]] = set()

    async def take_in(self, envelope: Envelope) -> Acceptance:
        """The outcome, once it is durable. Raises what the database raised."""
        waiting = _Waiting(envelope, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        if self._busy < self._writers:
            self._busy += 1
            task = asyncio.create_task(self._write_all())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return await waiting.outcome

    async def _write_all(self) -> None:
        try:
            await asyncio.sleep(0)
            while self._waiting:
                batch, self._waiting = self._waiting[:LARGEST_BATCH], self._waiting[LARGEST_BATCH:]
                await self._write(batch)
        finally:
            self._busy -= 1

    async def _write(self, batch: list[_Waiting]) -> None:
        write = asyncio.ensure_future(run_in_threadpool(self._accept, [waiting.envelope for waiting in batch]))
        await asyncio.wait([write])
        fault = write.exception()
        if fault is not None and len(batch) > 1:
            await self._write_one_by_one(batch)
            return
        for index, waiting in enumerate(batch):
            if waiting.outcome.done():
                continue
            if fault is None:
                waiting.outcome.set_result(write.result()[index])
            else:
                waiting.outcome.set_exception(fault)

    async def _write_one_by_one(self, batch: list[_Waiting]) -> None:
        """One that cannot be stored does not take the others with it."""
        for waiting in batch:
            await self._write([waiting])

    def _accept(self, envelopes: list[Envelope]) -> list[Acceptance]:
        with self._database.write() as session:
            return accept(session, self._keys, envelopes, self._clock())
