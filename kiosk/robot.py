"""A hand for journeys in development: JSON lines over TCP become real touch events on the window. Never packaged.

Requests: `page` (kind, key and the controls that can be touched), `tap` id, `hold` id milliseconds, `ink` strokes,
`scroll` id, `screenshot` path. Answers `{"ok": true, …}` or `{"ok": false, "error": …}`; a control that is not there,
still moving, disabled or covered is an error, and the caller looks again.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from PySide6.QtCore import QObject, QPoint, QPointF, QRectF, QTimer
from PySide6.QtGui import QPointingDevice
from PySide6.QtNetwork import QHostAddress, QTcpServer, QTcpSocket
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

from kiosk.screen_bridge import ScreenBridge
from kiosk.snapshot_map import page_map

PRESS_MS = 40
STILL_MS = 60
STROKE_STEP_MS = 8
PAD_UNITS = 1000.0

Answer: TypeAlias = Callable[[Mapping[str, Any]], None]


class NotThereError(Exception):
    """The control cannot be touched now."""


class Robot(QObject):
    """Lives on the GUI thread; listens on a free loopback port."""

    def __init__(self, window: QQuickWindow, bridge: ScreenBridge) -> None:
        super().__init__()
        self._window = window
        self._bridge = bridge
        self._finger: QPointingDevice = QTest.createTouchDevice()
        self._server = QTcpServer(self)
        self._server.newConnection.connect(self._connected)
        if not self._server.listen(QHostAddress(QHostAddress.SpecialAddress.LocalHost), 0):
            raise OSError(self._server.errorString())

    @property
    def port(self) -> int:
        return self._server.serverPort()

    def _connected(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(lambda s=socket: self._read(s))
            socket.disconnected.connect(socket.deleteLater)

    def _read(self, socket: QTcpSocket) -> None:
        while socket.canReadLine():
            request = json.loads(bytes(socket.readLine().data()))

            def answer(fields: Mapping[str, Any], to: QTcpSocket = socket) -> None:
                to.write(json.dumps(dict(fields), ensure_ascii=False).encode() + b"\n")
                to.flush()

            try:
                self._obey(request, answer)
            except NotThereError as error:
                answer({"ok": False, "error": str(error)})

    def _obey(self, request: Mapping[str, Any], answer: Answer) -> None:
        match request["do"]:
            case "page":
                answer({"ok": True, **self._page()})
            case "tap":
                self._hold(request["id"], PRESS_MS, answer)
            case "hold":
                self._hold(request["id"], int(request["milliseconds"]), answer)
            case "ink":
                self._ink(request["strokes"], answer)
            case "scroll":
                self._scroll(request["id"], answer)
            case "screenshot":
                saved = self._window.grabWindow().save(str(request["path"]))
                answer({"ok": saved} if saved else {"ok": False, "error": "not saved"})
            case other:
                answer({"ok": False, "error": f"no such order: {other}"})

    # ---- looking --------------------------------------------------------------------------------------------------

    def _page(self) -> dict[str, Any]:
        snapshot = self._bridge.snapshot
        controls = [
            {"id": item.objectName(), "rect": _rect(item).toRect().getRect(), "reachable": self._reachable(item)}
            for item in self._named()
        ]
        kind = type(snapshot.page).__name__ if snapshot else ""
        title = snapshot.page.heading.title if snapshot else ""
        return {
            "kind": kind,
            "title": title,
            "controls": controls,
            "in_session": bool(snapshot and snapshot.in_session),
            "idle": bool(snapshot and snapshot.idle),
            "content": page_map(snapshot.page) if snapshot else {},
        }

    def _named(self) -> list[QQuickItem]:
        """What can be seen and has a name, in the order it is painted: the last one lies on top."""
        found: list[QQuickItem] = []

        def walk(item: QQuickItem) -> None:
            if not item.isVisible() or item.opacity() == 0:
                return
            if item.objectName():
                found.append(item)
            for child in sorted(item.childItems(), key=lambda child: child.z()):
                walk(child)

        walk(self._window.contentItem())
        return found

    def _find(self, control: str) -> QQuickItem:
        found = [item for item in self._named() if item.objectName() == control and item.isEnabled()]
        if not found:
            raise NotThereError(f"{control} is not there")
        reachable = [item for item in found if self._reachable(item)]
        if not reachable:
            raise NotThereError(f"{control} is out of sight")
        self._refuse_covered(reachable[0])
        return reachable[0]

    def _refuse_covered(self, item: QQuickItem) -> None:
        """A customer cannot touch what lies under something else."""
        centre = _rect(item).center()
        top = [other for other in self._named() if _rect(other).contains(centre)][-1]
        if top is not item and not top.isAncestorOf(item) and not item.isAncestorOf(top):
            raise NotThereError(f"{item.objectName()} is covered by {top.objectName()}")

    def _reachable(self, item: QQuickItem) -> bool:
        """The centre lies in the window and in every clipping ancestor."""
        centre = _rect(item).center()
        if not QRectF(0, 0, self._window.width(), self._window.height()).contains(centre):
            return False
        parent = item.parentItem()
        while parent is not None:
            if parent.clip() and not _rect(parent).contains(centre):
                return False
            parent = parent.parentItem()
        return True

    # ---- touching -------------------------------------------------------------------------------------------------

    def _hold(self, control: str, milliseconds: int, answer: Answer) -> None:
        """Touches only what keeps still, so that a page that slides in is not touched on its way."""
        before = _rect(self._find(control)).center()

        def press() -> None:
            try:
                centre = _rect(self._find(control)).center()
            except NotThereError as error:
                return answer({"ok": False, "error": str(error)})
            if centre != before or self._bridge.settling:
                return answer({"ok": False, "error": f"{control} is moving, or its page has only just come"})
            point = centre.toPoint()
            self._touch("press", point)
            QTimer.singleShot(milliseconds, lambda: release(point))
            return None

        def release(point: QPoint) -> None:
            self._touch("release", point)
            answer({"ok": True})

        QTimer.singleShot(STILL_MS, press)

    def _ink(self, strokes: list[list[list[float]]], answer: Answer) -> None:
        pad = _rect(self._find("ink"))
        moves: list[tuple[str, QPoint]] = []
        for stroke in strokes:
            points = [
                QPointF(pad.x() + x * pad.width() / PAD_UNITS, pad.y() + y * pad.height() / PAD_UNITS).toPoint()
                for x, y, *_ in stroke
            ]
            moves.append(("press", points[0]))
            moves += [("move", point) for point in points[1:]]
            moves.append(("release", points[-1]))
        self._play(moves, answer)

    def _scroll(self, control: str, answer: Answer) -> None:
        """Drags the list that holds the control until its centre is in sight."""
        item = next((item for item in self._named() if item.objectName() == control), None)
        view = item and _flickable(item)
        if item is None or view is None:
            raise NotThereError(f"{control} is in no list")
        frame, target = _rect(view), _rect(item).center()
        distance = max(-0.6, min(0.6, (frame.center().y() - target.y()) / frame.height())) * frame.height()
        start = QPointF(frame.center().x(), frame.center().y() - distance / 2)
        steps = 12
        path = [QPointF(start.x(), start.y() + distance * step / steps).toPoint() for step in range(steps + 1)]
        held = [("move", path[-1])] * 15
        self._play([("press", path[0]), *(("move", p) for p in path[1:]), *held, ("release", path[-1])], answer)

    def _play(self, moves: list[tuple[str, QPoint]], answer: Answer) -> None:
        if not moves:
            answer({"ok": True})
            return
        self._touch(*moves[0])
        QTimer.singleShot(STROKE_STEP_MS, lambda: self._play(moves[1:], answer))

    def _touch(self, kind: str, point: QPoint) -> None:
        event = QTest.touchEvent(self._window, self._finger)
        match kind:
            case "press":
                event.press(0, point)
            case "move":
                event.move(0, point)
            case _:
                event.release(0, point)
        event.commit()


def _rect(item: QQuickItem) -> QRectF:
    """In window coordinates."""
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


def _flickable(item: QQuickItem) -> QQuickItem | None:
    parent = item.parentItem()
    while parent is not None and not parent.inherits("QQuickFlickable"):
        parent = parent.parentItem()
    return parent
