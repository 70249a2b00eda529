"""A whole service by the numbered keypad: nothing is touched but the signature."""

import asyncio
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from flows.session.stages import Finished
from kiosk.gallery import Gallery
from kiosk.keypad import numbered_controls
from tests.kiosk.played.visit import Visit, visit

MOST_STEPS = 40


@pytest.fixture(scope="module")
def gallery(qapp: QGuiApplication) -> Gallery:
    return Gallery(qapp)


@dataclass
class KeypadVisit(Visit):
    keys: int = field(default=0)

    def _touch(self, name: str) -> None:
        """A number and Enter; for what has no number, plus until it has the focus."""
        controls = numbered_controls(self._page())
        if name in controls:
            for digit in str(controls.index(name) + 1):
                self._press(Qt.Key(ord(digit)))
        elif name != "primary" or self.gallery.screen.bridge.focused_control:
            for _ in range(MOST_STEPS):
                if self.gallery.screen.bridge.focused_control == name:
                    break
                self._press(Qt.Key.Key_Plus)
        for _ in range(MOST_STEPS):
            if name != "primary" or super()._there(name):
                break
            self._press(Qt.Key.Key_Enter)
        self._press(Qt.Key.Key_Enter)

    def _there(self, name: str) -> bool:
        return True  # the keypad turns the leaves itself

    def _press(self, key: Qt.Key) -> None:
        self.keys += 1
        QTest.keyClick(self.gallery.screen.window, key)
        self.gallery.settle()


@pytest.mark.parametrize("code", ["PH-P-001", "312000218000", "PH-P-015"])
def test_a_service_is_done_by_the_keypad_from_the_home_page_to_the_number(gallery: Gallery, code: str) -> None:
    played = asyncio.run(visit(gallery, code, {}, how=KeypadVisit))
    assert isinstance(played, KeypadVisit)
    assert isinstance(played.rig.session.stage, Finished), played.rig.snapshot.page
    assert played.keys > 0
