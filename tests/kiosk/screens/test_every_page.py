"""Every page in both languages, both sizes, the lower half and high contrast, on every screen."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMetaObject

from flows.pages import Preferences
from kiosk.gallery import SIZES, Gallery, Setting
from tests.kiosk.screens import samples
from tests.kiosk.screens.audit import faults, find

NAMES = [*samples.PAGES, "idle"]
MOST_LEAVES = 16


def layouts() -> Iterator[Setting]:
    """What changes where things stand: contrast does not."""
    for size in SIZES:
        yield Setting(size, Preferences("zh"))
        yield Setting(size, Preferences("zh", elder=True))
        yield Setting(size, Preferences("zh", lower=True))
        yield Setting(size, Preferences("zh", elder=True, lower=True))
        yield Setting(size, Preferences("en"))
        yield Setting(size, Preferences("en", elder=True, lower=True))


@pytest.mark.parametrize("setting", list(layouts()), ids=lambda setting: setting.name)
def test_nothing_is_cut_small_covered_or_out_of_reach(gallery: Gallery, setting: Setting) -> None:
    found = [
        f"{name}: {fault}"
        for name in NAMES
        for _ in leaves(gallery, name, setting)
        for fault in faults(gallery.screen.window, setting.preferences)
    ]
    assert not found


@pytest.mark.parametrize("name", NAMES)
def test_high_contrast_draws_every_page_without_complaint(gallery: Gallery, name: str) -> None:
    dark = Preferences("zh", contrast=True)
    image = gallery.render(samples.sample(name, dark))
    assert image.pixelColor(30, 1500).name() == "#000000"
    assert not faults(gallery.screen.window, dark)


def test_every_leaf_can_be_reached_and_the_last_leads_back(gallery: Gallery) -> None:
    seen = list(leaves(gallery, "all_items", Setting("1366x768", Preferences("zh", elder=True))))
    assert len(seen) > 2
    QMetaObject.invokeMethod(find(gallery.screen.window, "more"), "tapped")
    gallery.settle()
    assert find(gallery.screen.window, "row:P-0")


def leaves(gallery: Gallery, name: str, setting: Setting) -> Iterator[int]:
    """Shows the page and turns to its last leaf, stopping at each."""
    gallery.show(samples.sample(name, setting.preferences), setting.size)
    yield from turned(gallery)


def turned(gallery: Gallery) -> Iterator[int]:
    """Stops at each leaf of the page that is shown."""
    for leaf in range(MOST_LEAVES):
        yield leaf
        try:
            more = find(gallery.screen.window, "more")
        except LookupError:
            return
        if more.property("icon") == "up":
            return
        QMetaObject.invokeMethod(more, "tapped")
        gallery.settle()
    raise AssertionError(f"more than {MOST_LEAVES} leaves")
