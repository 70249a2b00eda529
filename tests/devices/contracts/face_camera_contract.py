"""What every face camera promises: a usable picture, what is wrong with another, and off otherwise."""

import asyncio
from typing import Protocol

from devices.document_camera import CameraUnavailable
from devices.driver import FaceCameraDriver
from devices.face_camera import FaceCaptured, FaceGuidance, FaceOutcome
from devices.status import DeviceClass
from tests.devices.contracts.driver_contract import CableHand, DriverContract


class FaceHand(CableHand, Protocol):
    def stand(self, how: str) -> None:
        """lit or dark"""
        ...

    def dark(self) -> bool:
        """The camera is off, now or within a moment."""
        ...


async def captured(camera: FaceCameraDriver, deadline_s: float) -> tuple[FaceOutcome, list[FaceGuidance]]:
    said: list[FaceGuidance] = []
    outcome = await camera.capture_face(deadline_s=deadline_s, on_frame=lambda _: None, on_guidance=said.append)
    return outcome, said


class FaceCameraContract(DriverContract[FaceCameraDriver, FaceHand]):
    device = DeviceClass.FACE_CAMERA

    def test_a_usable_picture_is_taken_and_the_camera_goes_off(self) -> None:
        async def scene(camera: FaceCameraDriver, hand: FaceHand) -> None:
            hand.stand("lit")
            outcome, said = await captured(camera, 60)
            assert isinstance(outcome, FaceCaptured)
            assert outcome.jpeg.startswith(b"\xff\xd8")
            assert said == [FaceGuidance.HOLD_STILL]
            assert hand.dark()

        self.play(scene)

    def test_a_dark_picture_is_not_taken_and_that_is_said(self) -> None:
        async def scene(camera: FaceCameraDriver, hand: FaceHand) -> None:
            hand.stand("dark")
            loop, said = asyncio.get_running_loop(), asyncio.Queue[FaceGuidance]()
            capturing = asyncio.create_task(
                camera.capture_face(
                    deadline_s=1e6,
                    on_frame=lambda _: None,
                    on_guidance=lambda guidance: loop.call_soon_threadsafe(said.put_nowait, guidance),
                )
            )
            assert await asyncio.wait_for(said.get(), timeout=30) is FaceGuidance.TOO_DARK
            assert not capturing.done()
            capturing.cancel()
            await asyncio.gather(capturing, return_exceptions=True)
            assert hand.dark()

        self.play(scene)

    def test_a_pulled_cable_is_unavailable(self) -> None:
        async def scene(camera: FaceCameraDriver, hand: FaceHand) -> None:
            hand.unplug()
            outcome, _ = await captured(camera, 3)
            assert isinstance(outcome, CameraUnavailable)

        self.play(scene)
