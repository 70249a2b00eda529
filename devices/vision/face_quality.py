"""Whether a picture of a face can be used: one person, near, looking ahead, lit and sharp."""

import math
from dataclasses import dataclass
from typing import Protocol

import cv2
from pydantic import Field

from devices.face_camera import FaceGuidance, FaceQuality
from devices.settings import DriverOptions
from devices.vision.frame import Frame, picture
from devices.vision.page_quality import sharpness_of


class FaceLimits(DriverOptions):
    """The standards (GB/T 35678, GA/T 1324) are not public: whoever operates the terminal sets these."""

    sharpness: float = Field(default=20.0, ge=0)
    darkest: float = Field(default=60.0, ge=0, le=255)
    brightest: float = Field(default=220.0, ge=0, le=255)
    eye_distance: float = Field(default=60.0, ge=0)
    """pixels"""
    turn: float = Field(default=20.0, ge=0, le=90)
    """degrees"""


@dataclass(frozen=True)
class FaceSeen:
    """Pixels; `right_eye` is the person's right, at the left of the picture."""

    left: int
    top: int
    width: int
    height: int
    right_eye: tuple[float, float]
    left_eye: tuple[float, float]
    nose: tuple[float, float]

    @property
    def eye_distance(self) -> float:
        return math.dist(self.right_eye, self.left_eye)

    @property
    def roll(self) -> float:
        """Degrees."""
        across, down = (self.left_eye[at] - self.right_eye[at] for at in (0, 1))
        return abs(math.degrees(math.atan2(down, across)))

    @property
    def yaw(self) -> float:
        """Degrees, from where the nose stands between the eyes; a rough measure."""
        middle = (self.right_eye[0] + self.left_eye[0]) / 2
        share = (self.nose[0] - middle) / max(self.eye_distance, 1.0)
        return math.degrees(math.asin(max(-1.0, min(1.0, abs(share) * 1.5))))


class FaceFinder(Protocol):
    def find(self, frame: Frame) -> tuple[FaceSeen, ...]: ...


def judge(frame: Frame, faces: tuple[FaceSeen, ...] | None) -> FaceQuality:
    """`faces` is None where nothing can count them; then the middle of the frame is judged."""
    part = frame
    if faces:
        largest = max(faces, key=lambda face: face.width)
        part = frame[max(0, largest.top) : largest.top + largest.height, max(0, largest.left) :][:, : largest.width]
    grey = picture(cv2.cvtColor(part if part.size else frame, cv2.COLOR_BGR2GRAY))
    eyes = max((face.eye_distance for face in faces), default=None) if faces else None
    return FaceQuality(sharpness_of(grey), float(grey.mean()), None if faces is None else len(faces), eyes)


def objection(quality: FaceQuality, faces: tuple[FaceSeen, ...] | None, limits: FaceLimits) -> FaceGuidance | None:
    """The first thing the person can mend, or None for a good picture."""
    if quality.exposure < limits.darkest:
        return FaceGuidance.TOO_DARK
    if quality.exposure > limits.brightest:
        return FaceGuidance.TOO_BRIGHT
    if faces is not None and (pose := _pose_objection(faces, limits)) is not None:
        return pose
    return FaceGuidance.BLURRED if quality.sharpness < limits.sharpness else None


def _pose_objection(faces: tuple[FaceSeen, ...], limits: FaceLimits) -> FaceGuidance | None:
    if not faces:
        return FaceGuidance.NOBODY
    if len(faces) > 1:
        return FaceGuidance.ONE_AT_A_TIME
    [face] = faces
    if face.eye_distance < limits.eye_distance:
        return FaceGuidance.COME_CLOSER
    return FaceGuidance.LOOK_AHEAD if max(face.roll, face.yaw) > limits.turn else None
