"""Document cameras that OpenCV can open: a USB camera, a video file or an http stream."""

from collections.abc import Callable
from functools import partial

from pydantic import Field

from devices.clock import Clock
from devices.document_camera import CameraUnavailable, CaptureOutcome, Guidance, NoPage, PageCaptured, PreviewFrame
from devices.errors import DeviceError
from devices.settings import DeviceSettings, DriverOptions, parse_options
from devices.status import DeviceClass
from devices.vision.camera_driver import CameraDriver
from devices.vision.camera_source import OpenCamera, OpenCvSource, is_attached
from devices.vision.frame import Frame
from devices.vision.page_quality import PageLimits, Share
from devices.vision.page_watch import PageWatch, take_by_hand
from devices.vision.preview import preview


class Options(DriverOptions):
    fixed_crop: tuple[Share, Share, Share, Share] = (0.05, 0.05, 0.9, 0.9)
    limits: PageLimits = Field(default_factory=PageLimits)


def create(settings: DeviceSettings, clock: Clock) -> "OpenCvCamera":
    place = settings.port
    options = parse_options(Options, settings.options)
    return OpenCvCamera(partial(OpenCvSource, place, clock.now), partial(is_attached, place), options, clock)


class OpenCvCamera(CameraDriver):
    def __init__(self, open_camera: OpenCamera, attached: Callable[[], bool], options: Options, clock: Clock) -> None:
        super().__init__(DeviceClass.DOCUMENT_CAMERA, open_camera, attached, clock)
        self._options = options

    async def capture_page(
        self,
        *,
        deadline_s: float,
        on_frame: Callable[[PreviewFrame], None],
        on_guidance: Callable[[Guidance], None],
        by_hand: bool = False,
    ) -> CaptureOutcome:
        said = _Said(on_guidance)
        page = PageWatch(self._options.limits)

        def step(frame: Frame) -> PageCaptured | None:
            look = page.look(frame)
            on_frame(preview(frame, look.quad, good=look.guidance is Guidance.HOLD_STILL))
            if look.captured is None:
                said.say(look.guidance)
            return look.captured

        try:
            if by_hand:
                crop = self._options.fixed_crop
                return await self.take(lambda frame: take_by_hand(frame, crop), deadline_s=deadline_s)
            return await self.watch(step, deadline_s=deadline_s) or NoPage(said.last or Guidance.NO_PAGE)
        except DeviceError as error:
            return CameraUnavailable(str(error))


class _Said:
    """Tells a guidance once, until it changes."""

    def __init__(self, tell: Callable[[Guidance], None]) -> None:
        self._tell = tell
        self.last: Guidance | None = None

    def say(self, guidance: Guidance) -> None:
        if guidance is not self.last:
            self.last = guidance
            self._tell(guidance)
