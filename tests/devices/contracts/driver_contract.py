"""What every driver promises, whatever its class; each class adds what its own verbs promise."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager
from typing import Any, Generic, Protocol, TypeVar

import pytest

from devices.driver import Driver
from devices.errors import DeviceError
from devices.faults import kinds
from devices.status import DeviceClass, DeviceState, DeviceStatus
from devices.supervisor import DeviceSupervisor
from tests.devices.virtual_clock import VirtualClock

NOTICED_WITHIN = 2.0
PATIENCE = 30.0
GONE = {DeviceState.OFFLINE, DeviceState.POWER_OFF, DeviceState.NO_DEVICE}


class CableHand(Protocol):
    """What a hand can do to any device."""

    def unplug(self) -> None: ...
    def plug(self) -> None: ...


def _is_gone(status: DeviceStatus) -> bool:
    return status.state in GONE


def _is_usable(status: DeviceStatus) -> bool:
    return status.usable


async def _until(news: asyncio.Queue[DeviceStatus], looked_for: Callable[[DeviceStatus], bool]) -> DeviceStatus:
    async with asyncio.timeout(PATIENCE):
        while not looked_for(newest := await news.get()):
            pass
    return newest


D = TypeVar("D", bound=Driver)
H = TypeVar("H", bound=CableHand)
Scene = Callable[[D, H], Awaitable[Any]]


class DriverContract(ABC, Generic[D, H]):
    device: DeviceClass

    @abstractmethod
    def rig(self) -> AbstractContextManager[tuple[D, H]]:
        """The driver, not yet connected, and the hand at its device, which is well."""

    def play(self, scene: Scene[D, H]) -> None:
        async def whole(driver: D, hand: H) -> None:
            try:
                await driver.connect()
                await scene(driver, hand)
            finally:
                await driver.close()

        with self.rig() as (driver, hand):
            asyncio.run(whole(driver, hand))

    def test_connected_it_is_well_and_says_what_it_is(self) -> None:
        async def scene(driver: D, hand: H) -> None:
            status = await driver.status()
            assert (status.device, status.state, status.fault) == (self.device, DeviceState.ONLINE, None)
            assert status.usable

        self.play(scene)

    def test_a_pulled_cable_is_noticed_and_one_put_back_heals_it(self) -> None:
        async def scene(driver: D, hand: H) -> None:
            hand.unplug()
            async with asyncio.timeout(NOTICED_WITHIN):
                while (status := await driver.status()).state not in GONE:
                    await asyncio.sleep(0.01)
            assert not status.usable
            assert status.fault is not None
            assert status.fault.kind in kinds()
            with pytest.raises(DeviceError):
                await driver.connect()
            hand.plug()
            await driver.connect()
            assert (await driver.status()).usable

        self.play(scene)

    def test_it_is_seen_to_go_and_to_come_back_within_two_seconds(self) -> None:
        """By whoever watches it, of whose time only the waiting counts, from when a look can tell."""

        async def scene(driver: D, hand: H) -> None:
            time, news = VirtualClock(), asyncio.Queue[DeviceStatus]()
            supervisor = DeviceSupervisor(self.device, driver, news.put_nowait, time.clock)
            watching = asyncio.create_task(supervisor.run())
            try:
                await _until(news, _is_usable)
                hand.unplug()
                async with asyncio.timeout(PATIENCE):
                    while await driver.attached():
                        await asyncio.sleep(0.01)
                began = time.now()
                gone = await _until(news, _is_gone)
                assert time.now() - began <= NOTICED_WITHIN, gone
                hand.plug()
                began = time.now()
                back = await _until(news, _is_usable)
                assert time.now() - began <= NOTICED_WITHIN, back
            finally:
                watching.cancel()
                await asyncio.gather(watching, return_exceptions=True)

        self.play(scene)

    def test_closed_it_can_be_used_again(self) -> None:
        async def scene(driver: D, hand: H) -> None:
            await driver.close()
            await driver.close()
            assert (await driver.status()).usable

        self.play(scene)
