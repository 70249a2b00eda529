"""The way out of the application is shut: no menus, no dropping, no shortcuts, no closing by the window's own means.

What the operating system takes before Qt (Ctrl+Alt+F1, SysRq) is its own to shut.
"""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtQuick import QQuickWindow

from kiosk.keypad import Keypad

SWALLOWED: Final = frozenset(
    {
        QEvent.Type.Close,
        QEvent.Type.ContextMenu,
        QEvent.Type.DragEnter,
        QEvent.Type.DragMove,
        QEvent.Type.Drop,
        QEvent.Type.EnterWhatsThisMode,
        QEvent.Type.FileOpen,
        QEvent.Type.InputMethod,
        QEvent.Type.KeyRelease,
        QEvent.Type.NativeGesture,
        QEvent.Type.QueryWhatsThis,
        QEvent.Type.Shortcut,
        QEvent.Type.ToolTip,
        QEvent.Type.WhatsThis,
        QEvent.Type.Wheel,
    }
)
MOUSE: Final = frozenset(
    {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease, QEvent.Type.MouseButtonDblClick}
)


class Lockdown(QObject):
    """An event filter on the application. Keys reach the numbered keypad and nothing else."""

    def __init__(self, window: QQuickWindow, keypad: Keypad) -> None:
        super().__init__(window)
        self._keypad = keypad

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if watched is self.parent():
                self._keypad.take(event)
            return True
        if kind == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if kind in MOUSE and isinstance(event, QMouseEvent):
            return event.button() != Qt.MouseButton.LeftButton
        if kind in SWALLOWED:
            event.ignore()
            return True
        return False
