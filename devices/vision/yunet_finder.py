"""Finds faces with OpenCV's YuNet network, if its file is fitted: OpenCV does not bring it along."""

from pathlib import Path

import cv2

from devices.errors import FaultError
from devices.vision.face_quality import FaceSeen
from devices.vision.frame import Frame, size_of


class YunetFinder:
    def __init__(self, model: Path) -> None:
        """FaultError when the file is none of YuNet's."""
        try:
            self._detector = cv2.FaceDetectorYN.create(str(model), "", (320, 320))
        except cv2.error as error:
            raise FaultError(f"{model}: not a YuNet model") from error

    def find(self, frame: Frame) -> tuple[FaceSeen, ...]:
        self._detector.setInputSize(size_of(frame))
        _, rows = self._detector.detect(frame)
        return tuple(map(_face, [] if rows is None else rows.tolist()))


def _face(row: list[float]) -> FaceSeen:
    """x, y, width, height, right eye, left eye, nose, mouth corners, score"""
    left, top, width, height = (round(value) for value in row[:4])
    return FaceSeen(left, top, width, height, (row[4], row[5]), (row[6], row[7]), (row[8], row[9]))
