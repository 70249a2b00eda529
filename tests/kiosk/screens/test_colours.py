"""Contrast computed from the tokens themselves (WCAG 2 relative luminance)."""

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QColor

from flows.pages import Preferences
from kiosk.gallery import Gallery
from tests.kiosk.screens import samples

READ = [
    *(("ink", ground) for ground in ("bg", "surface", "tint", "warnBg", "errBg", "okBg", "bankBg")),
    *(("ink2", ground) for ground in ("bg", "surface", "tint", "okBg", "warnBg", "bankBg")),
    *(("primary", ground) for ground in ("bg", "surface", "tint")),
    *(("ok", ground) for ground in ("bg", "okBg")),
    *(("warn", ground) for ground in ("bg", "surface", "warnBg")),
    *(("err", ground) for ground in ("bg", "errBg", "surface")),
    ("bank", "bankBg"),
    ("textOnPrimary", "primary"),
    ("textOnCounter", "counter"),
    ("textOnPaper", "paper"),
]
SIGNS = [("line", "bg"), ("line", "surface"), ("mask", "bg"), ("counterKey", "counter"), ("focus", "counter")]


@pytest.mark.parametrize(("contrast", "least"), [(False, 4.5), (True, 7.0)])
def test_all_text_can_be_read(gallery: Gallery, contrast: bool, least: float) -> None:
    theme = themed(gallery, contrast)
    weak = {pair: round(ratio(theme, *pair), 2) for pair in READ if ratio(theme, *pair) < least}
    assert weak == {}


@pytest.mark.parametrize("contrast", [False, True])
def test_borders_and_signs_that_carry_meaning_can_be_seen(gallery: Gallery, contrast: bool) -> None:
    theme = themed(gallery, contrast)
    weak = {pair: round(ratio(theme, *pair), 2) for pair in SIGNS if ratio(theme, *pair) < 3}
    assert weak == {}


def themed(gallery: Gallery, contrast: bool) -> QObject:
    gallery.show(samples.sample("home", Preferences(contrast=contrast)))
    theme: QObject = gallery.screen.engine.singletonInstance("Kiosk.Theme", "Theme")
    return theme


def ratio(theme: QObject, text: str, ground: str) -> float:
    light, dark = sorted((luminance(theme.property(text)), luminance(theme.property(ground))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())
