"""Pictures as arrays: rows, columns, and blue, green, red."""

from typing import Any, TypeAlias

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
