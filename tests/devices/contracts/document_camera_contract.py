"""What every document camera promises: a page that lies still and can be read is taken, and it is off otherwise."""

import asyncio
from typing import Protocol

import pytest

from devices.document_camera import CameraUnavailable, CaptureOutcome, Guidance, PageCaptured, PreviewFrame
from devices.driver import DocumentCameraDriver
from devices.status import DeviceClass
from tests.devices.contracts.driver_contract import CableHand, DriverContract


class PageHand(CableHand, Protocol):
    def lay(self, what: str) -> None:
        """page, blurred or nothing"""
        ...

    def dark(self) -> bool:
        """The camera is off, now or within a moment."""
        ...


class Watcher:
    """Collects what the camera shows and says, and waits for the first frame."""

    def __init__(self) -> None:
        self.frames: list[PreviewFrame] = []
        self.guidance: list[Guidance] = []
        self.loop = asyncio.get_running_loop()
        self.seen = asyncio.Event()
        self.said = asyncio.Event()

    def on_frame(self, frame: PreviewFrame) -> None:
        self.frames.append(frame)
        self.loop.call_soon_threadsafe(self.seen.set)

    def on_guidance(self, guidance: Guidance) -> None:
        self.loop.call_soon_threadsafe(self._heard, guidance)

    async def hears(self, guidance: Guidance) -> None:
        while guidance not in self.guidance:
            self.said.clear()
            await asyncio.wait_for(self.said.wait(), timeout=30)

    def _heard(self, guidance: Guidance) -> None:
        self.guidance.append(guidance)
        self.said.set()

    async def capture(
        self, camera: DocumentCameraDriver, *, deadline_s: float, by_hand: bool = False
    ) -> CaptureOutcome:
        return await camera.capture_page(
            deadline_s=deadline_s, on_frame=self.on_frame, on_guidance=self.on_guidance, by_hand=by_hand
        )


class DocumentCameraContract(DriverContract[DocumentCameraDriver, PageHand]):
    device = DeviceClass.DOCUMENT_CAMERA

    def test_a_good_page_is_taken_straightened_and_the_camera_goes_off(self) -> None:
        async def scene(camera: DocumentCameraDriver, hand: PageHand) -> None:
            hand.lay("page")
            watcher = Watcher()
            outcome = await watcher.capture(camera, deadline_s=60)
            assert isinstance(outcome, PageCaptured)
            assert outcome.straightened
            assert outcome.jpeg.startswith(b"\xff\xd8")
            assert watcher.frames
            await watcher.hears(Guidance.HOLD_STILL)
            assert hand.dark()

        self.play(scene)

    @pytest.mark.parametrize(("what", "guidance"), [("nothing", Guidance.NO_PAGE), ("blurred", Guidance.BLURRED)])
    def test_what_cannot_be_taken_is_said_and_not_taken(self, what: str, guidance: Guidance) -> None:
        async def scene(camera: DocumentCameraDriver, hand: PageHand) -> None:
            hand.lay(what)
            watcher = Watcher()
            capturing = asyncio.create_task(watcher.capture(camera, deadline_s=1e6))
            await watcher.hears(guidance)
            assert not capturing.done()
            capturing.cancel()
            await asyncio.gather(capturing, return_exceptions=True)
            assert hand.dark()

        self.play(scene)

    def test_by_hand_the_next_frame_is_taken_as_it_is(self) -> None:
        async def scene(camera: DocumentCameraDriver, hand: PageHand) -> None:
            hand.lay("nothing")
            outcome = await Watcher().capture(camera, deadline_s=60, by_hand=True)
            assert isinstance(outcome, PageCaptured)
            assert not outcome.straightened

        self.play(scene)

    def test_a_pulled_cable_is_unavailable(self) -> None:
        async def scene(camera: DocumentCameraDriver, hand: PageHand) -> None:
            hand.unplug()
            assert isinstance(await Watcher().capture(camera, deadline_s=3), CameraUnavailable)

        self.play(scene)

    def test_a_customer_who_leaves_switches_the_camera_off(self) -> None:
        async def scene(camera: DocumentCameraDriver, hand: PageHand) -> None:
            hand.lay("nothing")
            watcher = Watcher()
            capturing = asyncio.create_task(watcher.capture(camera, deadline_s=1e6))
            await watcher.seen.wait()
            capturing.cancel()
            await asyncio.gather(capturing, return_exceptions=True)
            assert hand.dark()

        self.play(scene)
