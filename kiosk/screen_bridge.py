"""The one object QML and Python share: snapshots go up to the screen, what the customer does comes down as events."""

from typing import Any

from PySide6.QtCore import Property, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtQml import QmlNamedElement, QmlSingleton

from devices.document_camera import PreviewFrame
from flows import events
from flows.pages import Snapshot
from kiosk.delays import SETTLE_S
from kiosk.snapshot_map import frame_map, page_key, page_map, plain

QML_IMPORT_NAME = "Kiosk.Python"
QML_IMPORT_MAJOR_VERSION = 1


@QmlNamedElement("Bridge")
@QmlSingleton
class ScreenBridge(QObject):  # type: ignore[operator]
    """Lives on the GUI thread. `show` and `show_preview` may be called from any thread.

    `happened` carries one of flows.events.ScreenEvent, on the GUI thread.
    """

    happened = Signal(object)
    frameChanged = Signal()
    pageChanged = Signal()
    idleChanged = Signal()
    focusedChanged = Signal()
    settlingChanged = Signal()
    shown = Signal()
    previewArrived = Signal(object)
    _arrived = Signal(object)
    _frame_arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.snapshot: Snapshot | None = None
        self._frame: Any = {}
        self._page: Any = {"kind": "", "key": ""}
        self._idle: Any = None
        self.focused_control = ""
        self.speaks = True
        """False: nothing here can read aloud, and the key for it is left out"""
        self.settle_s = SETTLE_S
        self._settling = QTimer(self, singleShot=True)
        self._settling.timeout.connect(self.settlingChanged)
        self._preview_in_flight = False
        self._arrived.connect(self._take, Qt.ConnectionType.AutoConnection)
        self._frame_arrived.connect(self._take_frame, Qt.ConnectionType.QueuedConnection)

    def show(self, snapshot: Snapshot) -> None:
        """Draw this snapshot. Only the parts that differ from the one before are redrawn."""
        self._arrived.emit(snapshot)

    def show_preview(self, frame: PreviewFrame) -> None:
        """Hand the newest camera frame over; it is dropped while the one before is still on its way."""
        if not self._preview_in_flight:
            self._preview_in_flight = True
            self._frame_arrived.emit(frame)

    @Property("QVariantMap", notify=frameChanged)  # type: ignore[arg-type]
    def frame(self) -> Any:
        return self._frame

    @Property("QVariantMap", notify=pageChanged)  # type: ignore[arg-type]
    def page(self) -> Any:
        return self._page

    @Property("QVariant", notify=idleChanged)  # type: ignore[arg-type]
    def idle(self) -> Any:
        return self._idle

    @Property(str, notify=focusedChanged)
    def focused(self) -> str:
        """The control that the numbered keypad is on; "" while nobody uses it."""
        return self.focused_control

    @Property(bool, notify=settlingChanged)
    def settling(self) -> bool:
        """The page has only just come: whoever touches it now meant the one before."""
        return self._settling.isActive()

    def focus(self, control: str) -> None:
        if control != self.focused_control:
            self.focused_control = control
            self.focusedChanged.emit()

    @Slot(str)
    def press(self, control: str) -> None:
        self.happened.emit(events.Pressed(control))

    @Slot(str, "QVariantList")
    def chose(self, ask: str, ids: list[Any]) -> None:
        self.happened.emit(events.Chose(ask, tuple(str(item) for item in ids)))

    @Slot(str, str)
    def typed(self, entry: str, text: str) -> None:
        self.happened.emit(events.Typed(entry, text))

    @Slot("QVariantList")
    def signed(self, strokes: list[Any]) -> None:
        """Strokes of [x, y, milliseconds] in pad units."""
        ink = tuple(tuple((int(x), int(y), int(ms)) for x, y, ms in stroke) for stroke in strokes)
        self.happened.emit(events.Signed(ink))

    @Slot(int)
    def rated(self, stars: int) -> None:
        self.happened.emit(events.Rated(stars))

    @Slot(str)
    def preferred(self, key: str) -> None:
        self.happened.emit(events.Preferred(key))

    @Slot()
    def touched(self) -> None:
        self.happened.emit(events.Touched())

    @Slot()
    def cornerHeld(self) -> None:
        self.happened.emit(events.VendorCornerHeld())

    @Slot(str, str)
    def pin(self, entry: str, key: str) -> None:
        self.happened.emit(events.PinTyped(entry, key))

    @Slot(object)
    def _take(self, snapshot: Snapshot) -> None:
        before, self.snapshot = self.snapshot, snapshot
        if before is None or before.frame != snapshot.frame:
            self._frame = frame_map(snapshot.frame, speaks=self.speaks)
            self.frameChanged.emit()
        if before is None or before.page != snapshot.page:
            if self._page["key"] != page_key(snapshot.page):
                self.focus("")
                self._settle(first=before is None)
            self._page = page_map(snapshot.page)
            self.pageChanged.emit()
        if before is None or before.idle != snapshot.idle:
            self._idle = plain(snapshot.idle)
            self.idleChanged.emit()
        self.shown.emit()

    def _settle(self, *, first: bool) -> None:
        if not first and self.settle_s > 0:
            self._settling.start(round(self.settle_s * 1000))
            self.settlingChanged.emit()

    @Slot(object)
    def _take_frame(self, frame: PreviewFrame) -> None:
        self._preview_in_flight = False
        self.previewArrived.emit(frame)
