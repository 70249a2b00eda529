"""The ten flows and more than forty items through the real screens, by touch; the flows within their touches."""

import asyncio

import pytest
from PySide6.QtGui import QGuiApplication

from flows import pages as pg
from flows.session.stages import Finished
from kiosk.gallery import Gallery
from tests.kiosk.played.choice import of_every_family
from tests.kiosk.played.visit import visit

FLOWS = {
    "F1": ("B02", {}, 13),
    "F2-own": ("PH-L-002", {"q.premises_proof": ("own",)}, 20),
    "F2-lease": ("PH-L-002", {"q.premises_proof": ("lease",)}, 23),
    "F3": ("PH-L-001", {}, 40),
    "F4": ("PH-P-054", {}, 13),
    "F5": ("PH-P-010", {"q.card_action": ("lost",)}, 12),
    "F6": ("PH-P-050", {"q.query_kind": ("mine",)}, 10),
    "F7": ("PH-P-015", {}, 6),
    "F8-endorsement": ("312000194000", {}, 9),
    "F8-first": ("PH-P-035", {}, 12),
    "F9": ("312000218000", {}, 11),
    "F10": ("PH-P-065", {}, 16),
}
BUNDLES = ("B01", "B05", "B09")


@pytest.fixture(scope="module")
def gallery(qapp: QGuiApplication) -> Gallery:
    return Gallery(qapp)


@pytest.mark.parametrize(("code", "answers", "most"), FLOWS.values(), ids=FLOWS.keys())
def test_a_flow_goes_through_the_screens_within_its_touches(
    gallery: Gallery, code: str, answers: dict[str, tuple[str, ...]], most: int
) -> None:
    played = asyncio.run(visit(gallery, code, answers))
    assert isinstance(played.rig.session.stage, Finished), played.rig.snapshot.page
    assert played.touches <= most, played.kinds
    assert len(played.rig.store.sealed) == 1


@pytest.mark.parametrize("code", BUNDLES)
def test_a_scenario_of_the_home_page_goes_through_the_screens_to_one_voucher(gallery: Gallery, code: str) -> None:
    played = asyncio.run(visit(gallery, code, {}))
    assert isinstance(played.rig.session.stage, Finished), played.rig.snapshot.page
    assert [one.item_code for one in played.rig.store.sealed] == [code]


@pytest.mark.parametrize("code", of_every_family(3))
def test_items_of_every_family_go_through_the_screens(gallery: Gallery, code: str) -> None:
    played = asyncio.run(visit(gallery, code, {}))
    page = played.rig.snapshot.page
    assert isinstance(page, pg.DonePage | pg.MessagePage), page
