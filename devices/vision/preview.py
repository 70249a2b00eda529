"""A frame made small for the screen, in the byte order that the screen wants."""

import cv2

from devices.document_camera import PreviewFrame
from devices.vision.frame import Frame, Quad, shrink

LONGEST_SIDE = 800


def preview(frame: Frame, quad: Quad | None, *, good: bool) -> PreviewFrame:
    small, scale = shrink(frame, LONGEST_SIDE)
    pixels = cv2.cvtColor(small, cv2.COLOR_BGR2BGRA)
    corners = () if quad is None else tuple((round(float(x) * scale), round(float(y) * scale)) for x, y in quad)
    return PreviewFrame(int(pixels.shape[1]), int(pixels.shape[0]), pixels.tobytes(), corners, good)
