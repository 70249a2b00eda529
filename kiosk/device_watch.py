"""Keeps every device connected and knows its newest status."""

import asyncio
import contextlib
import logging
from collections.abc import Mapping
from types import TracebackType

from devices.driver import Driver
from devices.errors import DeviceError
from devices.status import DeviceClass, DeviceState, DeviceStatus

log = logging.getLogger(__name__)


class DeviceWatch:
    def __init__(self, drivers: Mapping[DeviceClass, Driver]) -> None:
        self._drivers = drivers
        self._newest = {device: DeviceStatus(device, DeviceState.STARTING) for device in drivers}
        self._tasks: list[asyncio.Task[None]] = []

    def statuses(self) -> Mapping[DeviceClass, DeviceStatus]:
        return dict(self._newest)

    async def __aenter__(self) -> "DeviceWatch":
        self._tasks = [asyncio.create_task(self._watch(device, driver)) for device, driver in self._drivers.items()]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(driver.close() for driver in self._drivers.values()))

    async def _watch(self, device: DeviceClass, driver: Driver) -> None:
        while True:
            with contextlib.suppress(DeviceError):
                await driver.connect()
            while True:
                before, status = self._newest[device], await driver.status()
                self._newest[device] = status
                if before.state != status.state:
                    fault = status.fault.kind if status.fault else None
                    log.info("device-state", extra={"device": device, "state": status.state, "fault": fault})
                await asyncio.sleep(5.0)
                if not status.usable:
                    break
