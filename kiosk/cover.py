"""The cover: one calm picture while no terminal can show one. Its own process, with nothing of a customer in it."""

import os
import sys

from kiosk.command_line import CommandLine
from kiosk.pipe_lines import Message, SupervisorPipe

WAIT = ("请稍候", "终端正在准备，马上就好")
TROUBLE = ("刚才出了点问题", "终端正在重新准备。已经给出业务流水号的，都已存好，不会丢")
CLOSED = ("暂停服务", "这台终端暂时不能用，请到柜台办理")
PAPER, INK, QUIET = "#FBFAF7", "#1D2A26", "#55635E"


def words(order: Message) -> tuple[str, str]:
    """Headline and sentence for a `show` order."""
    if order.get("closed"):
        return CLOSED
    return TROUBLE if order.get("trouble") else WAIT


def main(arguments: list[str]) -> int:
    parser = CommandLine(prog="kiosk cover", description=__doc__)
    parser.add_argument("--size", type=_size, default="1080x1920", help="width x height in pixels")
    parser.add_argument("--fullscreen", action="store_true")
    options = parser.parse_args(arguments)
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    os.environ.setdefault("QT_WAYLAND_DISABLE_WINDOWDECORATION", "1")
    from PySide6.QtCore import QObject, QRect, Qt, Signal
    from PySide6.QtGui import QBackingStore, QColor, QExposeEvent, QFont, QGuiApplication, QPainter, QRegion, QWindow

    class Orders(QObject):
        came = Signal(object)
        closed = Signal()

    class Cover(QWindow):
        """Painted without QML: nothing here can fail that failed in the terminal."""

        def __init__(self) -> None:
            super().__init__()
            self.words = WAIT
            self._store = QBackingStore(self)
            self.setFlags(Qt.WindowType.FramelessWindowHint)

        def exposeEvent(self, event: QExposeEvent) -> None:
            if self.isExposed():
                self.paint()

        def paint(self) -> None:
            area = QRect(0, 0, self.width(), self.height())
            self._store.resize(area.size())
            self._store.beginPaint(QRegion(area))
            painter = QPainter(self._store.paintDevice())
            painter.fillRect(area, QColor(PAPER))
            for text, size, colour, top in ((self.words[0], 72, INK, 0.36), (self.words[1], 34, QUIET, 0.45)):
                font = QFont("Noto Sans CJK SC")
                font.setPixelSize(round(size * min(area.width(), area.height()) / 1080))
                painter.setFont(font)
                painter.setPen(QColor(colour))
                place = area.adjusted(area.width() // 10, round(area.height() * top), -area.width() // 10, 0)
                painter.drawText(place, Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap, text)
            painter.end()
            self._store.endPaint()
            self._store.flush(QRegion(area))

        def obey(self, order: Message) -> None:
            match order.get("do"):
                case "show":
                    self.words = words(order)
                    self.showFullScreen() if options.fullscreen else self.show()
                    if self.isExposed():
                        self.paint()
                case "hide":
                    self.hide()
                case "stop":
                    app.quit()

    app = QGuiApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    cover, orders, pipe = Cover(), Orders(), SupervisorPipe()
    cover.resize(*options.size)
    orders.came.connect(cover.obey)
    orders.closed.connect(app.quit)
    pipe.listen(orders.came.emit, orders.closed.emit)
    cover.obey({"do": "show"})
    pipe.say("ready")
    return app.exec()


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    return int(width), int(height)
