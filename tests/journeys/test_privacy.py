"""Nothing readable of a customer stays on the terminal: not after goodbye, not after walking off, not after a crash."""

from pathlib import Path

import pytest

from tests.journeys import plays
from tests.journeys.canaries import JPEG, found_in
from tests.journeys.stage import Stage
from tests.journeys.walk import Walk

pytestmark = pytest.mark.timeout(300)

CANARIES = ("陈䶮", "310104198501020019", "13700000056", "玉兰路55号", "龙华路88号", "91310104MA1TET000F", "木兰科技")
"""from the card, the licence, the hall and the keyboard"""


def kept(stage: Stage) -> tuple[Path, ...]:
    terminal = stage.town.home / "terminal"
    return tuple(terminal / name for name in ("data", "logs", "tmp", "spool", "cache"))


def walk_to(stage: Stage, *kinds: str) -> Walk:
    stage.hand.wait_page("HomePage")
    stage.hand.tap_through(f"tile:{plays.ADDRESS_CHANGE}")
    stage.hand.wait_page("ServicePage")
    walk = stage.walk(plays.with_licence(stage, plays.CHEN))
    walk.shots = False
    walk.until(*kinds)
    return walk


def leave(stage: Stage) -> None:
    """The customer presses 退出, says yes, and takes the card."""
    assert stage.town.reports is not None
    after = len(stage.town.reports.lines)
    before = stage.hand.page()["title"]
    stage.hand.tap("foot:leave")
    stage.hand.wait(lambda page: page["title"] != before, "the way out")
    if any(way["id"] == "row:leave" for way in stage.hand.page()["content"].get("ways", ())):
        stage.hand.tap("row:leave")
    stage.branch["id_card_reader"].do("remove")
    stage.town.serving(after)


@pytest.mark.row("S14")
def test_nothing_of_a_customer_stays_after_a_whole_service(stage: Stage) -> None:
    walk_to(stage, "DonePage")
    stage.hand.wait_page("DonePage", has="second")
    stage.goodbye()
    assert found_in(kept(stage), CANARIES) == []


@pytest.mark.row("S11")
def test_nothing_readable_stays_when_the_terminal_dies_in_the_middle(stage: Stage) -> None:
    walk_to(stage, "SignPage")
    assert stage.town.reports is not None
    after = len(stage.town.reports.lines)
    stage.town.kill_terminal()
    stage.branch["id_card_reader"].do("remove")
    stage.town.serving(after)
    assert found_in(kept(stage), CANARIES) == []
    stage.hand.wait_page("HomePage")


@pytest.mark.row("F01")
def test_a_killed_terminals_draft_is_offered_to_the_same_card_only(stage: Stage) -> None:
    walk_to(stage, "SignPage")
    assert stage.town.reports is not None
    after = len(stage.town.reports.lines)
    stage.town.kill_terminal()
    stage.town.serving(after)
    begin(stage)
    stage.branch["id_card_reader"].do("insert", card="B")
    stage.hand.wait(lambda page: page["content"].get("picture") == "code", "the next step, no draft for B")
    leave(stage)
    begin(stage)
    stage.branch["id_card_reader"].do("insert", card="C")
    stage.hand.wait_page("MessagePage", has="row:anew")
    leave(stage)


def begin(stage: Stage) -> None:
    """From the home page to the reader."""
    stage.hand.wait_page("HomePage")
    stage.branch["id_card_reader"].do("remove")
    stage.hand.tap_through(f"tile:{plays.ADDRESS_CHANGE}")
    for page in ("ServicePage", "NoticePage"):
        stage.hand.wait_page(page)
        stage.hand.tap_through("primary")
    stage.hand.wait_page("PresentPage")


def test_nothing_readable_is_there_while_a_customer_is_being_served(stage: Stage) -> None:
    walk_to(stage, "SignPage")
    found = found_in(kept(stage), CANARIES)
    leave(stage)
    assert found == []
    assert found_in(kept(stage), CANARIES) == []


def test_the_scan_finds_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "a.log").write_text('{"n": "陈䶮"}', encoding="utf-8")
    (tmp_path / "b.db").write_bytes("陈䶮".encode("utf-16-le"))
    (tmp_path / "c.json").write_text("eHgzMTAxMDQxOTg1MDEwMjAwMTl5")
    (tmp_path / "d.bin").write_bytes(b"0" + JPEG)
    assert len(found_in((tmp_path,), CANARIES)) == 4
