"""A second tap meant for the page before answers nothing on the page that has just come."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint

from flows.events import Pressed, ScreenEvent
from flows.pages import Preferences
from kiosk.gallery import Gallery
from tests.kiosk.screens import samples
from tests.kiosk.screens.audit import centre, find
from tests.kiosk.screens.finger import press, release, tap, touch, until

PLAIN = Preferences("zh")


@pytest.fixture
def settling(gallery: Gallery) -> Iterator[Gallery]:
    """As in a branch; other tests look at pages that have come to rest."""
    gallery.show(samples.sample("service", PLAIN))
    gallery.screen.bridge.settle_s = 0.4
    yield gallery
    gallery.screen.bridge.settle_s = 0.0
    until(lambda: not gallery.screen.bridge.settling)


def test_a_double_tap_gives_no_consent_to_a_notice_nobody_has_read(
    settling: Gallery, happened: list[ScreenEvent]
) -> None:
    point = QPoint(*centre(find(settling.screen.window, "primary")))
    touch(settling, point)
    settling.show(samples.sample("notice", PLAIN))
    touch(settling, point)
    assert happened == [Pressed("primary")]
    until(lambda: not settling.screen.bridge.settling)
    touch(settling, point)
    assert happened == [Pressed("primary")] * 2


def test_a_finger_that_came_too_early_presses_nothing_however_long_it_rests(
    settling: Gallery, happened: list[ScreenEvent]
) -> None:
    settling.show(samples.sample("notice", PLAIN))
    point = press(settling, "primary")
    until(lambda: not settling.screen.bridge.settling)
    release(settling, point)
    assert happened == []


def test_what_changes_on_the_same_page_need_not_settle(settling: Gallery, happened: list[ScreenEvent]) -> None:
    settling.show(samples.sample("service", Preferences("zh", elder=True)))
    tap(settling, "primary")
    assert happened == [Pressed("primary")]
