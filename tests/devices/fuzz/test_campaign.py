"""The fuzzing campaign: a taste of it in every test run, and a proof that it can find something."""

import pytest

from tests.devices.fuzz import campaign as campaign_module
from tests.devices.fuzz.campaign import campaign
from tests.devices.fuzz.targets import Target, targets
from tests.devices.virtual_clock import VirtualClock


def ticking() -> float:
    """A clock on which every look costs a millisecond, so that the number of inputs does not depend on the machine."""
    CLOCK.pause(0.001)
    return CLOCK.now()


CLOCK = VirtualClock()


def test_a_taste_of_the_campaign_finds_nothing() -> None:
    tried = campaign(0.1, seed=2026, clock=ticking)
    assert tried.found == ()
    assert min(tried.inputs.values()) >= 50


def test_every_good_input_passes_its_own_target() -> None:
    for target in targets():
        for seed in target.seeds:
            target.run(seed)


def test_a_codec_that_crashes_is_found_with_its_input(monkeypatch: pytest.MonkeyPatch) -> None:
    def crashes(data: bytes) -> None:
        if len(data) > 3:
            raise IndexError("beyond the end")

    monkeypatch.setattr(campaign_module, "targets", lambda: [Target("bad", crashes, (b"abcd",))])
    found = campaign(1.0, seed=1, clock=ticking).found
    assert found
    assert found[0].error == "IndexError: beyond the end"
    assert len(found[0].data) > 3
