"""Pictures as arrays: rows, columns, and blue, green, red."""

from typing import Any, TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

Frame: TypeAlias = npt.NDArray[np.uint8]
"""height x width x 3"""
Grey: TypeAlias = npt.NDArray[np.uint8]
Quad: TypeAlias = npt.NDArray[np.float32]
"""4 x 2: top left, top right, bottom right, bottom left, in pixels (x, y)"""


def picture(array: Any) -> Frame:
    """OpenCV says only that it returns some array."""
    result: Frame = np.asarray(array, dtype=np.uint8)
    return result


def size_of(frame: Frame) -> tuple[int, int]:
    """Width and height."""
    return int(frame.shape[1]), int(frame.shape[0])


def shrink(frame: Frame, longest: int) -> tuple[Frame, float]:
    """The frame with no side above `longest`, and the scale that it now has.

    Whole halvings first: OpenCV averages 2 x 2 pixels twenty times faster than any other block.
    """
    small = frame
    while max(small.shape[:2]) >= 2 * longest:
        height, width = small.shape[0] // 2 * 2, small.shape[1] // 2 * 2
        small = picture(cv2.resize(small[:height, :width], (width // 2, height // 2), interpolation=cv2.INTER_AREA))
    scale = longest / max(small.shape[:2])
    if scale < 1:
        small = picture(cv2.resize(small, None, fx=scale, fy=scale, interpolation=cv2.INTER_LINEAR))
    return small, max(small.shape[:2]) / max(frame.shape[:2])
