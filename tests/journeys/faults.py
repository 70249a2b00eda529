"""The two faults: the cable to the hall is cut, and the terminal is killed right after the number was shown."""

from tests.journeys.evidence import FaultRecord
from tests.journeys.plays import LI, NO_RECORD, apply_for, number_of
from tests.journeys.stage import Stage, expect

SAVED_MARK, SAVED_ON_PAPER = "已保存，尚未送达", "待送达"


def hall_down(stage: Stage, record: FaultRecord) -> None:
    """J2 with the cable to the hall cut: saved and not yet delivered, told so on screen and on paper."""
    link, before = stage.branch["hall_link"], stage.receipts()
    link.do("down")
    page = apply_for(stage, LI, NO_RECORD)
    record.number = number_of(page)
    receipt = stage.receipt_after(before)
    page = stage.hand.wait(lambda page: page["content"].get("mark") == SAVED_MARK, SAVED_MARK)
    stage.hand.look("saved")
    stage.evidence.keep_receipt(record, receipt)
    expect(page["content"]["state"] == "saved", "the page does not say saved")
    expect(SAVED_ON_PAPER in receipt["text"], f"the receipt does not say {SAVED_ON_PAPER}")
    expect(stage.desk.held(record.number) == 0, "the hall has it although the cable is cut")
    link.do("up")
    stage.desk.wait_case(record.number)
    stage.hand.wait(lambda page: page["content"].get("state") == "delivered", "delivered")
    stage.hand.look("delivered")
    record.hall_count = stage.desk.held(record.number)
    stage.goodbye()


def killed(stage: Stage, record: FaultRecord) -> None:
    """`kill -9` right after the number was shown, while the hall cannot be reached."""
    assert stage.town.reports is not None
    stage.hand.wait_page("HomePage")
    stage.hand.tap_through(f"tile:{NO_RECORD}")
    stage.hand.wait_page("ServicePage")
    walk = stage.walk(LI)
    walk.until("SignPage")
    stage.branch["hall_link"].do("down")
    page = walk.until("DonePage", at_once=True)
    after = len(stage.town.reports.lines)
    stage.town.kill_terminal()
    record.number = number_of(page)
    expect(stage.desk.held(record.number) == 0, "the hall has it although the cable is cut")
    stage.branch["id_card_reader"].do("remove")
    stage.town.serving(after)
    stage.hand.wait_page("HomePage")
    stage.hand.look("next-customer")
    stage.branch["hall_link"].do("up")
    stage.desk.wait_case(record.number)
    record.hall_count = stage.desk.held(record.number)
    find_again(stage, record.number)


def find_again(stage: Stage, number: str) -> None:
    """No slip came out: with the same card the customer finds the case, and how far it is."""
    stage.hand.tap("pickup")
    stage.hand.wait(lambda page: page["kind"] != "HomePage", "the locker's menu")
    stage.hand.tap("row:progress")
    stage.hand.wait_page("PresentPage")
    stage.branch["id_card_reader"].do("insert", card=LI.card)
    page = stage.hand.wait_page("ListPage")
    stage.hand.look("own-cases")
    expect(f"row:{number}" in {row["id"] for row in page["content"]["rows"]}, "the card does not lead to the case")
    stage.hand.tap_through(f"row:{number}")
    stage.hand.wait_page("MessagePage")
    stage.hand.look("case")
    stage.goodbye()
