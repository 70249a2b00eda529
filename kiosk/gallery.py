"""Renders any snapshot to PNG without a display, at four sizes and in every preference."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtQuick import QQuickWindow

from flows.pages import Preferences, Snapshot
from kiosk.screen import Screen, open_screen

SIZES = {
    "1080x1920": QSize(1080, 1920),
    "1920x1080": QSize(1920, 1080),
    "1366x768": QSize(1366, 768),
    "1280x1024": QSize(1280, 1024),
}


@dataclass(frozen=True)
class Setting:
    """One way to look at a page."""

    size: str
    preferences: Preferences

    @property
    def name(self) -> str:
        chosen = self.preferences
        on = [word for word in ("elder", "contrast", "lower") if getattr(chosen, word)]
        return "-".join([self.size, chosen.language, *on])


def every_setting() -> Iterator[Setting]:
    """4 sizes x 2 languages x normal/elder x normal/contrast x full/lower."""
    flags = (False, True)
    for size, language, elder, contrast, lower in product(SIZES, ("zh", "en"), flags, flags, flags):
        yield Setting(size, Preferences(language, elder, contrast, lower))


class Gallery:
    """One hidden window that is reused for every picture. Needs QT_QPA_PLATFORM=offscreen where there is no display."""

    def __init__(self, app: QGuiApplication) -> None:
        self.screen: Screen = open_screen(app)
        self.screen.window.show()

    def render(self, snapshot: Snapshot, size: str = "1080x1920") -> QImage:
        """Waits for the page change to come to rest."""
        self.show(snapshot, size)
        return self.screen.window.grabWindow()

    def show(self, snapshot: Snapshot, size: str = "1080x1920") -> None:
        self.screen.window.resize(SIZES[size])
        self.screen.bridge.show(snapshot)
        settle(self.screen.window)


def settle(window: QQuickWindow, quiet_ms: int = 60, limit_ms: int = 1500) -> None:
    """Run the event loop until no new frame was drawn for `quiet_ms`."""
    loop = QEventLoop()
    quiet = QTimer(singleShot=True, interval=quiet_ms)
    quiet.timeout.connect(loop.quit)
    window.frameSwapped.connect(quiet.start)
    limit = QTimer(singleShot=True, interval=limit_ms)
    limit.timeout.connect(loop.quit)
    quiet.start()
    limit.start()
    loop.exec()
    window.frameSwapped.disconnect(quiet.start)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def offscreen_app() -> QGuiApplication:
    """The running application, or a new one that needs no display."""
    existing = QGuiApplication.instance()
    if isinstance(existing, QGuiApplication):
        return existing
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    QGuiApplication.setAttribute(Qt.ApplicationAttribute.AA_SynthesizeMouseForUnhandledTouchEvents, True)
    return QGuiApplication([])


def save(image: QImage, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not image.save(str(path)):
        raise OSError(f"cannot write {path}")
    return path
