"""The simulated document camera, seen through the same OpenCV that the terminal uses."""

from collections.abc import Iterator

import cv2
import numpy as np
import pytest

from devices.simulated.child import Child
from devices.simulated.control import ControlError
from devices.simulated.scenes.camera_scene import Scene, frames

SIZE = (768, 1024)


@pytest.fixture(scope="module")
def camera() -> Iterator[Child]:
    with Child.start("document_camera", ["--size", "768x1024"]) as child:
        yield child


def picture(scene: Scene, turn: int = 0) -> np.ndarray:
    shown = frames(scene, SIZE)
    return cv2.imdecode(np.frombuffer(shown[turn % len(shown)], dtype=np.uint8), cv2.IMREAD_COLOR)


def sharpness(frame: np.ndarray) -> float:
    return float(cv2.Laplacian(cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY), cv2.CV_64F).var())


def white_share(frame: np.ndarray) -> float:
    return float((frame.min(axis=2) > 180).mean())


def test_opencv_opens_the_stream_and_sees_the_page_that_was_laid_down(camera: Child) -> None:
    camera.control.do("show", page="lease")
    capture = cv2.VideoCapture(camera.url)
    assert capture.isOpened()
    read, frame = capture.read()
    assert read
    assert frame.shape == (1024, 768, 3)
    assert white_share(frame) > 0.5
    assert camera.control.state()["viewers"] == 1
    capture.release()
    camera.control.wait_until(lambda state: state["viewers"] == 0, timeout_s=5)


def test_an_unplugged_camera_cannot_be_opened(camera: Child) -> None:
    camera.control.do("unplug")
    assert not cv2.VideoCapture(camera.url).isOpened()
    camera.control.do("plug")


def test_a_page_that_does_not_exist_is_refused(camera: Child) -> None:
    with pytest.raises(ControlError, match="no page passport"):
        camera.control.do("show", page="passport")


def test_without_a_page_there_is_only_the_dark_mat() -> None:
    assert white_share(picture(Scene())) == 0
    assert picture(Scene()).mean() < 60


def test_each_kind_of_spoiling_shows() -> None:
    good = picture(Scene(page="lease"))
    assert sharpness(picture(Scene(page="lease", blur=True))) < sharpness(good) / 5
    assert (picture(Scene(page="lease", glare=True)) > 250).mean() > (good > 250).mean() + 0.01
    assert picture(Scene(page="lease", dark=True)).mean() < good.mean() / 3


def test_a_moving_page_moves_and_a_still_one_does_not() -> None:
    def drift(scene: Scene) -> float:
        return float(np.abs(picture(scene, 0).astype(int) - picture(scene, 2)).mean())

    assert drift(Scene(page="lease2", move=True)) > 4 * drift(Scene(page="lease2"))
