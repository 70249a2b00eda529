"""What the face camera sees: a drawn face, nobody's, before a grey wall."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]

WALL = (186, 182, 178)
SKIN, SHADE, HAIR, LIP, WHITE, IRIS, SHIRT = (
    (164, 190, 226),
    (140, 166, 204),
    (44, 40, 38),
    (110, 110, 186),
    (240, 240, 240),
    (40, 36, 32),
    (120, 84, 52),
)
"""B G R"""
STILL_FRAMES = 3
MOVING_FRAMES = 8
JPEG_QUALITY = 90


class Standing(StrEnum):
    NOBODY = "nobody"
    FRONT = "front"
    LEFT = "left"
    """turned away to the left"""
    RIGHT = "right"
    FAR = "far"
    TWO = "two"
    """a second person looks over the shoulder"""
    EYES_CLOSED = "eyes_closed"


@dataclass(frozen=True)
class FaceScene:
    standing: Standing = Standing.NOBODY
    dark: bool = False
    blur: bool = False
    move: bool = False


@lru_cache(maxsize=8)
def face_frames(scene: FaceScene, size: tuple[int, int]) -> tuple[bytes, ...]:
    """JPEG frames to be shown in turn; `size` is width, height."""
    noise = np.random.default_rng(2018)
    return tuple(_frame(scene, size, step, noise) for step in range(MOVING_FRAMES if scene.move else STILL_FRAMES))


def _frame(scene: FaceScene, size: tuple[int, int], step: int, noise: np.random.Generator) -> bytes:
    width, height = size
    frame = np.full((height, width, 3), WALL, dtype=np.uint8)
    sway = int(width * 0.05 * np.sin(2 * np.pi * step / MOVING_FRAMES)) if scene.move else 0
    unit = height / 100
    match scene.standing:
        case Standing.NOBODY:
            pass
        case Standing.FAR:
            _person(frame, (width // 2 + sway, int(height * 0.45)), unit * 0.35, 0.0, eyes_open=True)
        case Standing.TWO:
            _person(frame, (int(width * 0.8), int(height * 0.36)), unit * 0.6, 0.0, eyes_open=True)
            _person(frame, (int(width * 0.42) + sway, int(height * 0.45)), unit, 0.0, eyes_open=True)
        case _:
            turned = {Standing.LEFT: -0.55, Standing.RIGHT: 0.55}.get(scene.standing, 0.0)
            eyes_open = scene.standing is not Standing.EYES_CLOSED
            _person(frame, (width // 2 + sway, int(height * 0.45)), unit, turned, eyes_open=eyes_open)
    light = frame.astype(np.float32) * (0.2 if scene.dark else 1.0) + noise.normal(0, 2, frame.shape)
    seen = np.clip(light, 0, 255).astype(np.uint8)
    if scene.blur:
        seen = np.asarray(cv2.GaussianBlur(seen, (0, 0), 6), dtype=np.uint8)
    _, encoded = cv2.imencode(".jpg", seen, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
    return encoded.tobytes()


def _person(frame: Picture, centre: tuple[int, int], unit: float, turned: float, *, eyes_open: bool) -> None:
    """`unit` is a hundredth of the frame at arm's length; `turned` from -1 to 1 moves what lies on the face."""
    x, y = centre

    def place(across: float, down: float) -> tuple[int, int]:
        return int(x + across * unit), int(y + down * unit)

    def oval(at: tuple[int, int], wide: float, high: float, colour: tuple[int, int, int]) -> None:
        cv2.ellipse(frame, at, (max(1, int(wide * unit)), max(1, int(high * unit))), 0, 0, 360, colour, -1, cv2.LINE_AA)

    oval(place(0, 62), 40, 34, SHIRT)
    oval(place(0, 28), 9, 14, SHADE)
    oval(place(-turned * 4, -6), 21, 27, HAIR)
    oval(place(0, 2), 18, 24, SKIN)
    for side in (-1, 1):
        oval(place(side * 18 - turned * 6, 3), 2.4, 5, SHADE)
        eye = place(side * 7.5 + turned * 10, -2)
        if eyes_open:
            oval(eye, 3.4, 1.9, WHITE)
            oval(eye, 1.7, 1.8, IRIS)
        else:
            oval(eye, 3.4, 0.4, HAIR)
        oval(place(side * 7.5 + turned * 10, -7), 4, 0.8, HAIR)
    oval(place(turned * 18, 6), 1.8, 4.2, SHADE)
    oval(place(turned * 12, 15), 5.6, 1.6, LIP)
