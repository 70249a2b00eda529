"""One window for all tests of the screens; QML that complains fails the test in which it did."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication

from flows.events import ScreenEvent, Touched
from kiosk.gallery import Gallery


@pytest.fixture(scope="session")
def app(qapp: QGuiApplication) -> QGuiApplication:
    """pytest-qt's own, so that no test starts a second application."""
    return qapp


@pytest.fixture(scope="session")
def shared_gallery(app: QGuiApplication) -> Gallery:
    return Gallery(app)


@pytest.fixture
def gallery(shared_gallery: Gallery) -> Iterator[Gallery]:
    complaints: list[str] = []

    def note(faults: list[object]) -> None:
        complaints.extend(str(fault) for fault in faults)

    shared_gallery.screen.engine.warnings.connect(note)
    yield shared_gallery
    shared_gallery.screen.engine.warnings.disconnect(note)
    assert not complaints


@pytest.fixture
def happened(gallery: Gallery) -> Iterator[list[ScreenEvent]]:
    """What the customer did, in order; that the screen was touched at all is left out."""
    events: list[ScreenEvent] = []

    def note(event: ScreenEvent) -> None:
        if not isinstance(event, Touched):
            events.append(event)

    gallery.screen.bridge.happened.connect(note)
    yield events
    gallery.screen.bridge.happened.disconnect(note)
