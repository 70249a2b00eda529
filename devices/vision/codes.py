"""Reads QR and Code 128 from a frame. Only these two: looking for every kind of code costs ten times as long."""

from collections.abc import Iterable
from typing import Any

import cv2
import zxingcpp

from devices.vision.frame import Frame, picture, shrink

LONGEST_SIDE = 1280
"""for bars, which need fewer pixels than they are wide; a QR is looked for in the whole frame"""


def read_codes(frame: Frame) -> tuple[str, ...]:
    """The texts of the codes. Fast looks first: upright and unturned; thorough ones only where they found nothing."""
    grey = picture(cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY))
    for thorough in (False, True):
        if texts := _texts(grey, zxingcpp.BarcodeFormat.QRCode, thorough=thorough):
            return texts
        if texts := _texts(shrink(grey, LONGEST_SIDE)[0], zxingcpp.BarcodeFormat.Code128, thorough=thorough):
            return texts
    return ()


def _texts(grey: Frame, kind: Any, *, thorough: bool) -> tuple[str, ...]:
    found: Iterable[Any] = zxingcpp.read_barcodes(
        grey, formats=kind, try_rotate=thorough, try_downscale=thorough, try_invert=False
    )
    return tuple(code.text for code in found if code.valid and code.text)
