"""The document camera's live picture, painted by the software renderer, with the live edge over it."""

from PySide6.QtCore import Property, QObject, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

from devices.document_camera import PreviewFrame
from kiosk.screen_bridge import ScreenBridge

QML_IMPORT_NAME = "Kiosk.Python"
QML_IMPORT_MAJOR_VERSION = 1

EDGE = QColor("#FFC933")
GOOD_EDGE = QColor("#7CF29A")


@QmlElement
class PreviewItem(QQuickPaintedItem):
    """Draws the newest frame fitted into the item; the page's edge is yellow, green once it is good."""

    sourceChanged = Signal()
    liveChanged = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._frame: PreviewFrame | None = None
        self._source: QObject | None = None

    @Property(QObject, notify=sourceChanged)
    def source(self) -> QObject | None:
        return self._source

    @source.setter  # type: ignore[no-redef]
    def source(self, source: QObject | None) -> None:
        self._source = source
        if isinstance(source, ScreenBridge):
            source.previewArrived.connect(self.take)
        self.sourceChanged.emit()

    @Property(bool, notify=liveChanged)
    def live(self) -> bool:
        return self._frame is not None

    @Slot(object)
    def take(self, frame: PreviewFrame) -> None:
        first = self._frame is None
        self._frame = frame
        if first:
            self.liveChanged.emit()
        self.update()

    def paint(self, painter: QPainter) -> None:
        frame = self._frame
        if frame is None:
            return
        image = QImage(frame.pixels, frame.width, frame.height, frame.width * 4, QImage.Format.Format_RGB32)
        scale = min(self.width() / frame.width, self.height() / frame.height)
        left = (self.width() - frame.width * scale) / 2
        top = (self.height() - frame.height * scale) / 2
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(left, top, frame.width * scale, frame.height * scale), image)
        if frame.corners:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(GOOD_EDGE if frame.good else EDGE, 6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawPolygon(QPolygonF([QPointF(left + x * scale, top + y * scale) for x, y in frame.corners]))
