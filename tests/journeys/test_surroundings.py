"""Lights, presence and power around a customer, through real screens and real processes."""

import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from devices.lights import Slot
from tests.journeys.evidence import Evidence
from tests.journeys.plays import NO_RECORD
from tests.journeys.stage import Stage
from tests.journeys.world import Town

pytestmark = pytest.mark.timeout(300)
WITHIN_S = 60.0


@pytest.fixture
def equipped(tmp_path: Path) -> Iterator[Town]:
    """A terminal with a power supply, a presence sensor and lights, which may switch its machine off."""
    made = Town(tmp_path / "town")
    try:
        made.build(besides=("ups", "presence_sensor", "lights"))
        settings = made.home / "kiosk.toml"
        command = json.dumps([sys.executable, "-c", f"open({str(tmp_path / 'off')!r}, 'w')"])
        text = settings.read_text(encoding="utf-8")
        settings.write_text(re.sub(r"^power_off = .*$", f"power_off = {command}", text, flags=re.M), encoding="utf-8")
        made.start_terminal()
        yield made
    finally:
        made.stop_all()


def blinked(slot: Slot) -> Any:
    relay = list(Slot).index(slot)

    def so_often(state: Mapping[str, Any]) -> bool:
        return sum(event["light"] == relay for event in state["events"]) >= 2

    return so_often


def test_the_slot_blinks_who_walks_away_is_asked_and_the_battery_is_not_run_down(
    equipped: Town, tmp_path: Path
) -> None:
    stage = Stage(equipped, Evidence(tmp_path / "evidence"), "surroundings")
    stage.branch["presence_sensor"].do("stand", how="still", cm=60)
    stage.hand.tap_through(f"tile:{NO_RECORD}")
    stage.hand.tap("primary")
    stage.hand.tap("primary")
    stage.hand.wait_page("PresentPage")
    stage.branch["lights"].wait_until(blinked(Slot.CARD), timeout_s=WITHIN_S)

    stage.branch["presence_sensor"].do("stand", how="nobody")
    stage.hand.wait(lambda page: bool(page.get("idle")), "the sheet", within_s=WITHIN_S)
    stage.branch["presence_sensor"].do("stand", how="still", cm=60)
    stage.hand.wait(lambda page: page.get("idle") is False, "the page again", within_s=WITHIN_S)

    stage.branch["ups"].do("charge", percent=10)
    stage.branch["ups"].do("power", **{"from": "battery"})
    kiosk = equipped.running["kiosk"].process
    assert kiosk.wait(WITHIN_S) == 0
    assert (tmp_path / "off").exists(), "the machine was told to switch off"
    assert stage.branch["lights"].state()["lit"] == []
    stage.desk.close()
