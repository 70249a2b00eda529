"""The document camera's driver: on only while needed, guided, cancelled, and the same promises on the simulator."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import cv2
import pytest

from devices.document_camera import (
    CameraUnavailable,
    CaptureOutcome,
    Guidance,
    NoPage,
    PageCaptured,
    PreviewFrame,
)
from devices.driver import DocumentCameraDriver
from devices.drivers.document_camera.opencv_capture import OpenCvCamera, Options
from devices.errors import UnavailableError
from devices.registry import create_device
from devices.settings import DeviceSettings
from devices.status import DeviceClass, DeviceState
from devices.vision.frame import Frame
from tests.devices.contracts.document_camera_contract import DocumentCameraContract
from tests.devices.drawn_frames import blurred, mat, page_on_mat
from tests.devices.scripted.camera import ScriptedCamera, ScriptedFrames
from tests.devices.simulated.hand import OnSimulator, SimulatedHand, simulator
from tests.devices.virtual_clock import VirtualClock

HASTE = 10.0
"""frames are looked at in earnest, which takes time on a busy machine"""


class Bench:
    def __init__(self, *frames: Frame) -> None:
        self.device = ScriptedCamera(*frames)
        self.previews: list[PreviewFrame] = []
        self.guidance: list[Guidance] = []
        self.time = VirtualClock(HASTE)
        self.camera = OpenCvCamera(self.device.open, self.device.attached, Options(), self.time.clock)

    def capture(self, *, deadline_s: float = 2 * HASTE, by_hand: bool = False) -> CaptureOutcome:
        return asyncio.run(
            self.camera.capture_page(
                deadline_s=deadline_s,
                on_frame=self.previews.append,
                on_guidance=self.guidance.append,
                by_hand=by_hand,
            )
        )


def test_a_good_page_is_taken_by_itself_and_the_camera_goes_off() -> None:
    bench = Bench(mat(), page_on_mat())
    assert isinstance(bench.capture(), PageCaptured)
    assert bench.guidance == [Guidance.NO_PAGE, Guidance.HOLD_STILL]
    assert len(bench.previews) == 4
    assert [source.lit for source in bench.device.sources] == [False]


def test_guidance_is_said_once_until_it_changes() -> None:
    bench = Bench(mat(), *[blurred(page_on_mat())] * 5, mat())
    assert bench.capture() == NoPage(Guidance.NO_PAGE)
    assert bench.guidance == [Guidance.NO_PAGE, Guidance.HOLD_STILL, Guidance.BLURRED, Guidance.NO_PAGE]


def test_frames_come_more_than_fifteen_times_a_second_and_at_most_eighteen() -> None:
    bench = Bench(mat())
    bench.capture(deadline_s=2 * HASTE)
    assert 30 < len(bench.previews) <= 37


def test_by_hand_the_next_frame_is_taken() -> None:
    outcome = Bench(mat()).capture(by_hand=True)
    assert isinstance(outcome, PageCaptured)
    assert not outcome.straightened


def test_without_a_camera_it_is_unavailable() -> None:
    bench = Bench(mat())
    bench.device.unplug()
    assert bench.capture() == CameraUnavailable("no camera")
    status = asyncio.run(bench.camera.status())
    assert status.state is DeviceState.POWER_OFF
    assert status.fault is not None
    assert status.fault.kind == "unplugged"


def test_a_camera_that_stops_sending_frames_is_unavailable_and_off() -> None:
    bench = Bench(mat())

    def no_frame() -> Frame:
        raise UnavailableError("no frame")

    source = bench.device.open()
    source.read = no_frame  # type: ignore[method-assign]
    camera = OpenCvCamera(lambda: source, lambda: True, Options(), bench.time.clock)
    outcome = asyncio.run(camera.capture_page(deadline_s=2, on_frame=lambda _: None, on_guidance=lambda _: None))
    assert outcome == CameraUnavailable("no frame")
    assert not source.lit


class HeldSource(ScriptedFrames):
    """Holds back its frames from the given one on until it is let go."""

    def __init__(self, held_from: int) -> None:
        super().__init__(mat())
        self.left = held_from
        self.go = threading.Event()

    def read(self) -> Frame:
        self.left -= 1
        if self.left < 0:
            self.go.wait(timeout=10)
        return super().read()


@pytest.mark.parametrize(
    ("held_from", "by_hand", "deadline_s", "outcome"),
    [
        (1, False, 1.0, NoPage(Guidance.NO_PAGE)),
        (0, False, 0.1, CameraUnavailable("no picture within 0 s")),
        (0, True, 0.1, CameraUnavailable("no picture within 0 s")),
    ],
)
def test_the_caller_has_an_outcome_at_its_deadline_whatever_the_camera_does(
    *, held_from: int, by_hand: bool, deadline_s: float, outcome: CaptureOutcome
) -> None:
    source = HeldSource(held_from)
    bench = Bench(mat())
    camera = OpenCvCamera(lambda: source, lambda: True, Options(), bench.time.clock)

    async def scene() -> None:
        capturing = camera.capture_page(
            deadline_s=deadline_s, on_frame=lambda _: None, on_guidance=lambda _: None, by_hand=by_hand
        )
        assert await asyncio.wait_for(capturing, timeout=5) == outcome
        assert source.lit, "its thread still waits for the frame"
        source.go.set()
        await camera.connect()

    asyncio.run(scene())
    assert not source.lit


def test_a_customer_who_leaves_switches_the_camera_off() -> None:
    bench = Bench(mat())
    seen = asyncio.Event()

    async def scene() -> None:
        loop = asyncio.get_running_loop()
        capturing = asyncio.create_task(
            bench.camera.capture_page(
                deadline_s=1e9,
                on_frame=lambda _: loop.call_soon_threadsafe(seen.set),
                on_guidance=bench.guidance.append,
            )
        )
        await seen.wait()
        capturing.cancel()
        await asyncio.gather(capturing, return_exceptions=True)
        await bench.camera.connect()

    asyncio.run(scene())
    assert [source.lit for source in bench.device.sources] == [False, False]


def test_connecting_takes_one_frame_and_tells_its_size() -> None:
    bench = Bench(mat())
    asyncio.run(bench.camera.connect())
    status = asyncio.run(bench.camera.status())
    assert status.state is DeviceState.ONLINE
    assert status.capabilities.features == {"900x1200"}


def test_a_video_file_is_a_camera(tmp_path: Path) -> None:
    film = tmp_path / "film.avi"
    writer = cv2.VideoWriter(str(film), cv2.VideoWriter.fourcc(*"MJPG"), 15, (900, 1200))
    for _ in range(6):
        writer.write(page_on_mat())
    writer.release()
    camera = create_device(DeviceClass.DOCUMENT_CAMERA, DeviceSettings("opencv_capture", str(film)))
    outcome = asyncio.run(camera.capture_page(deadline_s=5, on_frame=lambda _: None, on_guidance=lambda _: None))
    assert isinstance(outcome, PageCaptured)


class LaidPages(ScriptedCamera):
    def lay(self, what: str) -> None:
        page = {"page": page_on_mat(), "blurred": blurred(page_on_mat()), "nothing": mat()}[what]
        self.frames = (page,)


class TestOpenCvCamera(DocumentCameraContract):
    @contextmanager
    def rig(self) -> Iterator[tuple[OpenCvCamera, LaidPages]]:
        camera = LaidPages(mat())
        yield OpenCvCamera(camera.open, camera.attached, Options(), VirtualClock().clock), camera


class SimulatedMat(SimulatedHand):
    def lay(self, what: str) -> None:
        self.control.do("spoil", blur=what == "blurred")
        self.control.do("show", page="none" if what == "nothing" else "lease")

    def dark(self) -> bool:
        return bool(self.control.wait_until(lambda state: state["viewers"] == 0, timeout_s=5))


document_camera = simulator("document_camera", "--size", "1152x1536")


@pytest.mark.usefixtures("document_camera")
class TestOnTheSimulator(OnSimulator, DocumentCameraContract):
    @contextmanager
    def rig(self) -> Iterator[tuple[DocumentCameraDriver, SimulatedMat]]:
        hand = SimulatedMat(self.simulator.control)
        hand.plug()
        hand.lay("nothing")
        yield create_device(DeviceClass.DOCUMENT_CAMERA, DeviceSettings("opencv_capture", self.simulator.url)), hand
