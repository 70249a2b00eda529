"""Who does not see the screen hears what the keypad can choose, under the number that chooses it."""

import pytest

from flows import pages as pg
from flows.pages import Preferences
from flows.pages_of.script import script_of
from flows.wording import Wording
from kiosk.gallery import Gallery
from kiosk.keypad import numbered_controls
from tests.flows.session.rig import terminal
from tests.kiosk.screens import samples
from tests.kiosk.screens.audit import find
from tests.kiosk.screens.test_every_page import turned

STAFF_PAGES = ("vendor", "staff_login")
NAMES = [name for name in samples.PAGES if name not in STAFF_PAGES]


@pytest.fixture(params=["zh", "en"])
def w(request: pytest.FixtureRequest) -> Wording:
    return Wording(terminal(), request.param)


def page_of(name: str, w: Wording) -> pg.Page:
    return samples.PAGES[name](samples.say_in(w.language))


@pytest.mark.parametrize("name", NAMES)
def test_every_number_of_the_keypad_is_read_out_with_the_words_of_its_control(
    gallery: Gallery, name: str, w: Wording
) -> None:
    gallery.show(samples.sample(name, Preferences(w.language)))
    script = script_of(page_of(name, w), w)
    for number, control in enumerate(numbered_controls(page_of(name, w)), start=1):
        words = words_of(gallery, control)
        assert any(line.startswith(f"{number}") and words in line for line in script), (number, words, script)


@pytest.mark.parametrize("name", NAMES)
def test_the_script_begins_with_the_heading_and_names_the_next_step(name: str, w: Wording) -> None:
    page = page_of(name, w)
    script = script_of(page, w)
    assert script[0] == page.heading.title
    primary = getattr(page, "primary", None)
    assert primary is None or primary.text in script


def words_of(gallery: Gallery, control: str) -> str:
    """What the control itself says, on whichever leaf it stands; a row says more than its name."""
    for _ in turned(gallery):
        try:
            return str(find(gallery.screen.window, control).property("spoken")).split("，")[0]
        except LookupError:
            continue
    raise AssertionError(f"{control} is on no leaf")
