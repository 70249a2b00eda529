"""The face camera: one person, near, looking ahead, lit and sharp; whose face it is nobody claims to know."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pytest

from devices.driver import FaceCameraDriver
from devices.drivers.face_camera.opencv_face import OpenCvFaceCamera
from devices.face_camera import FaceCaptured, FaceGuidance, FaceOutcome, NoFace
from devices.face_verification import NoFaceMatcher, NoLivenessCheck, Verification
from devices.registry import create_device
from devices.settings import DeviceSettings, SettingsError
from devices.status import DeviceClass
from devices.vision.face_quality import FaceLimits, FaceSeen
from devices.vision.frame import Frame
from tests.devices.contracts.face_camera_contract import FaceCameraContract
from tests.devices.drawn_frames import blurred, dimmed, page_on_mat
from tests.devices.scripted.camera import ScriptedCamera, ScriptedFrames
from tests.devices.simulated.hand import OnSimulator, SimulatedHand, simulator
from tests.devices.virtual_clock import VirtualClock

FRAME = np.ascontiguousarray(page_on_mat()[200:920, 150:750])
AHEAD = FaceSeen(150, 100, 250, 320, (210.0, 220.0), (330.0, 222.0), (270.0, 280.0))


def turned(**changes: object) -> FaceSeen:
    return FaceSeen(**{**vars(AHEAD), **changes})  # type: ignore[arg-type]


class ScriptedFinder:
    def __init__(self, *faces: FaceSeen) -> None:
        self.faces = faces

    def find(self, frame: Frame) -> tuple[FaceSeen, ...]:
        return self.faces


def captured(frame: Frame, finder: ScriptedFinder | None) -> tuple[FaceOutcome, list[FaceGuidance]]:
    said: list[FaceGuidance] = []
    camera = OpenCvFaceCamera(
        lambda: ScriptedFrames(frame), lambda: True, finder, FaceLimits(), VirtualClock(haste=20).clock
    )
    outcome = asyncio.run(camera.capture_face(deadline_s=20, on_frame=lambda _: None, on_guidance=said.append))
    return outcome, said


def test_a_good_face_is_taken() -> None:
    outcome, said = captured(FRAME, ScriptedFinder(AHEAD))
    assert isinstance(outcome, FaceCaptured)
    assert outcome.quality.faces == 1
    assert outcome.jpeg.startswith(b"\xff\xd8")
    assert said == [FaceGuidance.HOLD_STILL]


@pytest.mark.parametrize(
    ("faces", "guidance"),
    [
        ((), FaceGuidance.NOBODY),
        ((AHEAD, AHEAD), FaceGuidance.ONE_AT_A_TIME),
        ((turned(left_eye=(250.0, 220.0)),), FaceGuidance.COME_CLOSER),
        ((turned(left_eye=(330.0, 290.0)),), FaceGuidance.LOOK_AHEAD),
        ((turned(nose=(325.0, 280.0)),), FaceGuidance.LOOK_AHEAD),
    ],
)
def test_what_is_wrong_with_the_pose_is_named(faces: tuple[FaceSeen, ...], guidance: FaceGuidance) -> None:
    assert captured(FRAME, ScriptedFinder(*faces))[0] == NoFace(guidance)


@pytest.mark.parametrize(
    ("frame", "guidance"), [(dimmed(FRAME), FaceGuidance.TOO_DARK), (blurred(FRAME), FaceGuidance.BLURRED)]
)
def test_what_is_wrong_with_the_picture_is_named(frame: Frame, guidance: FaceGuidance) -> None:
    assert captured(frame, ScriptedFinder(AHEAD))[0] == NoFace(guidance)


def test_without_a_finder_faces_are_not_counted_and_the_result_says_so() -> None:
    outcome, _ = captured(FRAME, None)
    assert isinstance(outcome, FaceCaptured)
    assert outcome.quality.faces is None


def test_nobody_claims_to_know_whose_face_it_is() -> None:
    assert asyncio.run(NoFaceMatcher().match(b"", b"")) is Verification.NOT_VERIFIED
    assert asyncio.run(NoLivenessCheck().check(())) is Verification.NOT_VERIFIED


def test_a_model_that_does_not_exist_is_refused() -> None:
    with pytest.raises(SettingsError, match="does not exist"):
        create_device(DeviceClass.FACE_CAMERA, DeviceSettings("opencv_face", "0", {"model": "/nowhere.onnx"}))


class Stander(ScriptedCamera):
    def stand(self, how: str) -> None:
        self.frames = (FRAME if how == "lit" else dimmed(FRAME),)


class TestOpenCvFace(FaceCameraContract):
    @contextmanager
    def rig(self) -> Iterator[tuple[OpenCvFaceCamera, Stander]]:
        camera, clock = Stander(FRAME), VirtualClock().clock
        yield OpenCvFaceCamera(camera.open, camera.attached, ScriptedFinder(AHEAD), FaceLimits(), clock), camera


class SimulatedCounter(SimulatedHand):
    def stand(self, how: str) -> None:
        self.control.do("show", face="front")
        self.control.do("spoil", dark=how == "dark")

    def dark(self) -> bool:
        return bool(self.control.wait_until(lambda state: state["viewers"] == 0, timeout_s=5))


face_camera = simulator("face_camera")


@pytest.mark.usefixtures("face_camera")
class TestOnTheSimulator(OnSimulator, FaceCameraContract):
    @contextmanager
    def rig(self) -> Iterator[tuple[FaceCameraDriver, SimulatedCounter]]:
        hand = SimulatedCounter(self.simulator.control)
        hand.plug()
        hand.stand("lit")
        yield create_device(DeviceClass.FACE_CAMERA, DeviceSettings("opencv_face", self.simulator.url)), hand
