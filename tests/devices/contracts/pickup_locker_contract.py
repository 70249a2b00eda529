"""What every locker driver promises: a door is open when its sensor says so, and at most once per intent."""

import asyncio
from typing import Protocol

import pytest

from devices.driver import PickupLockerDriver
from devices.pickup_locker import CellNumber, DoorState, Opened, OpenFailed, OpenFailure, OpenUncertain
from devices.status import DeviceClass, DeviceState
from tests.devices.contracts.driver_contract import CableHand, DriverContract

THREE, FOUR, FIVE = CellNumber(3), CellNumber(4), CellNumber(5)


class DoorHand(CableHand, Protocol):
    def close(self, cell: int) -> None: ...
    def block(self, cell: int) -> None: ...
    def sensor(self, cell: int, reads: str) -> None: ...
    def silent(self) -> None: ...
    def pulses(self, cell: int) -> int: ...


class PickupLockerContract(DriverContract[PickupLockerDriver, DoorHand]):
    device = DeviceClass.PICKUP_LOCKER

    def test_every_cell_has_a_place_of_its_own(self) -> None:
        async def scene(locker: PickupLockerDriver, hand: DoorHand) -> None:
            places = locker.cells()
            assert len(places) == 12
            assert len({(place.column, place.row) for place in places}) == 12

        self.play(scene)

    def test_a_door_opens_once_and_is_seen_to_close(self) -> None:
        async def scene(locker: PickupLockerDriver, hand: DoorHand) -> None:
            assert await locker.door(THREE) is DoorState.CLOSED
            assert await locker.open_cell(THREE, intent_id="a") == Opened(THREE)
            assert await locker.door(THREE) is DoorState.OPEN
            assert await locker.door(FOUR) is DoorState.CLOSED
            assert not await locker.wait_until_closed(THREE, deadline_s=0.5)
            hand.close(3)
            assert await locker.wait_until_closed(THREE, deadline_s=5)
            assert hand.pulses(3) == 1

        self.play(scene)

    def test_an_intent_is_carried_out_once(self) -> None:
        async def scene(locker: PickupLockerDriver, hand: DoorHand) -> None:
            assert await locker.open_cell(THREE, intent_id="a") == Opened(THREE)
            hand.close(3)
            again = await locker.open_cell(THREE, intent_id="a")
            assert again == OpenFailed(THREE, OpenFailure.ALREADY_OPENED)
            assert hand.pulses(3) == 1
            assert await locker.open_cell(THREE, intent_id="b") == Opened(THREE)

        self.play(scene)

    def test_a_stuck_bolt_is_jammed_after_one_more_try(self) -> None:
        async def scene(locker: PickupLockerDriver, hand: DoorHand) -> None:
            hand.block(4)
            outcome = await locker.open_cell(FOUR, intent_id="a")
            assert outcome == OpenFailed(FOUR, OpenFailure.JAMMED, "the sensor went on saying closed")
            assert hand.pulses(4) == 2
            status = await locker.status()
            assert status.usable
            assert status.fault is not None
            assert (status.fault.kind, status.fault.detail) == ("door_jammed", "04")

        self.play(scene)

    def test_a_sensor_stuck_at_open_does_not_block_opening(self) -> None:
        async def scene(locker: PickupLockerDriver, hand: DoorHand) -> None:
            hand.sensor(5, "open")
            assert isinstance(await locker.open_cell(FIVE, intent_id="a"), OpenUncertain)
            assert hand.pulses(5) == 1

        self.play(scene)

    def test_a_silent_board_gets_no_pulse_and_the_intent_stays_free(self) -> None:
        async def scene(locker: PickupLockerDriver, hand: DoorHand) -> None:
            hand.silent()
            outcome = await locker.open_cell(THREE, intent_id="a")
            assert outcome == OpenFailed(THREE, OpenFailure.OFFLINE, "no pulse was given")
            assert await locker.door(THREE) is DoorState.UNKNOWN
            status = await locker.status()
            assert status.state is DeviceState.OFFLINE
            assert status.fault is not None
            assert status.fault.kind == "board_silent"
            assert hand.pulses(3) == 0

        self.play(scene)

    @pytest.mark.parametrize("cell", [0, 99])
    def test_there_is_no_such_cell(self, cell: int) -> None:
        async def scene(locker: PickupLockerDriver, hand: DoorHand) -> None:
            outcome = await locker.open_cell(CellNumber(cell), intent_id="a")
            assert outcome == OpenFailed(CellNumber(cell), OpenFailure.NO_SUCH_CELL)
            assert await locker.door(CellNumber(cell)) is DoorState.UNKNOWN

        self.play(scene)

    def test_two_doors_open_one_after_the_other(self) -> None:
        async def scene(locker: PickupLockerDriver, hand: DoorHand) -> None:
            both = await asyncio.gather(locker.open_cell(THREE, intent_id="a"), locker.open_cell(FOUR, intent_id="b"))
            assert both == [Opened(THREE), Opened(FOUR)]

        self.play(scene)
