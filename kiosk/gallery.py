"""Renders any snapshot to PNG without a display, at four sizes and in every preference."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtGui import QGuiApplication, QImage

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
        self.screen.window.setProperty("reducedMotion", True)
        self.screen.bridge.settle_s = 0.0
        self.screen.window.show()

    def render(self, snapshot: Snapshot, size: str = "1080x1920") -> QImage:
        self.show(snapshot, size)
        return self.screen.window.grabWindow()

    def show(self, snapshot: Snapshot, size: str = "1080x1920") -> None:
        """Waits until the page has come to rest."""
        self.screen.window.resize(SIZES[size])
        self.screen.bridge.show(snapshot)
        self.settle()

    def settle(self) -> None:
        """Layout takes two passes: texts first, then what stands below them."""
        for _ in range(2):
            QCoreApplication.processEvents()
            self.screen.window.grabWindow()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QCoreApplication.processEvents()


def offscreen_app() -> QGuiApplication:
    """The running application, or a new one that needs no display."""
    existing = QGuiApplication.instance()
    if isinstance(existing, QGuiApplication):
        return existing
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    return QGuiApplication([])


def save(image: QImage, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not image.save(str(path)):
        raise OSError(f"cannot write {path}")
    return path
