"""Face cameras that OpenCV can open. Faces are counted only where a YuNet model file is fitted; the result says so."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from pydantic import Field

from devices.clock import Clock
from devices.document_camera import CameraUnavailable, PreviewFrame
from devices.errors import DeviceError
from devices.face_camera import FaceCaptured, FaceGuidance, FaceOutcome, NoFace
from devices.settings import DeviceSettings, DriverOptions, SettingsError, parse_options
from devices.status import DeviceClass
from devices.vision.camera_driver import CameraDriver
from devices.vision.camera_source import OpenCamera, OpenCvSource, is_attached
from devices.vision.face_quality import FaceFinder, FaceLimits, judge, objection
from devices.vision.frame import Frame
from devices.vision.jpeg import encode_jpeg
from devices.vision.preview import preview
from devices.vision.yunet_finder import YunetFinder

GOOD_FRAMES = 3
DOTS_PER_INCH = 350
"""as the photo rules for social-security cards want it written"""


class Options(DriverOptions):
    model: str = ""
    """path of a YuNet file (.onnx); empty: faces are not counted"""
    limits: FaceLimits = Field(default_factory=FaceLimits)


def create(settings: DeviceSettings, clock: Clock) -> "OpenCvFaceCamera":
    options = parse_options(Options, settings.options)
    if options.model and not Path(options.model).is_file():
        raise SettingsError((f"model: {options.model} does not exist",))
    finder = YunetFinder(Path(options.model)) if options.model else None
    place = settings.port
    link = partial(OpenCvSource, place, clock.now)
    return OpenCvFaceCamera(link, partial(is_attached, place), finder, options.limits, clock)


class OpenCvFaceCamera(CameraDriver):
    """A picture is taken once three frames in a row were good."""

    def __init__(
        self,
        open_camera: OpenCamera,
        attached: Callable[[], bool],
        finder: FaceFinder | None,
        limits: FaceLimits,
        clock: Clock,
    ) -> None:
        super().__init__(DeviceClass.FACE_CAMERA, open_camera, attached, clock)
        self._finder = finder
        self._limits = limits

    async def capture_face(
        self,
        *,
        deadline_s: float,
        on_frame: Callable[[PreviewFrame], None],
        on_guidance: Callable[[FaceGuidance], None],
    ) -> FaceOutcome:
        said, good = FaceGuidance.NOBODY, 0

        def step(frame: Frame) -> FaceCaptured | None:
            nonlocal said, good
            faces = None if self._finder is None else self._finder.find(frame)
            quality = judge(frame, faces)
            wrong = objection(quality, faces, self._limits)
            on_frame(preview(frame, None, good=wrong is None))
            good = 0 if wrong else good + 1
            if good == GOOD_FRAMES:
                return FaceCaptured(encode_jpeg(frame, dots_per_inch=DOTS_PER_INCH), quality)
            if (guidance := wrong or FaceGuidance.HOLD_STILL) is not said:
                said = guidance
                on_guidance(guidance)
            return None

        try:
            return await self.watch(step, deadline_s=deadline_s) or NoFace(said)
        except DeviceError as error:
            return CameraUnavailable(str(error))
