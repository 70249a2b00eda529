"""A finger on the window: real touch events, in the places where things are seen."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEventLoop, QPoint, QTimer
from PySide6.QtGui import QPointingDevice
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.gallery import Gallery
from tests.kiosk.screens.audit import centre, find

_DEVICE: list[QPointingDevice] = []


def wait(milliseconds: int) -> None:
    """Lets the event loop run; for what the screen itself times (a choice taken, a tape lifted)."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def until(holds: Callable[[], object], within_ms: int = 8000) -> None:
    """Lets the event loop run until this holds; what it then asserts says what was missing."""
    for _ in range(within_ms // 20):
        if holds():
            return
        wait(20)


def press(gallery: Gallery, name: str) -> QPoint:
    point = QPoint(*centre(find(gallery.screen.window, name)))
    _send(gallery, "press", point)
    return point


def rest(gallery: Gallery, point: QPoint) -> None:
    """A hand laid down where nothing can be touched."""
    _send(gallery, "press", point)


def move(gallery: Gallery, point: QPoint) -> None:
    _send(gallery, "move", point)


def release(gallery: Gallery, point: QPoint) -> None:
    _send(gallery, "release", point)


def tap(gallery: Gallery, name: str) -> None:
    release(gallery, press(gallery, name))
    gallery.settle()


def touch(gallery: Gallery, point: QPoint) -> None:
    _send(gallery, "press", point)
    _send(gallery, "release", point)
    gallery.settle()


def draw(gallery: Gallery, item: QQuickItem, points: list[tuple[float, float]]) -> None:
    """A stroke over the item; points in shares of its width and height."""
    scene = [
        item.mapToScene(item.boundingRect().topLeft()).toPoint() + QPoint(int(x * item.width()), int(y * item.height()))
        for x, y in points
    ]
    _send(gallery, "press", scene[0])
    for point in scene[1:]:
        _send(gallery, "move", point)
    _send(gallery, "release", scene[-1])
    gallery.settle()


def second_finger_taps(gallery: Gallery, name: str) -> None:
    """While the first finger rests where it is."""
    point = QPoint(*centre(find(gallery.screen.window, name)))
    for what in ("press", "release"):
        event = QTest.touchEvent(gallery.screen.window, _DEVICE[0])
        event.stationary(0)
        if what == "press":
            event.press(1, point)
        else:
            event.release(1, point)
        event.commit()
        QCoreApplication.processEvents()


def _send(gallery: Gallery, what: str, point: QPoint) -> None:
    if not _DEVICE:
        _DEVICE.append(QTest.createTouchDevice())
    event = QTest.touchEvent(gallery.screen.window, _DEVICE[0])
    match what:
        case "press":
            event.press(0, point)
        case "move":
            event.move(0, point)
        case _:
            event.release(0, point)
    event.commit()
    QCoreApplication.processEvents()
