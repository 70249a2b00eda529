"""The pad a customer signs on: strokes in, ink painted at once, strokes out in pad units."""

from typing import Any

from PySide6.QtCore import Property, QElapsedTimer, QPointF, QRect, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

QML_IMPORT_NAME = "Kiosk.Python"
QML_IMPORT_MAJOR_VERSION = 1

PEN_WIDTH = 6
PAD_UNITS = 1000


@QmlElement
class InkItem(QQuickPaintedItem):
    """One scale for both axes (item width = 1000 units), so that a signature is never distorted."""

    inkChanged = Signal()
    colourChanged = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._strokes: list[list[tuple[float, float, int]]] = []
        self._clock = QElapsedTimer()
        self._colour = QColor("#16252B")

    @Property(bool, notify=inkChanged)
    def inked(self) -> bool:
        return any(len(stroke) > 1 for stroke in self._strokes)

    @Property(QColor, notify=colourChanged)
    def colour(self) -> QColor:
        return self._colour

    @colour.setter  # type: ignore[no-redef]
    def colour(self, colour: QColor) -> None:
        self._colour = colour
        self.colourChanged.emit()

    @Slot(float, float)
    def begin(self, x: float, y: float) -> None:
        if not self._strokes:
            self._clock.start()
        self._strokes.append([(x, y, self._clock.elapsed())])

    @Slot(float, float)
    def move(self, x: float, y: float) -> None:
        """A point outside the pad is drawn on its rim."""
        x, y = min(max(x, 0.0), self.width()), min(max(y, 0.0), self.height())
        if not self._strokes:
            return
        last_x, last_y, _ = self._strokes[-1][-1]
        self._strokes[-1].append((x, y, self._clock.elapsed()))
        left, top = min(x, last_x) - PEN_WIDTH, min(y, last_y) - PEN_WIDTH
        self.update(QRect(int(left), int(top), int(abs(x - last_x)) + 14, int(abs(y - last_y)) + 14))
        self.inkChanged.emit()

    @Slot()
    def clear(self) -> None:
        self._strokes.clear()
        self.update()
        self.inkChanged.emit()

    @Slot(result="QVariantList")
    def strokes(self) -> list[Any]:
        """[[ [x, y, ms], … ], …] in pad units."""
        unit = PAD_UNITS / max(self.width(), 1.0)
        return [[[round(x * unit), round(y * unit), ms] for x, y, ms in stroke] for stroke in self._strokes]

    def paint(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self._colour, PEN_WIDTH, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        for stroke in self._strokes:
            painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y, _ in stroke]))
