"""Opens the one window of the terminal: fonts, Python types for QML, the main page."""

import threading
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, QTimer, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from kiosk import ink_item, preview_item  # noqa: F401  registers the items QML names
from kiosk.audio_output import AudioOutput, Silence
from kiosk.fonts import install_fonts
from kiosk.keyboard.composer import bundled_engine
from kiosk.keypad import Keypad
from kiosk.lockdown import Lockdown
from kiosk.screen_audio import ScreenAudio
from kiosk.screen_bridge import ScreenBridge

QML = Path(__file__).parent / "qml"
WARM_AFTER_MS = 2000
"""when the pinyin table is read: after the first frame, before anyone types"""


@dataclass(frozen=True)
class Screen:
    """Keep it alive as long as the window is to be seen."""

    engine: QQmlApplicationEngine
    window: QQuickWindow
    bridge: ScreenBridge
    keypad: Keypad
    audio: ScreenAudio


class ScreenBrokenError(Exception):
    """The QML could not be loaded: the installation is broken."""


def open_screen(app: QGuiApplication, size: QSize | None = None, audio: AudioOutput | None = None) -> Screen:
    """A hidden, locked-down window; the caller shows it, full screen or at `size`."""
    install_fonts(app)
    engine = QQmlApplicationEngine()
    warnings: list[str] = []
    engine.warnings.connect(lambda faults: warnings.extend(fault.toString() for fault in faults))
    engine.addImportPath(str(QML))
    engine.load(QUrl.fromLocalFile(str(QML / "Kiosk" / "App" / "Main.qml")))
    roots = engine.rootObjects()
    if not roots:
        raise ScreenBrokenError("; ".join(warnings))
    window = roots[0]
    bridge = engine.singletonInstance("Kiosk.Python", "Bridge")
    assert isinstance(window, QQuickWindow)
    assert isinstance(bridge, ScreenBridge)
    if size is not None:
        window.resize(size)
    bridge.speaks = audio is None or audio.can_speak("zh")
    keypad = Keypad(window, bridge)
    app.installEventFilter(Lockdown(window, keypad))
    heard = ScreenAudio(bridge, audio or Silence())
    keypad.moved.connect(heard.say)
    QTimer.singleShot(WARM_AFTER_MS, lambda: threading.Thread(target=bundled_engine, daemon=True).start())
    return Screen(engine, window, bridge, keypad, heard)
