"""Behind the hidden corner: who comes in, what the devices say, and closing the terminal."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.evidence import Evidence
from tests.journeys.staff_acts import enter_vendor_mode, leave_vendor_mode, sign_in
from tests.journeys.stage import Stage
from tests.journeys.world import Town

pytestmark = pytest.mark.timeout(300)


def test_staff_see_every_device_and_the_backlog_and_a_test_print_comes_out(stage: Stage) -> None:
    before = stage.receipts()
    enter_vendor_mode(stage, "branch")
    page = stage.hand.wait(lambda page: len(page["content"]["rows"]) == 6 and page["content"]["counts"], "six devices")
    assert {row["tone"] for row in page["content"]["rows"]} == {"ok"}
    stage.hand.tap_through("test:receipt_printer")
    assert "测试" in stage.receipt_after(before)["text"]
    page = stage.hand.wait(lambda page: page["content"].get("result"), "the result of the test")
    stage.hand.look("result")
    leave_vendor_mode(stage)


def test_a_device_without_power_is_named_and_a_broken_one_is_well_again_once_staff_have_tested_it(stage: Stage) -> None:
    scanner, reader = stage.branch["code_scanner"], stage.branch["id_card_reader"]
    scanner.do("unplug")
    reader.do("behave", **{"as": "self_test"}, times=0)
    reader.do("unplug")
    reader.do("plug")
    try:
        enter_vendor_mode(stage, "branch")
        stage.hand.wait(
            lambda page: (
                {"ok", "off"} <= {row["tone"] for row in page["content"]["rows"]} and reader_of(page)["state"] == "坏了"
            ),
            "one device off, one broken, the others well",
        )
        assert stage.hand.page()["content"]["verdict"]["tone"] == "error"
        stage.hand.look("one-off")
    finally:
        scanner.do("plug")
        reader.do("behave", **{"as": "normal"})
    stage.hand.tap_through("test:id_card_reader")
    stage.hand.wait(lambda page: reader_of(page)["tone"] == "ok", "the reader is well again")
    leave_vendor_mode(stage)


def reader_of(page: dict[str, Any]) -> dict[str, Any]:
    """By its name: while a test runs no row has a button."""
    [row] = [row for row in page["content"]["rows"] if row["device"] == "身份证读卡器"]
    return row


def test_a_courier_sees_no_devices_and_may_not_close_the_terminal(stage: Stage) -> None:
    enter_vendor_mode(stage, "courier")
    page = stage.hand.page()["content"]
    assert page["rows"] == []
    assert "close" not in {button["id"] for button in page["actions"]}
    leave_vendor_mode(stage)


@pytest.mark.row("S08")
def test_five_wrong_pins_lock_and_a_new_terminal_process_knows_it(
    fresh_town: Callable[[], Town], tmp_path: Path
) -> None:
    played = fresh_town()
    stage = Stage(played, Evidence(tmp_path / "evidence"), "lock")
    stage.hand.hold("vendor-corner", 5.2)
    for left in (4, 3, 2, 1):
        sign_in(stage, "1001", "975318")
        stage.hand.wait(lambda page, left=left: str(left) in page["content"].get("error", ""), f"{left} tries left")
    sign_in(stage, "1001", "975318")
    locked = stage.hand.wait(lambda page: ":" in page["content"].get("error", ""), "locked until")
    after = len(played.reports.lines) if played.reports else 0
    played.kill_terminal()
    played.serving(after)
    stage.hand.hold("vendor-corner", 5.2)
    sign_in(stage, "1001", "246810")
    stage.hand.wait(lambda page: page["content"].get("error") == locked["content"]["error"], "still locked")
    stage.desk.close()


def test_closing_the_terminal_ends_every_process_with_exit_code_0(
    fresh_town: Callable[[], Town], tmp_path: Path
) -> None:
    played = fresh_town()
    stage = Stage(played, Evidence(tmp_path / "evidence"), "close")
    enter_vendor_mode(stage, "branch")
    stage.hand.tap_through("close")
    assert played.running["kiosk"].process.wait(30) == 0
    stage.desk.close()
