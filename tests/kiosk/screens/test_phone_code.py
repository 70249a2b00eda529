"""The code for the customer's phone is one that phones read, and the page draws it in every dress."""

import re

import numpy as np
import pytest
import zxingcpp
from PySide6.QtGui import QImage

from flows.pages import Preferences
from kiosk.gallery import SIZES, Gallery
from kiosk.qr_path import qr_path
from tests.kiosk.screens import samples
from tests.kiosk.screens.test_every_page import turned

ADDRESS = "https://hall.example/progress/Zk3v9QmA7sT1xYb2LwEo4RuN6cHf8JdP"


def test_the_path_is_the_code_of_the_address() -> None:
    code = qr_path(ADDRESS)
    picture = np.full((code.side + 8, code.side + 8), 255, np.uint8)
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", code.path):
        picture[int(y) + 4, int(x) + 4 : int(x) + 4 + int(length)] = 0
    (found,) = zxingcpp.read_barcodes(np.kron(picture, np.ones((4, 4), np.uint8)))
    assert found.text == ADDRESS


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("contrast", [False, True])
def test_a_phone_reads_it_from_the_screen(gallery: Gallery, size: str, contrast: bool) -> None:
    gallery.show(samples.sample("case_progress", Preferences("zh", contrast=contrast)), size)
    assert [text for _ in turned(gallery) for text in read(gallery.screen.window.grabWindow())] == [ADDRESS]


def read(image: QImage) -> list[str]:
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    data = np.frombuffer(grey.constBits(), np.uint8).reshape(grey.height(), grey.bytesPerLine())
    return [found.text for found in zxingcpp.read_barcodes(data[:, : grey.width()])]
