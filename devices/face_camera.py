"""The face camera: takes a usable picture of the one person before it. Whose face it is, is another question."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol, TypeAlias

from devices.document_camera import CameraUnavailable, PreviewFrame
from devices.status import DeviceStatus


class FaceGuidance(StrEnum):
    """What the customer can do next, one at a time."""

    NOBODY = "nobody"
    ONE_AT_A_TIME = "one_at_a_time"
    COME_CLOSER = "come_closer"
    LOOK_AHEAD = "look_ahead"
    TOO_DARK = "too_dark"
    TOO_BRIGHT = "too_bright"
    BLURRED = "blurred"
    HOLD_STILL = "hold_still"


@dataclass(frozen=True)
class FaceQuality:
    sharpness: float
    exposure: float
    """mean brightness, 0 to 255"""
    faces: int | None
    """None: this terminal cannot count faces"""
    eye_distance: float | None = None
    """pixels"""


@dataclass(frozen=True)
class FaceCaptured:
    jpeg: bytes = field(repr=False)
    quality: FaceQuality


@dataclass(frozen=True)
class NoFace:
    """No acceptable picture within the deadline."""

    guidance: FaceGuidance


FaceOutcome: TypeAlias = FaceCaptured | NoFace | CameraUnavailable


class FaceCamera(Protocol):
    async def status(self) -> DeviceStatus: ...

    async def capture_face(
        self,
        *,
        deadline_s: float,
        on_frame: Callable[[PreviewFrame], None],
        on_guidance: Callable[[FaceGuidance], None],
    ) -> FaceOutcome:
        """Camera on, until a picture was taken or the deadline; then off. Callbacks come on the camera's thread."""
        ...
