"""The face camera: one person, near, looking ahead, lit and sharp; whose face it is nobody claims to know."""

import asyncio
from pathlib import Path

import numpy as np
import pytest

from devices.drivers.face_camera.opencv_face import OpenCvFaceCamera
from devices.face_camera import FaceCaptured, FaceGuidance, FaceOutcome, NoFace
from devices.face_verification import NoFaceMatcher, NoLivenessCheck, NoPhotoCodec, Verification
from devices.registry import create_device
from devices.settings import DeviceSettings, SettingsError
from devices.simulated.child import Child
from devices.status import DeviceClass
from devices.vision.face_quality import FaceLimits, FaceSeen
from devices.vision.frame import Frame
from tests.devices.drawn_frames import blurred, dimmed, page_on_mat
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


class OneFrame:
    def __init__(self, frame: Frame) -> None:
        self.frame = frame

    def read(self) -> Frame:
        return self.frame

    def close(self) -> None: ...


def captured(frame: Frame, finder: ScriptedFinder | None) -> tuple[FaceOutcome, list[FaceGuidance]]:
    said: list[FaceGuidance] = []
    camera = OpenCvFaceCamera(lambda: OneFrame(frame), lambda: True, finder, FaceLimits(), VirtualClock().clock)
    outcome = asyncio.run(camera.capture_face(deadline_s=1, on_frame=lambda _: None, on_guidance=said.append))
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
    assert NoPhotoCodec().decode(b"\x00" * 1024) is None


def test_a_model_that_does_not_exist_is_refused() -> None:
    with pytest.raises(SettingsError, match="does not exist"):
        create_device(DeviceClass.FACE_CAMERA, DeviceSettings("opencv_face", "0", {"model": "/nowhere.onnx"}))


def test_on_the_simulator_a_dark_picture_is_refused_and_a_lit_one_taken(tmp_path: Path) -> None:
    with Child.start("face_camera") as child:
        camera = create_device(DeviceClass.FACE_CAMERA, DeviceSettings("opencv_face", child.url))

        def on_guidance(guidance: FaceGuidance) -> None:
            if guidance is FaceGuidance.TOO_DARK:
                child.control.do("spoil", dark=False)

        async def scene() -> FaceOutcome:
            child.control.do("show", face="front")
            child.control.do("spoil", dark=True)
            await camera.connect()
            return await camera.capture_face(deadline_s=20, on_frame=lambda _: None, on_guidance=on_guidance)

        assert isinstance(asyncio.run(scene()), FaceCaptured)
