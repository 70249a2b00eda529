"""All 673 items through the session: from the first touch to an end, every page drawn in both languages."""

import re
from collections import Counter
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from devices.id_card_reader import IdCard
from flows import pages as pg
from flows.events import Preferred
from flows.session.stages import Answered, Finished, Refused
from offline_cache.wire import SubmissionBody
from tests.flows.session.branch import CHEN, LI
from tests.flows.session.player import Player
from tests.flows.session.rig import terminal


def codes() -> list[str]:
    return [info.code for info in terminal().catalogue.all_items("zh")]


def test_there_are_673() -> None:
    assert len(codes()) == 673


@pytest.mark.parametrize("part", range(4))
def test_each_comes_to_an_end(part: int) -> None:
    ends: Counter[type] = Counter()
    for code in codes()[part::4]:
        player = Player(code)
        end = player.play()
        ends[type(end)] += 1
        if isinstance(end, Finished):
            assert [one.item_code for one in player.sealed] == [code]
            assert end.voucher.number
    assert set(ends) <= {Finished, Answered, Refused}
    assert ends[Finished] > 100


@pytest.mark.parametrize("code", [f"B{number:02d}" for number in range(1, 13)])
def test_each_bundle_comes_to_one_voucher(code: str) -> None:
    """What is printed at once is printed, what is handed in is sealed, both under one number."""
    player = Player(code)
    end = player.play()
    assert isinstance(end, Finished)
    assert [one.item_code for one in player.sealed] == [code]
    body = player.sealed[0].body
    assert isinstance(body, SubmissionBody)
    assert len(set(body.members)) == len(body.members) > 0
    printed = [item for item, _ in end.voucher.proofs]
    assert len(set(printed)) == len(printed)
    assert set(printed) <= set(body.members)


@pytest.mark.parametrize(
    ("code", "card", "touches"), [("PH-P-001", CHEN, 5), ("312000218000", LI, 11), ("PH-L-002", CHEN, 23)]
)
def test_the_three_journeys_stay_within_their_touches(code: str, card: IdCard, touches: int) -> None:
    player = Player(code, card)
    player.play()
    assert player.touches <= touches


def test_every_page_of_a_service_has_its_english_twin() -> None:
    player = Player("PH-L-002")
    player.do(Preferred("language"))
    player.play()
    kinds = {type(page) for page in player.pages}
    assert {pg.ServicePage, pg.NoticePage, pg.PresentPage, pg.QuestionPage, pg.CapturePage, pg.ReviewPage} <= kinds
    titles = [page.heading.title for page in player.pages]
    assert all(title.isascii() or "’" in title for title in titles), titles


def test_every_icon_is_one_that_the_screen_draws() -> None:
    """The catalogue's own icons are the catalogue's business."""
    source = (Path(__file__).parents[3] / "kiosk" / "qml" / "Kiosk" / "Theme" / "Icons.qml").read_text("utf-8")
    drawn = set(re.findall(r'^\s+"([a-z0-9-]+)":', source, re.MULTILINE))
    player = Player("PH-L-002")
    player.play()
    used = {icon for page in player.pages for icon in icons(page)}
    assert len(used) > 10
    assert used <= drawn | {""}


def icons(value: Any) -> list[str]:
    own = [value.icon] if isinstance(value, pg.Button | pg.Panel | pg.Fact | pg.ReviewGroup) else []
    if isinstance(value, tuple):
        return [one for part in value for one in icons(part)]
    if is_dataclass(value) and not isinstance(value, pg.HomePage):
        return own + [one for part in fields(value) for one in icons(getattr(value, part.name))]
    return own
