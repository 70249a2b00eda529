"""Where frames come from: a camera by number or device file, a video file, or an http stream. On one worker thread."""

import os
from collections.abc import Callable
from typing import Protocol, TypeAlias
from urllib.parse import urlsplit

import cv2

from devices.delays import CAMERA_FRAME_WITHIN, CAMERA_OPENS_WITHIN
from devices.errors import AbsentError, UnavailableError
from devices.transport.socket_port import listens
from devices.vision.frame import Frame, picture

WELL_KNOWN = {"http": 80, "https": 443, "rtsp": 554}
MOST_SKIPPED = 8
FRESH_TAKES = 0.008
"""seconds; a frame that was not waited for had been in the buffer"""
WIDEST, HIGHEST = 3840, 2880
"""asked of a local camera, which then takes the nearest it can"""


class FrameSource(Protocol):
    """An open camera: its light is on."""

    def read(self) -> Frame:
        """The newest frame. UnavailableError when none comes in time."""
        ...

    def close(self) -> None: ...


OpenCamera: TypeAlias = Callable[[], FrameSource]


class OpenCvSource:
    def __init__(self, place: str, clock: Callable[[], float]) -> None:
        """AbsentError when nothing answers at `place`."""
        local = local_camera(place)
        limits = [cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, int(CAMERA_OPENS_WITHIN * 1000)]
        limits += [cv2.CAP_PROP_READ_TIMEOUT_MSEC, int(CAMERA_FRAME_WITHIN * 1000)]
        if local is not None:
            wished = [cv2.CAP_PROP_FRAME_WIDTH, WIDEST, cv2.CAP_PROP_FRAME_HEIGHT, HIGHEST]
            self._capture = cv2.VideoCapture(local, cv2.CAP_ANY, wished)
        else:
            self._capture = cv2.VideoCapture(place, cv2.CAP_FFMPEG, limits)
        if not self._capture.isOpened():
            raise AbsentError(f"{place}: no camera")
        self._place = place
        self._live = local is not None or "://" in place
        self._clock = clock

    def read(self) -> Frame:
        taken, frame = self._capture.retrieve() if self._grab_newest() else (False, None)
        if not taken or frame is None:
            raise UnavailableError(f"{self._place}: no frame")
        return picture(frame)

    def close(self) -> None:
        self._capture.release()

    def _grab_newest(self) -> bool:
        """Frames that came while the last one was looked at are in the buffer: they return at once."""
        for _ in range(MOST_SKIPPED if self._live else 1):
            began = self._clock()
            if not self._capture.grab():
                return False
            if self._clock() - began > FRESH_TAKES:
                break
        return True


def local_camera(place: str) -> int | None:
    """The number of a camera of this machine, or None for a file or stream."""
    number = place.removeprefix("/dev/video")
    return int(number) if number.isdecimal() else None


def is_attached(place: str) -> bool:
    """A cheap look without switching the camera on."""
    parts = urlsplit(place)
    if parts.scheme in WELL_KNOWN and parts.hostname:
        return listens(parts.hostname, parts.port or WELL_KNOWN[parts.scheme])
    if place.isdecimal():
        return os.name != "posix" or os.path.exists(f"/dev/video{place}")
    return os.path.exists(parts.path if parts.scheme == "file" else place)
