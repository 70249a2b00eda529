"""A camera as code scanner: QR and Code 128 in a frame, upright or turned, and nothing else believed."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import cv2
import numpy as np
import pytest
import zxingcpp

from devices.code_scanner import CodeRead, NoCode
from devices.driver import CodeScannerDriver
from devices.drivers.code_scanner.opencv_codes import CameraScanner
from devices.registry import create_device
from devices.settings import DeviceSettings
from devices.simulated.control import DeviceControl
from devices.status import DeviceClass
from devices.vision.codes import read_codes
from devices.vision.frame import Frame, picture
from tests.devices.contracts.code_scanner_contract import CodeScannerContract
from tests.devices.drawn_frames import mat, page_on_mat
from tests.devices.scripted.camera import ScriptedCamera, ScriptedFrames
from tests.devices.simulated.hand import OnSimulator, SimulatedHand, simulator
from tests.devices.virtual_clock import VirtualClock


def frame_with(text: str, kind: zxingcpp.BarcodeFormat, *, turned: int = 0) -> Frame:
    """A white card with the code, held into a 1080p frame."""
    code = np.asarray(zxingcpp.create_barcode(text, kind).to_image(scale=5))
    card = np.full((600, 900), 255, np.uint8)
    code = code[: card.shape[0], : card.shape[1]]
    top, left = (card.shape[0] - code.shape[0]) // 2, (card.shape[1] - code.shape[1]) // 2
    card[top : top + code.shape[0], left : left + code.shape[1]] = code
    frame = np.full((1080, 1920), 90, np.uint8)
    frame[200:800, 500:1400] = card
    matrix = cv2.getRotationMatrix2D((950, 500), turned, 1)
    rotated = cv2.warpAffine(frame, matrix, (1920, 1080), borderValue=90)
    return picture(cv2.cvtColor(rotated, cv2.COLOR_GRAY2BGR))


@pytest.mark.parametrize("turned", [0, 7, 45, 90, 180])
def test_a_qr_is_read_however_it_is_held(turned: int) -> None:
    text = "电子营业执照:91310000TEST00001X"
    assert read_codes(frame_with(text, zxingcpp.BarcodeFormat.QRCode, turned=turned)) == (text,)


@pytest.mark.parametrize("turned", [0, 180, 90])
def test_a_barcode_is_read_however_it_is_held(turned: int) -> None:
    assert read_codes(frame_with("S310104000001", zxingcpp.BarcodeFormat.Code128, turned=turned)) == ("S310104000001",)


def test_other_kinds_of_code_are_not_read() -> None:
    assert read_codes(frame_with("4006381333931", zxingcpp.BarcodeFormat.EAN13)) == ()


def test_pages_and_mats_have_no_code() -> None:
    assert read_codes(page_on_mat()) == ()
    assert read_codes(mat()) == ()


def test_the_camera_is_on_until_a_code_came_or_the_time_is_up() -> None:
    time = VirtualClock(haste=20)
    source = ScriptedFrames(mat(), mat(), frame_with("AB12", zxingcpp.BarcodeFormat.QRCode))
    scanner = CameraScanner(lambda: source, lambda: True, time.clock)
    assert asyncio.run(scanner.read_code(deadline_s=60)) == CodeRead("AB12")
    assert not source.lit
    empty = CameraScanner(lambda: ScriptedFrames(mat()), lambda: True, time.clock)
    assert asyncio.run(empty.read_code(deadline_s=10)) == NoCode()


class HeldCodes(ScriptedCamera):
    """The camera that looks at what a customer holds before it."""

    def show(self, text: str) -> None:
        kind = zxingcpp.BarcodeFormat.QRCode if "://" in text else zxingcpp.BarcodeFormat.Code128
        self.frames = (mat(), frame_with(text, kind))

    def hide(self) -> None:
        self.frames = (mat(),)


class TestCameraScanner(CodeScannerContract):
    @contextmanager
    def rig(self) -> Iterator[tuple[CameraScanner, HeldCodes]]:
        camera = HeldCodes(mat())
        yield CameraScanner(camera.open, camera.attached, VirtualClock().clock), camera


class CodesOnTheMat(SimulatedHand):
    """A picture of a code, laid under the simulated document camera."""

    def __init__(self, control: DeviceControl, folder: Path) -> None:
        super().__init__(control)
        self._folder = folder

    def show(self, text: str) -> None:
        kind = zxingcpp.BarcodeFormat.QRCode if "://" in text else zxingcpp.BarcodeFormat.Code128
        picture = self._folder / f"code-{text[-4:]}.png"
        cv2.imwrite(str(picture), frame_with(text, kind))
        self.control.do("show", page=str(picture))

    def hide(self) -> None:
        self.control.do("show", page="none")


looking_camera = simulator("document_camera", "--size", "960x1280")


@pytest.mark.usefixtures("looking_camera")
class TestOnTheSimulator(OnSimulator, CodeScannerContract):
    slow_to_begin = True

    @pytest.fixture(autouse=True)
    def folder(self, tmp_path: Path) -> None:
        self._folder = tmp_path

    @contextmanager
    def rig(self) -> Iterator[tuple[CodeScannerDriver, CodesOnTheMat]]:
        hand = CodesOnTheMat(self.simulator.control, self._folder)
        hand.plug()
        hand.hide()
        yield create_device(DeviceClass.CODE_SCANNER, DeviceSettings("opencv_codes", self.simulator.url)), hand
