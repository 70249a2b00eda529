"""A number printed on a paper has zeros and ones: its keyboard has every digit and every capital letter."""

from __future__ import annotations

import pytest

from flows.events import ScreenEvent, Typed
from flows.pages import Preferences
from kiosk.gallery import Gallery
from tests.kiosk.screens import samples
from tests.kiosk.screens.finger import tap


@pytest.mark.parametrize("key", ["0", "1", "I", "O", "9", "Z"])
def test_every_digit_and_letter_can_be_typed(gallery: Gallery, happened: list[ScreenEvent], key: str) -> None:
    gallery.show(samples.sample("thanks", Preferences()))
    gallery.show(samples.sample("serial", Preferences()))
    tap(gallery, f"key:{key}")
    [typed] = happened
    assert isinstance(typed, Typed)
    assert typed.text == f"91310104MA1{key}"
