"""The numbered keypad for customers who do not see or cannot touch the screen: number, Enter, back, next, staff.

A number moves the focus to the control that the page's script reads under it; Enter presses it, or the next step where
nothing is chosen. On a page with a number pad the digits go into the field.
"""

import time
from collections.abc import Callable, Iterator
from typing import Final, assert_never

from PySide6.QtCore import QMetaObject, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtQuick import QQuickItem, QQuickWindow

from flows import pages as pg
from kiosk.screen_bridge import ScreenBridge

TWO_DIGITS_WITHIN_S: Final = 1.5
MOST_LEAVES: Final = 20
NOT_A_STOP: Final = ("key:", "candidate:", "foot:", "vendor-corner")
NEXT: Final = frozenset({Qt.Key.Key_Plus, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Tab})
BEFORE: Final = frozenset({Qt.Key.Key_Minus, Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Backtab})
PRESS: Final = frozenset({Qt.Key.Key_Enter, Qt.Key.Key_Return})
BACK: Final = frozenset({Qt.Key.Key_Asterisk, Qt.Key.Key_Backspace, Qt.Key.Key_Clear})
STAFF: Final = frozenset({Qt.Key.Key_NumberSign, Qt.Key.Key_Help})


def numbered_controls(page: pg.Page) -> tuple[str, ...]:
    """The controls that the script reads with a number, first is 1."""
    match page:
        case pg.HomePage():
            return tuple(row.id for row in (*page.scenarios, *page.hot))
        case pg.ListPage():
            return tuple(row.id for row in page.rows)
        case pg.QuestionPage():
            return tuple(f"choice:{choice.id.removeprefix('choice:')}" for choice in page.choices)
        case pg.PresentPage():
            return tuple(button.id for button in page.others)
        case pg.RefusalPage() | pg.MessagePage():
            return tuple(row.id for row in page.ways)
        case pg.DonePage():
            return tuple(choice.id for choice in page.ratings)
        case pg.ReviewPage():
            return tuple(row.edit.id for group in page.groups for row in group.rows if row.edit is not None)
        case pg.VendorPage():
            return tuple(button.id for button in page.actions)
        case (
            pg.ServicePage()
            | pg.NoticePage()
            | pg.CapturePage()
            | pg.SignPage()
            | pg.WorkingPage()
            | pg.LockerPage()
            | pg.StaffLoginPage()
        ):
            return ()
        case _:
            assert_never(page)


class Keypad(QObject):
    """Lives on the GUI thread. `moved` tells the words of the control that has the focus now, to be spoken.

    Every key says that someone is there; while the terminal asks for that, it says nothing else.
    """

    moved = Signal(str)

    def __init__(self, window: QQuickWindow, bridge: ScreenBridge, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(window)
        self._window = window
        self._bridge = bridge
        self._clock = clock
        self._typed = ""
        self._typed_at = 0.0

    def take(self, event: QKeyEvent) -> None:
        """A key that means nothing here is dropped; so is every key with Alt, Ctrl or Meta."""
        if event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier):
            return
        key = Qt.Key(event.key())
        self._bridge.touched()
        if self._bridge.snapshot is not None and self._bridge.snapshot.idle is not None:
            self._activate(self._bridge.snapshot.idle.stay.id)
        elif event.text().isdigit() and event.text().isascii():
            self._digit(event.text())
        elif key in PRESS:
            self._press()
        elif key in BACK:
            self._activate("key:back") or self._activate("back")
        elif key in NEXT:
            self._step(1)
        elif key in BEFORE:
            self._step(-1)
        elif key in STAFF:
            self._activate("staff")

    def _digit(self, digit: str) -> None:
        if self._activate(f"key:{digit}"):
            return
        now = self._clock()
        goes_on = self._bridge.focused_control and now - self._typed_at < TWO_DIGITS_WITHIN_S
        self._typed = self._typed + digit if goes_on else digit
        self._typed_at = now
        controls = numbered_controls(self._bridge.snapshot.page) if self._bridge.snapshot else ()
        for number in (self._typed, digit):
            if 0 < int(number) <= len(controls):
                self._typed = number
                self._focus(controls[int(number) - 1])
                return
        self._typed = ""

    def _press(self) -> None:
        """What has the focus; else the next step, or the way to the next leaf that stands in its place."""
        focused = self._bridge.focused_control
        if focused and self._find(focused) is not None:
            self._activate(focused)
        else:
            self._activate(self._next_step()) or self._activate("more")

    def _next_step(self) -> str:
        """The filled button: nearly always the one called primary."""
        second = self._find("second")
        return "second" if second is not None and second.property("filled") else "primary"

    def _step(self, by: int) -> None:
        stops = [item.objectName() for item in self._stops()]
        if not stops:
            return
        at = (
            stops.index(self._bridge.focused_control)
            if self._bridge.focused_control in stops
            else (-1 if by > 0 else 0)
        )
        self._focus(stops[(at + by) % len(stops)])

    def _focus(self, control: str) -> None:
        """Turns leaves until the control is there."""
        for _ in range(MOST_LEAVES):
            item = self._find(control)
            if item is not None:
                self._bridge.focus(control)
                self.moved.emit(str(item.property("spoken")))
                return
            if not self._activate("more"):
                return

    def _activate(self, control: str) -> bool:
        item = self._find(control)
        if item is None or item.property("live") is False:
            return False
        QMetaObject.invokeMethod(item, "activate")
        return True

    def _find(self, control: str) -> QQuickItem | None:
        return next((item for item in self._named() if item.objectName() == control), None)

    def _stops(self) -> list[QQuickItem]:
        """What can be pressed on the page, in reading order."""
        found = [item for item in self._named() if not item.objectName().startswith(NOT_A_STOP)]
        return sorted(found, key=lambda item: (round(item.mapToScene(item.boundingRect().topLeft()).y()), item.x()))

    def _named(self) -> Iterator[QQuickItem]:
        waiting = [self._window.contentItem()]
        while waiting:
            item = waiting.pop()
            if not item.isVisible():
                continue
            if item.objectName() and item.metaObject().indexOfMethod("activate()") >= 0:
                yield item
            waiting.extend(item.childItems())
