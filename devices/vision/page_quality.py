"""Whether a page can be read later: sharp, evenly lit, no glare, large enough."""

from typing import Annotated

import cv2
import numpy as np
from pydantic import Field

from devices.document_camera import Guidance, PageQuality
from devices.settings import DriverOptions
from devices.vision.frame import Frame, Grey, picture, shrink

Share = Annotated[float, Field(ge=0, le=1)]
BLOWN_OUT = 250
COLOURLESS = 30
JUDGED_SIDE = 1169
"""glare and exposure are judged at 100 dots an inch"""


class PageLimits(DriverOptions):
    """Meaningless without calibration: take a sharp and a blurred page with the fitted camera and set between."""

    sharpness: float = Field(default=25.0, ge=0)
    glare: Share = 0.005
    darkest: float = Field(default=90.0, ge=0, le=255)
    brightest: float = Field(default=242.0, ge=0, le=255)
    fill: Share = 0.30


def judge(page: Frame, fill: float) -> PageQuality:
    """`page` is straightened, `fill` the share of the frame it covered."""
    grey = picture(cv2.cvtColor(page, cv2.COLOR_BGR2GRAY))
    small, _ = shrink(page, JUDGED_SIDE)
    return PageQuality(sharpness=sharpness_of(grey), glare=glare_of(small), exposure=float(small.mean()), fill=fill)


def sharpness_of(grey: Grey) -> float:
    """The variance of the Laplacian."""
    return float(cv2.Laplacian(grey, cv2.CV_16S).var())


def glare_of(page: Frame) -> float:
    """The share of the largest blown-out, colourless blob: lamps mirror as one blob, white paper is not blown out."""
    hsv = cv2.cvtColor(page, cv2.COLOR_BGR2HSV)
    blown = ((hsv[:, :, 2] > BLOWN_OUT) & (hsv[:, :, 1] < COLOURLESS)).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(blown, connectivity=4)
    largest = stats[1:, cv2.CC_STAT_AREA].max(initial=0)
    return float(largest) / blown.size


def objection(quality: PageQuality, limits: PageLimits) -> Guidance | None:
    """The first thing the customer can mend, or None for a good page."""
    if quality.fill < limits.fill:
        return Guidance.MOVE_CLOSER
    if quality.exposure < limits.darkest:
        return Guidance.TOO_DARK
    if quality.exposure > limits.brightest:
        return Guidance.TOO_BRIGHT
    if quality.glare > limits.glare:
        return Guidance.GLARE
    return Guidance.BLURRED if quality.sharpness < limits.sharpness else None
