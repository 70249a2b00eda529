"""Finds the page under the camera: the largest four-cornered thing with right angles, on a dark mat."""

from collections.abc import Iterator

import cv2
import numpy as np

from devices.vision.frame import Frame, Grey, Quad, picture, shrink, size_of

WORKING_SIDE = 800
SMALLEST_SHARE = 0.12
"""of the frame; less is no page"""
FLATTEST_COSINE = 0.3
"""corners between 73 and 107 degrees"""
SMALLEST_CONTRAST = 25.0
"""between paper and mat, of 255"""
EDGE_SHARE = 0.008
"""a corner closer to the frame's edge than this is cut off"""


def find_page(frame: Frame) -> Quad | None:
    """The corners of the page in the frame's pixels, or None."""
    small, scale = shrink(picture(cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY)), WORKING_SIDE)
    grey = cv2.GaussianBlur(small, (5, 5), 0)
    smallest = SMALLEST_SHARE * grey.shape[0] * grey.shape[1]
    found = max(_quads(picture(grey), smallest), key=cv2.contourArea, default=None)
    return None if found is None else _ordered(np.asarray(found / scale, dtype=np.float32))


def fill_of(quad: Quad, frame: Frame) -> float:
    """The share of the frame that the page covers."""
    width, height = size_of(frame)
    return float(cv2.contourArea(quad)) / (width * height)


def is_cut_off(quad: Quad, frame: Frame) -> bool:
    """A corner lies at the frame's edge: the page goes on outside."""
    width, height = size_of(frame)
    margin = EDGE_SHARE * max(width, height)
    low, high = quad.min(axis=0), quad.max(axis=0)
    return bool(low.min() < margin or high[0] > width - 1 - margin or high[1] > height - 1 - margin)


def movement(before: Quad, after: Quad) -> float:
    """How far the farthest-moved corner went, as a share of the page's diagonal."""
    diagonal = float(np.linalg.norm(before[0] - before[2]))
    return float(np.linalg.norm(before - after, axis=1).max()) / max(diagonal, 1.0)


def _quads(grey: Grey, smallest: float) -> Iterator[Quad]:
    """By its edges, and by its brightness: white paper on a light desk has no edges, a shadow has no brightness."""
    edges = cv2.dilate(cv2.Canny(grey, 75, 200), np.ones((3, 3), np.uint8))
    for mask in (edges, _bright_part(grey)):
        contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
        for contour in contours:
            if cv2.contourArea(contour) >= smallest and (quad := _quad(contour)) is not None:
                yield quad


def _bright_part(grey: Grey) -> Grey:
    """What is clearly brighter than the rest; nothing where the light only fades."""
    level, bright = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    inside, outside = grey[grey > level], grey[grey <= level]
    if not inside.size or not outside.size or float(inside.mean()) - float(outside.mean()) < SMALLEST_CONTRAST:
        return np.zeros_like(grey)
    return picture(cv2.morphologyEx(bright, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8)))


def _quad(contour: object) -> Quad | None:
    outline = np.asarray(contour)
    hull = cv2.convexHull(outline)
    corners = cv2.approxPolyDP(hull, 0.02 * cv2.arcLength(hull, True), True)
    if len(corners) != 4 or not cv2.isContourConvex(corners):
        return None
    quad = np.asarray(corners.reshape(4, 2), dtype=np.float32)
    covered = cv2.contourArea(outline) / max(cv2.contourArea(quad), 1.0)
    return quad if covered > 0.85 and _flattest(quad) < FLATTEST_COSINE else None


def _flattest(quad: Quad) -> float:
    """The largest |cosine| among the corners; 0 is four right angles."""
    before, after = np.roll(quad, 1, axis=0) - quad, np.roll(quad, -1, axis=0) - quad
    lengths = np.linalg.norm(before, axis=1) * np.linalg.norm(after, axis=1)
    return float((np.abs((before * after).sum(axis=1)) / np.maximum(lengths, 1.0)).max())


def _ordered(quad: Quad) -> Quad:
    """Clockwise from the top left."""
    total, difference = quad.sum(axis=1), quad[:, 1] - quad[:, 0]
    order = [total.argmin(), difference.argmin(), total.argmax(), difference.argmax()]
    return np.asarray(quad[order], dtype=np.float32)
