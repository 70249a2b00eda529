"""The home page with the shipped scenarios and their real, long names: samples are too kind to it."""

import pytest

from flows.pages import Snapshot
from flows.pages_of.snapshot import snapshot_of
from flows.session.state import Session
from kiosk.gallery import Gallery, Setting
from tests.flows.session.manual_clock import ManualClock
from tests.flows.session.rig import terminal
from tests.kiosk.screens.audit import faults
from tests.kiosk.screens.test_every_page import layouts, turned


def home(setting: Setting) -> Snapshot:
    now = ManualClock().moment()
    return snapshot_of(Session(id="0" * 32, touched=now.mono, preferences=setting.preferences), terminal(), now)


@pytest.mark.parametrize("setting", list(layouts()), ids=lambda setting: setting.name)
def test_no_name_is_crowded_out_on_the_home_page_that_ships(gallery: Gallery, setting: Setting) -> None:
    gallery.show(home(setting), setting.size)
    found = [
        f"leaf {leaf}: {fault}"
        for leaf in turned(gallery)
        for fault in faults(gallery.screen.window, setting.preferences)
    ]
    assert not found
