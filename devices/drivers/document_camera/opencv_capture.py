"""Document cameras that OpenCV can open: a USB camera, a video file or an http stream."""

import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from pydantic import Field

from devices.clock import Clock
from devices.delays import CAMERA_FRAME_WITHIN, CAMERA_OPENS_WITHIN, FRAME_PERIOD
from devices.document_camera import CameraUnavailable, CaptureOutcome, Guidance, NoPage, PreviewFrame
from devices.errors import AbsentError, DeviceError
from devices.settings import DeviceSettings, DriverOptions, parse_options
from devices.status import Capabilities, DeviceClass, DeviceState, DeviceStatus
from devices.trouble import state_of
from devices.vision.camera_source import FrameSource, OpenCamera, OpenCvSource, is_attached
from devices.vision.page_quality import PageLimits, Share
from devices.vision.page_watch import Look, PageWatch, take_by_hand
from devices.vision.preview import preview
from devices.worker import DeviceWorker

SETTLING_FRAMES = 5
"""a camera just switched on finds its exposure first"""
OPEN_LIMIT = CAMERA_OPENS_WITHIN + CAMERA_FRAME_WITHIN


class Options(DriverOptions):
    fixed_crop: tuple[Share, Share, Share, Share] = (0.05, 0.05, 0.9, 0.9)
    limits: PageLimits = Field(default_factory=PageLimits)


def create(settings: DeviceSettings, clock: Clock) -> "OpenCvCamera":
    place = settings.port
    options = parse_options(Options, settings.options)
    return OpenCvCamera(partial(OpenCvSource, place, clock.now), partial(is_attached, place), options, clock)


class OpenCvCamera:
    """The camera is on only while a page is awaited; between, its presence is looked at without switching it on."""

    def __init__(self, open_camera: OpenCamera, attached: Callable[[], bool], options: Options, clock: Clock) -> None:
        self._open_camera = open_camera
        self._attached = attached
        self._options = options
        self._clock = clock
        self._worker = DeviceWorker("document_camera")
        self._status = DeviceStatus(DeviceClass.DOCUMENT_CAMERA, DeviceState.STARTING)

    async def connect(self) -> None:
        """Takes one frame, to know that there is a picture."""
        features = await self._worker.run(self._first_frame, within_s=OPEN_LIMIT)
        capabilities = Capabilities(features=features)
        self._status = replace(self._status, state=DeviceState.ONLINE, capabilities=capabilities, fault=None)

    async def close(self) -> None:
        self._worker.close()

    async def attached(self) -> bool:
        return self._worker.busy or await self._worker.run(self._attached, within_s=1.0)

    async def status(self) -> DeviceStatus:
        if self._worker.busy:
            return replace(self._status, state=DeviceState.DEVICE_BUSY)
        try:
            if not await self.attached():
                raise AbsentError("no camera")
        except DeviceError as error:
            self._note_trouble(error)
        else:
            if self._status.state is not DeviceState.ONLINE:
                self._status = replace(self._status, state=DeviceState.ONLINE, fault=None)
        return self._status

    async def capture_page(
        self,
        *,
        deadline_s: float,
        on_frame: Callable[[PreviewFrame], None],
        on_guidance: Callable[[Guidance], None],
        by_hand: bool = False,
    ) -> CaptureOutcome:
        left = threading.Event()
        watch = partial(self._capture, deadline_s, on_frame, on_guidance, left, by_hand=by_hand)
        try:
            outcome = await self._worker.run(watch, within_s=deadline_s + OPEN_LIMIT)
        except DeviceError as error:
            self._note_trouble(error)
            return CameraUnavailable(str(error))
        finally:
            left.set()
        self._status = replace(self._status, state=DeviceState.ONLINE, fault=None)
        return outcome

    # On the camera's thread

    def _first_frame(self) -> frozenset[str]:
        source = self._open_camera()
        try:
            height, width = source.read().shape[:2]
        finally:
            source.close()
        return frozenset({f"{width}x{height}"})

    def _capture(
        self,
        deadline_s: float,
        on_frame: Callable[[PreviewFrame], None],
        on_guidance: Callable[[Guidance], None],
        left: threading.Event,
        *,
        by_hand: bool,
    ) -> CaptureOutcome:
        if left.is_set():
            return NoPage(Guidance.NO_PAGE)
        source = self._open_camera()
        try:
            if by_hand:
                for _ in range(SETTLING_FRAMES):
                    source.read()
                return take_by_hand(source.read(), self._options.fixed_crop)
            return self._watch(source, deadline_s, on_frame, on_guidance, left)
        finally:
            source.close()

    def _watch(
        self,
        source: FrameSource,
        deadline_s: float,
        on_frame: Callable[[PreviewFrame], None],
        on_guidance: Callable[[Guidance], None],
        left: threading.Event,
    ) -> CaptureOutcome:
        page, said = PageWatch(self._options.limits), None
        deadline = self._clock.now() + deadline_s
        look = Look(Guidance.NO_PAGE)
        while self._clock.now() < deadline and not left.is_set():
            began = self._clock.now()
            frame = source.read()
            look = page.look(frame)
            on_frame(preview(frame, look.quad, good=look.guidance is Guidance.HOLD_STILL))
            if look.captured is not None:
                return look.captured
            if look.guidance is not said:
                on_guidance(look.guidance)
                said = look.guidance
            self._clock.pause(max(0.0, FRAME_PERIOD - (self._clock.now() - began)))
        return NoPage(look.guidance)

    def _note_trouble(self, error: DeviceError) -> None:
        state, fault = state_of(error)
        self._status = replace(self._status, state=state, fault=fault)
