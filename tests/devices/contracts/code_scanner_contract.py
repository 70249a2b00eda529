"""What every code scanner promises: a showing counts once, and nothing old is taken for new."""

import asyncio
from typing import Protocol

from devices.code_scanner import CodeRead, NoCode, ScannerUnavailable
from devices.driver import CodeScannerDriver
from devices.status import DeviceClass
from tests.devices.contracts.driver_contract import CableHand, DriverContract

CODE, OTHER = "https://hall.example/c/0001", "S310104000002"


class CodeHand(CableHand, Protocol):
    def show(self, text: str) -> None: ...

    def hide(self) -> None: ...


class CodeScannerContract(DriverContract[CodeScannerDriver, CodeHand]):
    device = DeviceClass.CODE_SCANNER
    slow_to_begin = False
    """it may still be starting when a short time is up, and then says so instead of NoCode"""

    def test_a_code_that_is_shown_is_read(self) -> None:
        async def scene(scanner: CodeScannerDriver, hand: CodeHand) -> None:
            hand.show(CODE)
            assert await scanner.read_code(deadline_s=30) == CodeRead(CODE)
            hand.hide()
            hand.show(OTHER)
            assert await scanner.read_code(deadline_s=30) == CodeRead(OTHER)

        self.play(scene)

    def test_nothing_shown_ends_at_the_deadline(self) -> None:
        async def scene(scanner: CodeScannerDriver, hand: CodeHand) -> None:
            outcome = await scanner.read_code(deadline_s=0.3)
            assert outcome == NoCode() or self.slow_to_begin

        self.play(scene)

    def test_a_code_taken_away_is_not_read_again(self) -> None:
        async def scene(scanner: CodeScannerDriver, hand: CodeHand) -> None:
            hand.show(CODE)
            await scanner.read_code(deadline_s=30)
            hand.hide()
            assert not isinstance(await scanner.read_code(deadline_s=0.5), CodeRead)

        self.play(scene)

    def test_a_pulled_cable_is_unavailable(self) -> None:
        async def scene(scanner: CodeScannerDriver, hand: CodeHand) -> None:
            hand.unplug()
            assert isinstance(await scanner.read_code(deadline_s=1), ScannerUnavailable)

        self.play(scene)

    def test_a_cancelled_read_frees_the_scanner(self) -> None:
        async def scene(scanner: CodeScannerDriver, hand: CodeHand) -> None:
            reading = asyncio.create_task(scanner.read_code(deadline_s=60))
            await asyncio.sleep(0)
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)
            hand.show(CODE)
            assert await scanner.read_code(deadline_s=30) == CodeRead(CODE)

        self.play(scene)
