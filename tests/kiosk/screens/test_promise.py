"""On the camera's page a secondary paper can be promised for later; one that is taken can be taken again instead."""

from __future__ import annotations

from flows.events import Pressed, ScreenEvent
from flows.pages import Preferences
from kiosk.gallery import Gallery
from tests.kiosk.screens import samples
from tests.kiosk.screens.finger import tap


def show(gallery: Gallery, name: str) -> None:
    gallery.show(samples.sample("thanks", Preferences()))
    gallery.show(samples.sample(name, Preferences()))


def test_a_paper_that_may_follow_is_promised_with_one_touch(gallery: Gallery, happened: list[ScreenEvent]) -> None:
    show(gallery, "capture_may_follow")
    tap(gallery, "later")
    assert happened == [Pressed("later")]


def test_a_page_that_is_taken_is_taken_again_in_the_same_place(gallery: Gallery, happened: list[ScreenEvent]) -> None:
    show(gallery, "capture_taken")
    tap(gallery, "retake")
    assert happened == [Pressed("retake")]
