"""What the document camera sees: a dark mat, a page laid on it a little askew, and what can spoil the picture."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from devices.simulated.scenes.demo_page import draw_page

Picture = NDArray[np.uint8]

NO_PAGE = "none"
MAT = (44, 40, 38)
"""B G R"""
NOISE = 2.0
JPEG_QUALITY = 90
STILL_FRAMES = 3
MOVING_FRAMES = 8
TILT_DEGREES = 3.0
PAGE_SHARE = 0.86
"""of the frame's height or width, whichever the page meets first"""


@dataclass(frozen=True)
class Scene:
    page: str = NO_PAGE
    """a page of assets/demo/pages, a path to a picture, or none"""
    blur: bool = False
    glare: bool = False
    dark: bool = False
    move: bool = False


@lru_cache(maxsize=8)
def frames(scene: Scene, size: tuple[int, int]) -> tuple[bytes, ...]:
    """JPEG frames to be shown in turn; `size` is width, height. A still scene differs only by the sensor's noise."""
    count = MOVING_FRAMES if scene.move else STILL_FRAMES
    page = None if scene.page == NO_PAGE else _page(scene.page)
    noise = np.random.default_rng(467)
    return tuple(_jpeg(_frame(scene, page, size, step, noise)) for step in range(count))


def _page(name: str) -> Picture:
    if Path(name).suffix:
        picture = cv2.imread(name)
        if picture is None:
            raise KeyError(name)
        return np.asarray(picture, dtype=np.uint8)
    return np.asarray(cv2.cvtColor(np.asarray(draw_page(name)), cv2.COLOR_RGB2BGR), dtype=np.uint8)


def _frame(scene: Scene, page: Picture | None, size: tuple[int, int], step: int, noise: np.random.Generator) -> Picture:
    frame = _mat(size)
    if page is not None:
        _lay(frame, page, _corners(page, size, step if scene.move else 0))
    if scene.glare:
        _glare(frame)
    if scene.blur:
        frame = np.asarray(cv2.GaussianBlur(frame, (0, 0), 7), dtype=np.uint8)
    light = frame.astype(np.float32) * (0.22 if scene.dark else 1.0)
    grain = noise.normal(0, NOISE, (size[1] // 2, size[0] // 2, 1)).astype(np.float32)
    light += cv2.resize(grain, size, interpolation=cv2.INTER_NEAREST)[:, :, None]
    return np.asarray(np.clip(light, 0, 255), dtype=np.uint8)


def _mat(size: tuple[int, int]) -> Picture:
    width, height = size
    shade = np.linspace(0.85, 1.15, width, dtype=np.float32)[None, :, None]
    return np.asarray(np.tile(np.array(MAT, dtype=np.float32) * shade, (height, 1, 1)), dtype=np.uint8)


def _corners(page: Picture, size: tuple[int, int], step: int) -> NDArray[np.float32]:
    """Top left, top right, bottom right, bottom left: tilted, and narrower at the top as seen from below."""
    height, width = page.shape[:2]
    scale = PAGE_SHARE * min(size[0] / width, size[1] / height)
    half_width, half_height = width * scale / 2, height * scale / 2
    narrow = 0.985
    square = np.array([(-narrow, -1), (narrow, -1), (1, 1), (-1, 1)], dtype=np.float32) * np.array(
        [half_width, half_height], dtype=np.float32
    )
    angle = np.deg2rad(TILT_DEGREES)
    turn = np.array([(np.cos(angle), -np.sin(angle)), (np.sin(angle), np.cos(angle))], dtype=np.float32)
    sway = np.sin(2 * np.pi * step / MOVING_FRAMES) * 0.035 * size[0]
    centre = np.array([size[0] / 2 + sway, size[1] / 2], dtype=np.float32)
    return np.asarray(square @ turn.T + centre, dtype=np.float32)


def _lay(frame: Picture, page: Picture, corners: NDArray[np.float32]) -> None:
    height, width = page.shape[:2]
    size = (frame.shape[1], frame.shape[0])
    flat = np.array([(0, 0), (width, 0), (width, height), (0, height)], dtype=np.float32)
    view = cv2.getPerspectiveTransform(flat, corners)
    lit = np.asarray(page * 0.92, dtype=np.uint8)
    seen = cv2.warpPerspective(lit, view, size, flags=cv2.INTER_AREA)
    cover = cv2.warpPerspective(np.full((height, width), 255, dtype=np.uint8), view, size)
    frame[cover > 127] = seen[cover > 127]


def _glare(frame: Picture) -> None:
    height, width = frame.shape[:2]
    lamp = np.zeros((height, width), dtype=np.float32)
    place = (int(width * 0.62), int(height * 0.33))
    cv2.ellipse(lamp, place, (int(width * 0.16), int(height * 0.07)), -25, 0, 360, 1.0, -1)
    lamp = np.asarray(cv2.GaussianBlur(lamp, (0, 0), width / 90), dtype=np.float32)[:, :, None]
    frame[:] = np.asarray(frame * (1 - lamp) + 255 * lamp, dtype=np.uint8)


def _jpeg(frame: Picture) -> bytes:
    _, encoded = cv2.imencode(".jpg", frame, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
    return encoded.tobytes()
