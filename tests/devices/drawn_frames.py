"""Frames that a camera might see, drawn: a written page on a dark mat."""

import cv2
import numpy as np

from devices.vision.frame import Frame, Quad, picture

WIDTH, HEIGHT = 900, 1200
UPRIGHT = np.array([[120, 100], [760, 130], [740, 1060], [100, 1030]], dtype=np.float32)


def mat() -> Frame:
    return np.full((HEIGHT, WIDTH, 3), 40, np.uint8)


def written_page(width: int = 1000, height: int = 1414, paper: int = 225) -> Frame:
    page = np.full((height, width, 3), paper, np.uint8)
    for line in range(12):
        cv2.putText(page, "lease 2025", (80, 150 + 100 * line), cv2.FONT_HERSHEY_SIMPLEX, 2.2, (30, 30, 30), 4)
    return page


def page_on_mat(corners: Quad = UPRIGHT, page: Frame | None = None) -> Frame:
    """The page seen with its corners at `corners`."""
    page = written_page() if page is None else page
    height, width = page.shape[:2]
    source = np.array([[0, 0], [width - 1, 0], [width - 1, height - 1], [0, height - 1]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(source, corners)
    frame = mat()
    cv2.warpPerspective(page, matrix, (WIDTH, HEIGHT), dst=frame, borderMode=cv2.BORDER_TRANSPARENT)
    return frame


def blurred(frame: Frame) -> Frame:
    return picture(cv2.GaussianBlur(frame, (0, 0), 6))


def with_glare(frame: Frame) -> Frame:
    glaring = frame.copy()
    cv2.circle(glaring, (430, 500), 90, (255, 255, 255), -1)
    return glaring


def dimmed(frame: Frame) -> Frame:
    return picture(frame // 4)


def overexposed(frame: Frame) -> Frame:
    return picture(cv2.convertScaleAbs(frame, alpha=1.2, beta=20))
