"""Nobody leaves the application, opens a menu, drops a file or copies a name."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QClipboard,
    QCloseEvent,
    QContextMenuEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QWheelEvent,
)
from PySide6.QtTest import QTest

from flows.events import ScreenEvent
from flows.pages import Preferences
from kiosk.gallery import Gallery
from tests.kiosk.screens import samples
from tests.kiosk.screens.audit import centre, find, touchables

KIOSK = Path(__file__).parents[3] / "kiosk"
SHORTCUTS = [
    (Qt.Key.Key_F4, Qt.KeyboardModifier.AltModifier),
    (Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier),
    (Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier),
    (Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier),
    (Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier),
    (Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier),
    (Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier),
    (Qt.Key.Key_Tab, Qt.KeyboardModifier.AltModifier),
    (Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier),
    *((key, Qt.KeyboardModifier.NoModifier) for key in (Qt.Key.Key_F1, Qt.Key.Key_F11, Qt.Key.Key_Escape)),
    *((key, Qt.KeyboardModifier.NoModifier) for key in (Qt.Key.Key_Meta, Qt.Key.Key_Menu, Qt.Key.Key_Print)),
    *((key, Qt.KeyboardModifier.NoModifier) for key in (Qt.Key.Key_VolumeUp, Qt.Key.Key_HomePage, Qt.Key.Key_A)),
]


@pytest.mark.row("S04")
@pytest.mark.parametrize(("key", "modifier"), SHORTCUTS)
def test_a_shortcut_does_nothing(
    gallery: Gallery, happened: list[ScreenEvent], key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    gallery.show(samples.sample("review", Preferences()))
    QTest.keyClick(gallery.screen.window, key, modifier)
    gallery.settle()
    assert gallery.screen.window.isVisible()
    assert happened == []
    assert gallery.screen.bridge.focused_control == ""


@pytest.mark.row("S04")
def test_the_window_cannot_be_closed_by_its_own_means(gallery: Gallery) -> None:
    gallery.screen.window.close()
    QCoreApplication.sendEvent(gallery.screen.window, QCloseEvent())
    gallery.settle()
    assert gallery.screen.window.isVisible()


@pytest.mark.row("S01")
@pytest.mark.parametrize("name", [*samples.PAGES, "idle"])
def test_a_right_click_or_a_long_press_anywhere_opens_nothing(gallery: Gallery, name: str) -> None:
    gallery.show(samples.sample(name, Preferences()))
    window = gallery.screen.window
    heard: list[ScreenEvent] = []
    gallery.screen.bridge.happened.connect(heard.append)
    for touch in touchables(window):
        point = QPoint(*centre(touch.item))
        QTest.mouseClick(window, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, point)
        QTest.mouseClick(window, Qt.MouseButton.MiddleButton, Qt.KeyboardModifier.NoModifier, point)
        menu = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, point)
        QCoreApplication.sendEvent(window, menu)
    gallery.screen.bridge.happened.disconnect(heard.append)
    assert heard == []
    assert [other for other in QGuiApplication.topLevelWindows() if other.isVisible()] == [window]


@pytest.mark.row("S01")
def test_a_dropped_file_is_not_taken(gallery: Gallery) -> None:
    gallery.show(samples.sample("address", Preferences()))
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile("/etc/passwd")])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(500, 400), Qt.DropAction.CopyAction, dropped, left, none)
    QCoreApplication.sendEvent(gallery.screen.window, enter)
    drop = QDropEvent(QPointF(500, 400), Qt.DropAction.CopyAction, dropped, left, none)
    QCoreApplication.sendEvent(gallery.screen.window, drop)
    assert not enter.isAccepted()
    assert not drop.isAccepted()


@pytest.mark.row("S01")
def test_nothing_on_any_page_can_be_copied(gallery: Gallery) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    for name in samples.PAGES:
        gallery.show(samples.sample(name, Preferences()))
        for key in (Qt.Key.Key_A, Qt.Key.Key_C, Qt.Key.Key_X):
            QTest.keyClick(gallery.screen.window, key, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.text(QClipboard.Mode.Clipboard) == ""


@pytest.mark.row("S02")
def test_the_next_customer_cannot_bring_back_what_was_typed(gallery: Gallery) -> None:
    gallery.show(samples.sample("thanks", Preferences()))
    gallery.show(samples.sample("mobile", Preferences()))
    gallery.show(samples.sample("home", Preferences()))
    for key in (Qt.Key.Key_Z, Qt.Key.Key_Y):
        QTest.keyClick(gallery.screen.window, key, Qt.KeyboardModifier.ControlModifier)
    gallery.settle()
    seen = [item for item in _everything(gallery) if "0000" in str(item.property("text") or "")]
    assert seen == []


@pytest.mark.row("S02")
def test_the_qml_has_no_field_with_a_history_of_its_own() -> None:
    editors = re.compile(r"\b(TextInput|TextEdit|TextField|TextArea|WebView|FileDialog|openUrlExternally)\b")
    for file in sorted((KIOSK / "qml").rglob("*.qml")):
        assert not editors.search(file.read_text(encoding="utf-8")), file.name


@pytest.mark.row("S03")
def test_no_dialog_and_no_link_out_is_named_anywhere() -> None:
    ways_out = re.compile(r"\b(QFileDialog|QPrintDialog|QColorDialog|QFontDialog|QDesktopServices|QtWebEngine\w*)\b")
    for file in sorted(KIOSK.rglob("*.py")):
        assert not ways_out.search(file.read_text(encoding="utf-8")), file.name


def test_a_wheel_scrolls_nothing(gallery: Gallery) -> None:
    gallery.show(samples.sample("home", Preferences()))
    before = find(gallery.screen.window, "scenario:B02").mapToScene(QPointF(0, 0))
    turned = QWheelEvent(
        *(QPointF(500, 700), QPointF(500, 700), QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton),
        *(Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False),
    )
    QCoreApplication.sendEvent(gallery.screen.window, turned)
    gallery.settle()
    assert find(gallery.screen.window, "scenario:B02").mapToScene(QPointF(0, 0)) == before
    assert turned.type() == QEvent.Type.Wheel


def _everything(gallery: Gallery) -> list:  # type: ignore[type-arg]
    found, waiting = [], [gallery.screen.window.contentItem()]
    while waiting:
        item = waiting.pop()
        found.append(item)
        waiting += item.childItems()
    return found
