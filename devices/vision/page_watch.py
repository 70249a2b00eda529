"""One look after the other at the mat: is there a page, does it lie still, can it be taken? Pure but for the pixels."""

from dataclasses import dataclass

from devices.document_camera import Guidance, PageCaptured, PageQuality
from devices.vision.frame import Frame, Quad
from devices.vision.jpeg import encode_jpeg
from devices.vision.page_finding import fill_of, find_page, is_cut_off, movement
from devices.vision.page_picture import DOTS_PER_INCH, crop, straighten
from devices.vision.page_quality import PageLimits, judge, objection

STILL_FRAMES = 3
STILL_MOVEMENT = 0.01
"""of the page's diagonal"""


@dataclass(frozen=True)
class Look:
    """What one frame showed. `captured` ends the watch."""

    guidance: Guidance
    quad: Quad | None = None
    captured: PageCaptured | None = None


class PageWatch:
    """Judges each frame in turn; a page is taken once its corners held still for three frames and it is good."""

    def __init__(self, limits: PageLimits) -> None:
        self._limits = limits
        self._still: list[Quad] = []

    def look(self, frame: Frame) -> Look:
        quad = find_page(frame)
        if quad is None:
            self._still.clear()
            return Look(Guidance.NO_PAGE)
        if self._still and movement(self._still[-1], quad) > STILL_MOVEMENT:
            self._still.clear()
        self._still = [*self._still, quad][-STILL_FRAMES:]
        if is_cut_off(quad, frame):
            return Look(Guidance.MOVE_INSIDE, quad)
        if fill_of(quad, frame) < self._limits.fill:
            return Look(Guidance.MOVE_CLOSER, quad)
        if len(self._still) < STILL_FRAMES:
            return Look(Guidance.HOLD_STILL, quad)
        return self._take(frame, quad)

    def _take(self, frame: Frame, quad: Quad) -> Look:
        page = straighten(frame, quad)
        quality = judge(page, fill_of(quad, frame))
        if (wrong := objection(quality, self._limits)) is not None:
            return Look(wrong, quad)
        return Look(
            Guidance.HOLD_STILL,
            quad,
            PageCaptured(encode_jpeg(page, dots_per_inch=DOTS_PER_INCH), quality, straightened=True),
        )


def take_by_hand(frame: Frame, shares: tuple[float, float, float, float]) -> PageCaptured:
    """The fixed part of the frame, on the customer's word; measured all the same."""
    page = crop(frame, shares)
    quality: PageQuality = judge(page, shares[2] * shares[3])
    return PageCaptured(encode_jpeg(page, dots_per_inch=DOTS_PER_INCH), quality, straightened=False)
