"""The page as it would come from a scanner: straightened, A4 at 200 dots an inch, nothing stretched."""

import cv2
import numpy as np

from devices.vision.frame import Frame, Quad, picture, size_of

SHORT_SIDE, LONG_SIDE = 1654, 2339
DOTS_PER_INCH = 200
A4_RATIO = LONG_SIDE / SHORT_SIDE
RATIO_TOLERANCE = 0.12


def straighten(frame: Frame, quad: Quad) -> Frame:
    """The page inside the corners, upright or landscape A4; another shape keeps its shape on a white A4."""
    width, height = _sides(quad)
    landscape = width > height
    canvas = (LONG_SIDE, SHORT_SIDE) if landscape else (SHORT_SIDE, LONG_SIDE)
    target = _target(width, height, canvas)
    matrix = cv2.getPerspectiveTransform(quad, target)
    warped = cv2.warpPerspective(frame, matrix, canvas, flags=cv2.INTER_LINEAR, borderValue=(255, 255, 255))
    right, bottom = int(target[2][0]) + 1, int(target[2][1]) + 1
    page = picture(warped)
    page[:, right:] = 255
    page[bottom:, :] = 255
    return page


def crop(frame: Frame, shares: tuple[float, float, float, float]) -> Frame:
    """The fixed part of the frame (x, y, width, height as shares) as an A4 picture."""
    width, height = size_of(frame)
    left, top = shares[0] * width, shares[1] * height
    right, bottom = left + shares[2] * width - 1, top + shares[3] * height - 1
    return straighten(frame, np.array([[left, top], [right, top], [right, bottom], [left, bottom]], dtype=np.float32))


def _sides(quad: Quad) -> tuple[float, float]:
    """Mean width and mean height."""
    top, right, bottom, left = (float(np.linalg.norm(quad[at] - quad[(at + 1) % 4])) for at in range(4))
    return (top + bottom) / 2, (left + right) / 2


def _target(width: float, height: float, canvas: tuple[int, int]) -> Quad:
    """Where the corners go: the whole canvas for A4, else the largest part of the same shape from its top left."""
    across, down = canvas
    ratio = max(width, height) / max(1.0, min(width, height))
    if abs(ratio / A4_RATIO - 1) > RATIO_TOLERANCE:
        scale = min(across / width, down / height)
        across, down = round(width * scale), round(height * scale)
    return np.array([[0, 0], [across - 1, 0], [across - 1, down - 1], [0, down - 1]], dtype=np.float32)
