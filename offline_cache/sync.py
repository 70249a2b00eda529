"""Brings sealed items to the hall and the hall's news to the terminal.

Every step is durable before the next, and "sending" is nowhere written as a state: after a crash at any moment the
outbox still says the truth, and the hall's idempotency does the rest.
"""

import asyncio
import logging
import random
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Final, Literal, TypeAlias, assert_never

from offline_cache.delays import INBOX_PAUSE
from offline_cache.hall_intake import HallIntake
from offline_cache.hall_outcomes import Busy, Greeted, News, NoNews, Refused, Revoked
from offline_cache.hall_queries import Unreachable
from offline_cache.item_sender import Forward, ItemSender, Stop, Stuck
from offline_cache.storage_errors import DiskFullError
from offline_cache.submission import SubmissionState
from offline_cache.sync_ledger import SyncLedger
from offline_cache.sync_pace import SyncLimits, SyncPace, backoff
from offline_cache.waiting_item import WaitingItem

log = logging.getLogger(__name__)


TAKEN_AT_ONCE: Final = 16
"""attempts noted in one transaction"""


@dataclass(frozen=True)
class SyncStatus:
    """What the supervisor and the staff see; nothing personal."""

    link: Literal["unknown", "up", "down", "revoked"] = "unknown"
    detail: str = ""
    waiting: int = 0
    quarantined: int = 0
    oldest: str | None = None
    delivered: int = 0
    """since the process started"""
    disk_full: bool = False
    """nothing is sent or taken down until there is room; what is sealed stays"""


@dataclass(frozen=True)
class Drained:
    """Nothing is left that could be sent now."""


Round: TypeAlias = Drained | Unreachable | Busy | Revoked


@dataclass
class _RoundState:
    queue: deque[WaitingItem] = field(default_factory=deque)
    """taken from the ledger and not yet tried"""
    passed: dict[SubmissionState, int] = field(default_factory=dict)
    """sequence numbers of the last that got nowhere, by state: what is not after them has its turn in the next round"""
    stop: Stop | None = None

    def pass_by(self, item: WaitingItem) -> None:
        """It may have gone back to SEALED, so that counts for both."""
        for state in (item.state, SubmissionState.SEALED):
            self.passed[state] = max(item.seq, self.passed.get(state, item.seq))


class Sync:
    """Runs on one event loop; `sleep`, `ticks` (seconds that only count) and `rng` let a test play a month at once."""

    def __init__(
        self,
        ledger: SyncLedger,
        intake: HallIntake,
        *,
        version: str,
        pace: SyncPace,
        rng: random.Random,
        free_bytes: Callable[[], int],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        ticks: Callable[[], float] = time.monotonic,
        say: Callable[[SyncStatus], None] = lambda _status: None,
        wake: asyncio.Event | None = None,
    ) -> None:
        self._ledger = ledger
        self._intake = intake
        self._version = version
        self.pace = pace
        self._rng = rng
        self._free_bytes = free_bytes
        self._sleep = sleep
        self._ticks = ticks
        self._say = say
        self._sender = ItemSender(ledger, intake)
        self._limits = SyncLimits()
        self._status = SyncStatus()
        self._greeted = False
        self._greeted_at = 0.0
        self.wake = wake or asyncio.Event()
        """set it when something new was sealed"""
        self.begun = asyncio.Event()
        """set once something could be written"""

    async def run(self) -> None:
        """Until cancelled. Raises StorageError when the outbox cannot be trusted any more.

        A full disk is waited for: what was under way is cut short and goes on, unblamed, when there is room.
        """
        while True:
            try:
                self._begin()
                async with asyncio.TaskGroup() as tasks:
                    tasks.create_task(self._send_for_ever())
                    tasks.create_task(self._listen_for_ever())
            except* DiskFullError:
                self._set_status(replace(self._status, disk_full=True))
            await self._sleep(self.pace.room)

    def _begin(self) -> None:
        if self.begun.is_set():
            self._ledger.resume()
        else:
            for sub_id in self._ledger.recover():
                log.error("item-parked", extra={"sub_id": sub_id, "cause": "crashes"})
        self.begun.set()
        self._set_status(replace(self._status, disk_full=False))

    async def round(self) -> Round:
        """Sends everything that can be sent now, greets first if it is time."""
        stop = await self._greet()
        if stop is not None:
            return self._note(stop)
        state = _RoundState()
        async with asyncio.TaskGroup() as tasks:
            for _ in range(self._limits.in_flight):
                tasks.create_task(self._drain(state))
        for item in state.queue:
            self._ledger.end_attempt(item.sub_id)
        self._ledger.settle()
        if state.stop is None:
            state.stop = await self._sender.hand_over_parked()
        while self._ledger.purge(self.pace.retention):
            pass
        return self._note(state.stop or Drained())

    async def listen(self) -> News | NoNews | Refused | Stop:
        """One long poll of the inbox; what comes is durable when it returns."""
        answer = await self._intake.inbox(self._ledger.cursor())
        if isinstance(answer, News):
            self._ledger.apply_inbox(answer.batch)
        return answer

    def backoff(self, failures: int) -> float:
        return backoff(self.pace, failures, self._rng)

    async def _send_for_ever(self) -> None:
        failures = 0
        while True:
            self.wake.clear()
            outcome = await self.round()
            match outcome:
                case Drained():
                    failures = 0
                    await self._pause(self._limits.hello_every, wakeable=True)
                    self._greeted = self._greeted and self.wake.is_set()
                case Unreachable():
                    failures += 1
                    await self._pause(self.backoff(failures), wakeable=True)
                case Busy():
                    failures += 1
                    await self._pause(max(outcome.retry_after or 0.0, self.backoff(failures)), wakeable=False)
                case Revoked():
                    await self._pause(self.pace.longest, wakeable=False)
                case _:
                    assert_never(outcome)

    async def _listen_for_ever(self) -> None:
        failures = 0
        while True:
            match await self.listen():
                case News() | NoNews():
                    failures = 0
                    await self._sleep(INBOX_PAUSE)
                case Unreachable() | Refused():
                    failures += 1
                    await self._sleep(self.backoff(failures))
                case Busy() as busy:
                    failures += 1
                    await self._sleep(max(busy.retry_after or 0.0, self.backoff(failures)))
                case Revoked():
                    await self._sleep(self.pace.longest)

    async def _pause(self, seconds: float, *, wakeable: bool) -> None:
        sleeping = asyncio.ensure_future(self._sleep(seconds))
        waking = asyncio.ensure_future(self.wake.wait())
        try:
            await asyncio.wait({sleeping, waking} if wakeable else {sleeping}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            sleeping.cancel()
            waking.cancel()

    async def _greet(self) -> Stop | None:
        """As often as the audit log needs greetings to reach the hall; a branch that never rests greets in time too."""
        self._greeted = self._greeted and self._ticks() - self._greeted_at < self._limits.hello_every
        while not self._greeted:
            match await self._intake.hello(self._ledger.hello(self._version, self._free_bytes())):
                case Greeted(answer):
                    self._greeted, self._greeted_at = not self._ledger.note_greeting(answer), self._ticks()
                    self._limits = SyncLimits(answer.max_in_flight, answer.chunk_bytes, float(answer.poll_seconds))
                    if answer.revoked:
                        return Revoked("the hall's greeting says so")
                case Refused() as refused:
                    return Unreachable(f"greeting refused: {refused.error} {refused.detail}")
                case Revoked() | Busy() | Unreachable() as stop:
                    return stop
        return None

    async def _drain(self, state: _RoundState) -> None:
        while state.stop is None:
            if not state.queue:
                state.queue.extend(self._ledger.take(TAKEN_AT_ONCE, state.passed))
            if not state.queue:
                return
            item = state.queue.popleft()
            match await self._sender.attempt(item, self._limits.chunk_bytes):
                case Forward():
                    continue
                case Stuck():
                    state.pass_by(item)
                case stop:
                    state.stop = state.stop or stop

    def _note(self, outcome: Round) -> Round:
        match outcome:
            case Drained():
                self._tell("up")
            case Unreachable(detail):
                self._greeted = False
                self._tell("down", detail)
            case Busy():
                self._tell("down", "the hall asks to wait")
            case Revoked(detail):
                self._greeted = False
                self._ledger.note_revoked(detail)
                self._tell("revoked", detail)
            case _:
                assert_never(outcome)
        return outcome

    def _tell(self, link: Literal["up", "down", "revoked"] | None = None, detail: str = "") -> None:
        backlog = self._ledger.backlog()
        status = replace(
            self._status,
            waiting=backlog.waiting,
            quarantined=backlog.quarantined,
            delivered=self._sender.delivered,
            oldest=None if backlog.oldest is None else backlog.oldest.isoformat(),
        )
        if link is not None:
            status = replace(status, link=link, detail=detail)
        self._set_status(status)

    def _set_status(self, status: SyncStatus) -> None:
        if status != self._status:
            self._status = status
            self._say(status)
