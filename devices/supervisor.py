"""Keeps a device connected and knows its newest status, whatever the device or its driver does.

A device is connected by talking to it. While it is there it is asked for its status: every 200 ms while in use, every
5 s otherwise, and once a second whether it is still attached. One missed answer is nothing; three in a row are a loss;
a pulled cable is a loss at once. Then it is tried again after 2, 4, 8, 16, 20, 20 … seconds, or within a second of
being plugged in again. A fault that the device reports of itself at connecting is not tried again before somebody asks
or lays a hand on it: pulls its cable, switches it off, gives the program its right to the port.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import replace
from types import TracebackType
from typing import Self, TypeAlias

from devices.clock import Clock
from devices.delays import (
    CONNECT_ANSWER,
    MISSES_BEFORE_LOSS,
    POLL_IDLE,
    POLL_IN_USE,
    PRESENCE_LOOK,
    RECONNECT_FIRST,
    RECONNECT_LAST,
    STATUS_ANSWER,
)
from devices.driver import Driver
from devices.errors import AbsentError, DeviceError, FaultError, NotFittedError, UnavailableError
from devices.status import Actor, DeviceClass, DeviceState, DeviceStatus, Fault
from devices.status_log import log_change
from devices.trouble import error_of, state_of

log = logging.getLogger(__name__)

Publish: TypeAlias = Callable[[DeviceStatus], None]
LOST = frozenset({DeviceState.OFFLINE, DeviceState.POWER_OFF, DeviceState.NO_DEVICE})


class DeviceSupervisor:
    """Watches one device until it is cancelled. Everything happens on the loop that runs `run`."""

    def __init__(self, device: DeviceClass, driver: Driver, publish: Publish, clock: Clock) -> None:
        self._driver = driver
        self._publish = publish
        self._clock = clock
        self._in_use = 0
        self._wanted = asyncio.Event()
        self.newest = DeviceStatus(device, DeviceState.STARTING)

    @contextlib.contextmanager
    def in_use(self) -> Iterator[None]:
        """While a customer needs the device its status is asked five times a second."""
        self._in_use += 1
        self._wanted.set()
        try:
            yield
        finally:
            self._in_use -= 1

    def try_again(self) -> None:
        """Somebody mended something: connect now, also after a permanent fault."""
        self._wanted.set()

    async def ask(self) -> DeviceStatus:
        """Its status now, because somebody has seen to it: also that of one that was given up, which is tried again.

        Whatever the driver does, nothing is raised: trouble is in the status.
        """
        trouble = await self._guarded(self._look(), STATUS_ANSWER)
        if trouble is not None:
            self._tell_trouble(trouble)
        self.try_again()
        return self.newest

    async def run(self) -> None:
        pauses = _pauses()
        try:
            while True:
                trouble = await self._connect()
                if trouble is None:
                    pauses = _pauses()
                    trouble = await self._watch()
                    await self._close()
                await self._wait_for_another_try(trouble, pauses)
        finally:
            await self._close()

    async def _connect(self) -> Exception | None:
        """What went wrong, or None."""
        trouble = await self._guarded(self._driver.connect(), CONNECT_ANSWER)
        if trouble is not None:
            self._tell_trouble(trouble)
            await self._close()
        return trouble

    async def _watch(self) -> Exception:
        """Asks on and on; returns why the device was given up."""
        misses, asked_at = 0, float("-inf")
        while True:
            if self._clock.now() >= asked_at + self._period(misses):
                lost = await self._guarded(self._look(), STATUS_ANSWER)
                misses = misses + 1 if lost is not None else 0
                if lost is not None and (misses >= MISSES_BEFORE_LOSS or isinstance(lost, AbsentError)):
                    self._tell_trouble(lost)
                    return lost
                asked_at = self._clock.now()
            await self._sleep(min(PRESENCE_LOOK, self._period(misses)))
            if (lost := await self._guarded(self._look_for_it(), STATUS_ANSWER)) is not None:
                self._tell_trouble(lost)
                return lost

    async def _look(self) -> None:
        status = await self._driver.status()
        if status.state in LOST:
            detail = status.fault.detail if status.fault else str(status.state)
            raise error_of(status.state)(detail)
        self._tell(status)

    async def _look_for_it(self) -> None:
        if not await self._driver.attached():
            raise AbsentError("nothing is at the port any more")

    def _period(self, misses: int) -> float:
        """Between two questions."""
        if self._in_use:
            return POLL_IN_USE
        return PRESENCE_LOOK if misses else POLL_IDLE

    async def _wait_for_another_try(self, trouble: Exception, pauses: Iterator[float]) -> None:
        if isinstance(trouble, FaultError):
            await self._touched()
            return
        unplugged = isinstance(trouble, AbsentError) and not isinstance(trouble, NotFittedError)
        await self._sleep(PRESENCE_LOOK if unplugged else next(pauses))

    async def _touched(self) -> None:
        there = await self._is_there()
        while not self._wanted.is_set():
            await self._sleep(PRESENCE_LOOK)
            if self._wanted.is_set() or await self._is_there() is not there:
                break
        self._wanted.clear()

    async def _is_there(self) -> bool:
        return await self._guarded(self._look_for_it(), STATUS_ANSWER) is None

    async def _sleep(self, seconds: float) -> None:
        """Wakes early when the device is wanted."""
        self._wanted.clear()
        resting = asyncio.ensure_future(self._clock.rest(seconds))
        wanted = asyncio.ensure_future(self._wanted.wait())
        try:
            await asyncio.wait({resting, wanted}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            resting.cancel()
            wanted.cancel()

    async def _close(self) -> None:
        await self._guarded(self._driver.close(), STATUS_ANSWER)

    async def _guarded(self, call: Awaitable[None], within_s: float) -> Exception | None:
        """A driver that hangs or fails in a way of its own is trouble like any other."""
        try:
            async with asyncio.timeout(within_s):
                await call
        except TimeoutError:
            return error_of(DeviceState.OFFLINE)(f"no answer within {within_s:.0f} s")
        except DeviceError as error:
            return error
        except asyncio.CancelledError:
            if _is_being_cancelled():
                raise
            return UnavailableError("the driver cancelled itself")
        except Exception as error:
            log.exception("device-driver-failed", extra={"device": self.newest.device})
            return error
        return None

    def _tell_trouble(self, trouble: Exception) -> None:
        if isinstance(trouble, DeviceError):
            state, fault = state_of(trouble)
        else:
            state, fault = DeviceState.HARDWARE_ERROR, Fault("driver_failed", Actor.ENGINEER, type(trouble).__name__)
        self._tell(replace(self.newest, state=state, fault=fault))

    def _tell(self, status: DeviceStatus) -> None:
        before, self.newest = self.newest, status
        if before == status:
            return
        log_change(before, status)
        self._publish(status)


class DeviceSupervision:
    """All devices of a terminal, each watched by a task of its own; on leaving every port is closed."""

    def __init__(self, drivers: Mapping[DeviceClass, Driver], publish: Publish, clock: Clock) -> None:
        self._supervisors = {
            device: DeviceSupervisor(device, driver, publish, clock) for device, driver in drivers.items()
        }
        self._tasks: list[asyncio.Task[None]] = []

    def statuses(self) -> Mapping[DeviceClass, DeviceStatus]:
        """The newest of each; a device that is not fitted is not among them."""
        return {device: supervisor.newest for device, supervisor in self._supervisors.items()}

    def of(self, device: DeviceClass) -> DeviceSupervisor | None:
        return self._supervisors.get(device)

    async def ask(self, device: DeviceClass) -> DeviceStatus | None:
        """As of its supervisor; None for a device that is not fitted."""
        supervisor = self.of(device)
        return None if supervisor is None else await supervisor.ask()

    def in_use(self, device: DeviceClass) -> contextlib.AbstractContextManager[None]:
        """Around whatever uses the device; nothing for one that is not fitted."""
        supervisor = self.of(device)
        return contextlib.nullcontext() if supervisor is None else supervisor.in_use()

    async def __aenter__(self) -> Self:
        self._tasks = [asyncio.create_task(supervisor.run()) for supervisor in self._supervisors.values()]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


def _is_being_cancelled() -> bool:
    """By whoever runs the supervisor, as against by the driver that it waits for."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


def _pauses() -> Iterator[float]:
    pause = RECONNECT_FIRST
    while True:
        yield pause
        pause = min(2 * pause, RECONNECT_LAST)
