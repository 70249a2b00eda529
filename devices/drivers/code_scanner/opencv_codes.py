"""A camera as the code scanner: for terminals without a scanner of their own."""

from collections.abc import Callable
from functools import partial

from devices.clock import Clock
from devices.code_scanner import CodeOutcome, CodeRead, NoCode, ScannerUnavailable
from devices.errors import DeviceError
from devices.settings import DeviceSettings, DriverOptions, parse_options
from devices.status import DeviceClass
from devices.vision.camera_driver import CameraDriver
from devices.vision.camera_source import OpenCamera, OpenCvSource, is_attached
from devices.vision.codes import read_codes
from devices.vision.frame import Frame


class Options(DriverOptions):
    pass


def create(settings: DeviceSettings, clock: Clock) -> "CameraScanner":
    parse_options(Options, settings.options)
    place = settings.port
    return CameraScanner(partial(OpenCvSource, place, clock.now), partial(is_attached, place), clock)


class CameraScanner(CameraDriver):
    """The camera is on only while a code is awaited, so that nothing shown before can count."""

    def __init__(self, open_camera: OpenCamera, attached: Callable[[], bool], clock: Clock) -> None:
        super().__init__(DeviceClass.CODE_SCANNER, open_camera, attached, clock)

    async def read_code(self, *, deadline_s: float) -> CodeOutcome:
        try:
            text = await self.watch(_first_code, deadline_s=deadline_s)
        except DeviceError as error:
            return ScannerUnavailable(str(error))
        return NoCode() if text is None else CodeRead(text)


def _first_code(frame: Frame) -> str | None:
    return next(iter(read_codes(frame)), None)
