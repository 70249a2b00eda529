"""The document camera: finds a page, judges it, straightens it, takes it by itself when it holds still."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol, TypeAlias

from devices.status import DeviceStatus


@dataclass(frozen=True)
class PreviewFrame:
    """One frame for the screen: RGB32 rows (4 bytes a pixel, B G R X), `corners` in frame pixels or empty."""

    width: int
    height: int
    pixels: bytes = field(repr=False)
    corners: tuple[tuple[int, int], ...] = ()
    good: bool = False


class Guidance(StrEnum):
    """What the customer can do next, one at a time."""

    NO_PAGE = "no_page"
    MOVE_INSIDE = "move_inside"
    MOVE_CLOSER = "move_closer"
    TOO_DARK = "too_dark"
    TOO_BRIGHT = "too_bright"
    GLARE = "glare"
    BLURRED = "blurred"
    HOLD_STILL = "hold_still"


@dataclass(frozen=True)
class PageQuality:
    sharpness: float
    """variance of the Laplacian on the straightened page"""
    glare: float
    """share of pixels in the largest blown-out blob, 0 to 1"""
    exposure: float
    """mean brightness, 0 to 255"""
    fill: float
    """share of the frame the page covers, 0 to 1"""


@dataclass(frozen=True)
class PageCaptured:
    jpeg: bytes = field(repr=False)
    """A4 at 200 dpi: 1654 x 2339 (or its landscape)"""
    quality: PageQuality
    straightened: bool
    """False: no edge was found, the fixed crop was used on the customer's word"""


@dataclass(frozen=True)
class NoPage:
    """No acceptable page within the deadline."""

    guidance: Guidance


@dataclass(frozen=True)
class CameraUnavailable:
    detail: str = ""


CaptureOutcome: TypeAlias = PageCaptured | NoPage | CameraUnavailable


class DocumentCamera(Protocol):
    async def status(self) -> DeviceStatus: ...

    async def capture_page(
        self,
        *,
        deadline_s: float,
        on_frame: Callable[[PreviewFrame], None],
        on_guidance: Callable[[Guidance], None],
        by_hand: bool = False,
    ) -> CaptureOutcome:
        """Camera on, until a page was taken or the deadline; then off. Callbacks come on the camera's thread.

        `by_hand` takes the next frame with the fixed crop, for pages whose edge cannot be found.
        """
        ...
