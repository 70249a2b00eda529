"""Looks at every visible item of a window as a customer would: cut words, small targets, covered things."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from PySide6.QtCore import QRectF
from PySide6.QtQuick import QQuickItem, QQuickWindow

from flows.pages import Preferences
from kiosk.fonts import missing_glyphs

OVERLAP = 3.0
"""pixels in both directions before two things count as on top of each other"""


@dataclass(frozen=True)
class Seen:
    """A visible item with its place in the window."""

    item: QQuickItem
    rect: QRectF
    name: str

    @property
    def key(self) -> bool:
        return self.name.startswith(("key:", "candidate:"))


def faults(window: QQuickWindow, preferences: Preferences) -> list[str]:
    """One line for each fault; none when the screen is well."""
    items = list(_visible(window.contentItem()))
    texts = [_seen(item, _painted(item)) for item in items if item.inherits("QQuickText") and item.property("text")]
    touches = [_seen(item, _rect(item)) for item in items if _is_touch(item)]
    return [
        *_faulty_texts(texts, window, preferences),
        *_faulty_touches(touches, window, preferences),
        *_words_outside_their_control(texts, touches),
        *_on_top_of_each_other(texts, touches),
    ]


def touchables(window: QQuickWindow) -> list[Seen]:
    return [_seen(item, _rect(item)) for item in _visible(window.contentItem()) if _is_touch(item)]


def find(window: QQuickWindow, name: str) -> QQuickItem:
    """The visible item with this objectName; raises LookupError telling what is there."""
    names = []
    for item in _visible(window.contentItem()):
        if item.objectName() == name:
            return item
        names.append(item.objectName())
    raise LookupError(f"{name} is not on the screen; there are {sorted(filter(None, names))}")


def named(window: QQuickWindow, name: str) -> list[QQuickItem]:
    """All visible items with this objectName, also those under a cover."""
    found: list[QQuickItem] = []
    waiting = [window.contentItem()]
    while waiting:
        item = waiting.pop()
        if item.isVisible():
            found += [item] if item.objectName() == name else []
            waiting += item.childItems()
    return found


def centre(item: QQuickItem) -> tuple[int, int]:
    point = _rect(item).center()
    return round(point.x()), round(point.y())


def _faulty_texts(texts: list[Seen], window: QQuickWindow, preferences: Preferences) -> Iterator[str]:
    floor = 36 if preferences.elder else 26
    screen = QRectF(0, 0, window.width(), window.height())
    for text in texts:
        words = str(text.item.property("text"))
        if text.item.property("font").pixelSize() < floor:
            yield f"{words!r} is only {text.item.property('font').pixelSize()} px"
        if text.item.property("truncated"):
            yield f"{words!r} is cut"
        if not screen.contains(text.rect):
            yield f"{words!r} leaves the screen at {_place(text.rect)}"
        if missing := missing_glyphs(words):
            yield f"{words!r} has no glyph for {missing!r}"


def _faulty_touches(touches: list[Seen], window: QQuickWindow, preferences: Preferences) -> Iterator[str]:
    least = 104 if preferences.elder else 80
    screen = QRectF(0, 0, window.width(), window.height())
    for touch in touches:
        wide, high = (80, 72) if touch.key else (least, least)
        if touch.rect.width() < wide - 0.5 or touch.rect.height() < high - 0.5:
            yield f"{touch.name} is only {touch.rect.width():.0f} x {touch.rect.height():.0f}"
        if not screen.contains(touch.rect):
            yield f"{touch.name} leaves the screen at {_place(touch.rect)}"
        exempt = touch.key and window.width() > window.height()
        if (
            preferences.lower
            and not exempt
            and touch.rect.top() < window.height() * (0.4 if window.height() > 800 else 0.23) - 1
        ):
            yield f"{touch.name} is out of reach at {_place(touch.rect)}"
    for one, other in combinations(touches, 2):
        if _related(one.item, other.item):
            continue
        gap = max(_gap(one.rect, other.rect))
        allowed = 11.5 if one.key or other.key else 23.5
        if gap < allowed:
            yield f"{one.name} and {other.name} are {gap:.0f} px apart"


def _words_outside_their_control(texts: list[Seen], touches: list[Seen]) -> Iterator[str]:
    by_item = {id(touch.item): touch for touch in touches}
    for text in texts:
        parent = text.item.parentItem()
        while parent is not None and not _is_touch(parent):
            parent = parent.parentItem()
        if parent is None or id(parent) not in by_item:
            continue
        inside = by_item[id(parent)].rect.adjusted(-1, -6, 1, 6)
        if not inside.contains(text.rect):
            words = text.item.property("text")
            yield f"{words!r} leaves {parent.objectName()}: {_place(text.rect)} of {_place(inside)}"


def _on_top_of_each_other(texts: list[Seen], touches: list[Seen]) -> Iterator[str]:
    for one, other in combinations(texts, 2):
        if _covers(one.rect, other.rect):
            yield f"{one.item.property('text')!r} and {other.item.property('text')!r} overlap at {_place(one.rect)}"
    for text in texts:
        for touch in touches:
            if touch.name.startswith("reveal:") or _related(touch.item, text.item):
                continue
            if _covers(text.rect, touch.rect):
                yield f"{touch.name} lies on {text.item.property('text')!r} at {_place(text.rect)}"


def _visible(item: QQuickItem) -> Iterator[QQuickItem]:
    if not item.isVisible() or item.opacity() == 0:
        return
    yield item
    children = item.childItems()
    # what lies under the idle sheet is not looked at
    covers = [child for child in children if _holds(child, "IdleCover")]
    for child in children:
        if covers and child not in covers and _holds(child, "PageHost"):
            continue
        yield from _visible(child)


def _holds(item: QQuickItem, kind: str) -> bool:
    own = item.metaObject().className().startswith(kind)
    return own or any(child.metaObject().className().startswith(kind) for child in item.childItems())


def _is_touch(item: QQuickItem) -> bool:
    meta = item.metaObject()
    return meta.indexOfSignal("tapped()") >= 0 and bool(item.objectName()) and item.width() > 0


def _seen(item: QQuickItem, rect: QRectF) -> Seen:
    return Seen(item, rect, item.objectName())


def _rect(item: QQuickItem) -> QRectF:
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


def _painted(item: QQuickItem) -> QRectF:
    """Where the letters of a text are: its content, aligned in its box."""
    wide, high = item.property("contentWidth"), item.property("contentHeight")
    room = max(item.width(), 0.0)
    align = item.property("alignment")
    centred, right = 4, 2
    left = (room - wide) / 2 if align == centred else room - wide if align == right else 0.0
    top = (item.height() - high) / 2
    return item.mapRectToScene(QRectF(left, top, wide, high))


def _covers(one: QRectF, other: QRectF) -> bool:
    shared = one.intersected(other)
    return shared.width() > OVERLAP and shared.height() > OVERLAP * 4


def _gap(one: QRectF, other: QRectF) -> tuple[float, float]:
    across = max(one.left(), other.left()) - min(one.right(), other.right())
    down = max(one.top(), other.top()) - min(one.bottom(), other.bottom())
    return across, down


def _related(one: QQuickItem, other: QQuickItem) -> bool:
    return one.isAncestorOf(other) or other.isAncestorOf(one)


def _place(rect: QRectF) -> str:
    return f"{rect.left():.0f},{rect.top():.0f} {rect.width():.0f}x{rect.height():.0f}"
