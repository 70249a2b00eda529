"""Touches the real window and measures until the new page was drawn; prints milliseconds as a JSON list."""

import json
import sys
import time

from PySide6.QtCore import QEventLoop, QPoint, QSize, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from flows.pages import Preferences
from kiosk.screen import Screen, open_screen
from tests.kiosk.screens import samples

PAGES = ("service", "question", "review", "notice", "ticks")
ROUNDS = 12
REST_MS = 450
"""longer than any slide: each change begins from rest"""


def main() -> None:
    app = QGuiApplication(sys.argv[:1])
    screen = open_screen(app, QSize(1080, 1920))
    screen.window.show()
    finger = QTest.createTouchDevice()
    spans = []
    for turn in range(ROUNDS * len(PAGES)):
        screen.bridge.show(samples.sample(PAGES[turn % len(PAGES)], Preferences()))
        rest()
        spans.append(touch(screen, finger, PAGES[(turn + 1) % len(PAGES)]))
    print(json.dumps(spans[len(PAGES) :]))


def touch(screen: Screen, finger: object, following: str) -> float:
    """From the release of the finger to the first frame of the page that follows."""
    loop, began = QEventLoop(), time.perf_counter()
    drawn: list[float] = []

    def answer(_: object) -> None:
        screen.bridge.show(samples.sample(following, Preferences()))
        screen.window.frameSwapped.connect(swapped)

    def swapped() -> None:
        if not drawn:
            drawn.append((time.perf_counter() - began) * 1000)
            loop.quit()

    screen.bridge.happened.connect(answer)
    point = QPoint(60, screen.window.height() - 330)
    QTest.touchEvent(screen.window, finger).press(0, point).commit()
    QTimer.singleShot(5000, loop.quit)
    began = time.perf_counter()
    QTest.touchEvent(screen.window, finger).release(0, point).commit()
    if not drawn:
        loop.exec()
    screen.bridge.happened.disconnect(answer)
    screen.window.frameSwapped.disconnect(swapped)
    return drawn[0]


def rest() -> None:
    loop = QEventLoop()
    QTimer.singleShot(REST_MS, loop.quit)
    loop.exec()


if __name__ == "__main__":
    main()
