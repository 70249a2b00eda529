"""The three journeys and the two faults, as a customer, a courier and hall staff live them."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.journeys.desk import Desk
from tests.journeys.evidence import Evidence, FaultRecord, JourneyRecord
from tests.journeys.hand import Hand, LostError
from tests.journeys.walk import Customer, Walk, Written
from tests.journeys.world import Town

PENSION = "PH-P-001"
NO_RECORD = "312000218000"
ADDRESS_CHANGE = "PH-L-002"

WANG = Customer("A")
LI = Customer(
    "B",
    pages=("id_copy",),
    answers={"q.period": "five", "q.purpose": "job", "q.mobile": "yes", "q.mobile_typed": "13900000034"},
)
SAVED_MARK, SAVED_ON_PAPER = "已保存，尚未送达", "待送达"
STAFF = {"branch": ("1001", "246810"), "courier": ("2001", "135791"), "hall": ("3001", "864208")}


class Stage:
    """The town with one customer in front of it, and where the evidence goes."""

    def __init__(self, town: Town, evidence: Evidence, name: str) -> None:
        self.town = town
        self.evidence = evidence
        self.branch = town.branch
        self.hand = Hand(lambda: int(town.serving()["robot"]), evidence.place(f"{name}/screens"))
        self.desk = Desk(town.console)

    def walk(self, customer: Customer) -> Walk:
        return Walk(self.hand, self.branch, customer)

    def screens(self) -> list[str]:
        return [self.evidence.relative(path) for path in self.hand.taken]

    def receipts(self) -> int:
        return len(self.branch["receipt_printer"].state()["receipts"])

    def receipt_after(self, before: int) -> dict[str, Any]:
        """The receipt that came out after `before` others."""
        printer = self.branch["receipt_printer"]
        state = printer.wait_until(lambda state: len(state["receipts"]) > before, timeout_s=40)
        receipt: dict[str, Any] = state["receipts"][before]
        return receipt

    def prefer(self, *keys: str) -> None:
        for key in keys:
            self.hand.tap(f"foot:{key}")

    def goodbye(self) -> None:
        """Takes the card, ends the session, and waits for the terminal that serves the next customer."""
        assert self.town.reports is not None
        after = len(self.town.reports.lines)
        if self.branch["id_card_reader"].state()["card"]:
            self.branch["id_card_reader"].do("remove")
        self.hand.tap("primary")
        self.town.serving(after)
        self.hand.wait_page("HomePage")


def number_of(page: dict[str, Any]) -> str:
    return str(page["content"]["number"]).replace(" ", "")


@contextmanager
def timed(record: JourneyRecord) -> Iterator[None]:
    began = time.monotonic()
    yield
    record.seconds = round(time.monotonic() - began, 1)


def apply_for(stage: Stage, customer: Customer, item: str) -> dict[str, Any]:
    """From the home page to the number."""
    stage.hand.wait_page("HomePage")
    stage.hand.look("home")
    stage.hand.tap_through(f"tile:{item}")
    stage.hand.wait_page("ServicePage")
    return stage.walk(customer).until("DonePage")


def instant_proof(stage: Stage, record: JourneyRecord) -> None:
    """J1: by card alone, an A4 proof and a receipt."""
    before, printed = stage.receipts(), len(stage.branch["document_printer"].state()["jobs"])
    with timed(record):
        page = apply_for(stage, WANG, PENSION)
        receipt = stage.receipt_after(before)
        record.touches, record.keystrokes = stage.hand.touches, stage.hand.keystrokes
    record.number = number_of(page)
    stage.evidence.keep_receipt(record, receipt)
    jobs = stage.branch["document_printer"].state()["jobs"][printed:]
    record.documents = [stage.evidence.keep(job["pdf"], record.id) for job in jobs]
    settle(stage, record)
    stage.hand.look("done")
    stage.goodbye()


def certificate(stage: Stage, record: JourneyRecord) -> None:
    """J2: application, decision, delivery into a cell, pickup with card and code; the door opens once."""
    before = stage.receipts()
    with timed(record):
        page = apply_for(stage, LI, NO_RECORD)
        receipt = stage.receipt_after(before)
        record.touches, record.keystrokes = stage.hand.touches, stage.hand.keystrokes
    record.number = number_of(page)
    stage.evidence.keep_receipt(record, receipt)
    settle(stage, record)
    stage.hand.look("done")
    stage.goodbye()
    case = stage.desk.decide(record.number, "accept", "approve", "hand-over")
    deliver(stage, case["parcels"][-1]["label"])
    code = stage.desk.message(record.number, r"取件码 ([0-9A-Z]{4} [0-9A-Z]{4})").replace(" ", "")
    doors = opened(stage)
    touches = stage.hand.touches
    pick_up(stage, LI, code)
    record.pickup_touches = stage.hand.touches - touches
    record.doors = door_events(stage, doors)
    record.hall_state = stage.desk.wait_case(record.number, lambda c: c["state"] in ("DELIVERED", "CLOSED"))["state"]


def originals_in(stage: Stage, record: JourneyRecord) -> None:
    """J3: a company's new address; lease scanned, old licence into a cell against the voucher, then collected."""
    chen = Customer(
        "C",
        code=lambda: stage.desk.licence_code("A"),
        pages=("lease",),
        answers={
            "q.mobile": "yes",
            "q.proxy": "no",
            "q.resolved_on": "today",
            "q.new_district": "310104",
            "q.new_street": "310104003",
            "q.new_road": Written((("longhua", "龙华"), ("lu", "路"), ("", "88"), ("hao", "号"))),
            "q.premises_proof": "lease",
            "q.old_licence": "now",
        },
    )
    before = stage.receipts()
    with timed(record):
        page = apply_for(stage, chen, ADDRESS_CHANGE)
        receipt = stage.receipt_after(before)
        record.touches, record.keystrokes = stage.hand.touches, stage.hand.keystrokes
    record.number = number_of(page)
    stage.evidence.keep_receipt(record, receipt)
    settle(stage, record)
    stage.hand.wait_page("DonePage", has="second")
    stage.hand.look("done")
    doors = opened(stage)
    stage.hand.tap("second")
    stage.hand.wait_page("PresentPage")
    stage.hand.look("voucher")
    stage.branch["code_scanner"].do("show", text=voucher_code(receipt))
    close_the_door(stage, doors)
    stage.goodbye()
    collect(stage)
    record.doors = door_events(stage, doors)
    case = stage.desk.wait_case(record.number, lambda c: any(one["collected"] for one in c["deposits"]))
    record.hall_state = case["state"]


def voucher_code(receipt: dict[str, Any]) -> str:
    """What stands in the receipt's barcode, read from the paper."""
    return str(next(code["data"] for code in receipt["codes"] if code["kind"].lower().replace("-", "") == "code128"))


def collect(stage: Stage) -> None:
    """Hall staff take the original out."""
    before = opened(stage)
    enter_vendor_mode(stage, "hall")
    stage.hand.tap("collect")
    page = stage.hand.wait_page("ListPage")
    stage.hand.look("collect")
    stage.hand.tap(page["content"]["rows"][0]["id"])
    close_the_door(stage, before)
    leave_vendor_mode(stage)


def settle(stage: Stage, record: JourneyRecord) -> None:
    """What the hall holds of it."""
    assert record.number is not None
    case = stage.desk.wait_case(record.number)
    record.submission_id, record.case_number = case["sub_id"], case["case_number"]
    record.hall_state, record.hall_count = case["state"], stage.desk.held(record.number)


def enter_vendor_mode(stage: Stage, role: str) -> None:
    number, pin = STAFF[role]
    stage.hand.hold("vendor-corner", 5.2)
    stage.hand.wait_page("StaffLoginPage")
    stage.hand.type(number, done=True)
    stage.hand.type(pin)
    stage.hand.look("staff")
    stage.hand.tap("primary")
    stage.hand.wait_page("VendorPage")
    stage.hand.look("vendor")


def deliver(stage: Stage, label: str) -> None:
    """The courier puts the envelope into a cell."""
    enter_vendor_mode(stage, "courier")
    stage.hand.tap("deliver")
    stage.hand.wait_page("PresentPage")
    before = opened(stage)
    stage.branch["code_scanner"].do("show", text=label)
    close_the_door(stage, before)
    leave_vendor_mode(stage)


def leave_vendor_mode(stage: Stage) -> None:
    stage.hand.tap("primary")
    stage.hand.wait_page("VendorPage")
    assert stage.town.reports is not None
    after = len(stage.town.reports.lines)
    stage.hand.tap("back")
    stage.town.serving(after)


def close_the_door(stage: Stage, before: int) -> None:
    """Waits for one door to open, looks, pushes it shut."""
    locker = stage.branch["pickup_locker"]
    locker.wait_until(lambda state: opened_in(state) > before, timeout_s=30)
    stage.hand.wait_page("LockerPage")
    stage.hand.look("locker")
    cell = next(cell["cell"] for cell in locker.state()["cells"] if cell["open"])
    locker.do("close", cell=cell)
    page = stage.hand.wait_page("MessagePage", "DonePage", "VendorPage")
    stage.hand.look(page["kind"].removesuffix("Page").lower())


def pick_up(stage: Stage, customer: Customer, code: str) -> None:
    before = opened(stage)
    stage.hand.wait_page("HomePage", has="pickup")
    stage.hand.tap("pickup")
    stage.hand.wait(lambda page: page["kind"] != "HomePage", "the locker's menu")
    stage.hand.look("pickup")
    stage.hand.tap("row:pickup")
    stage.hand.wait_page("PresentPage")
    stage.hand.look("card")
    stage.branch["id_card_reader"].do("insert", card=customer.card)
    stage.hand.wait_page("QuestionPage")
    stage.hand.type(code)
    close_the_door(stage, before)
    stage.goodbye()


def opened(stage: Stage) -> int:
    return opened_in(stage.branch["pickup_locker"].state())


def opened_in(state: Any) -> int:
    return sum(1 for event in state["events"] if event["event"] == "opened")


def door_events(stage: Stage, skipped: int) -> list[dict[str, Any]]:
    """From the `skipped`th opening on."""
    events = stage.branch["pickup_locker"].state()["events"]
    seen = 0
    for index, event in enumerate(events):
        seen += event["event"] == "opened"
        if seen > skipped:
            return [dict(one) for one in events[index:]]
    return []


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
    """`kill -9` of the terminal right after the number was shown."""
    assert stage.town.reports is not None
    before = stage.receipts()
    page = apply_for(stage, LI, NO_RECORD)
    after = len(stage.town.reports.lines)
    stage.town.kill_terminal()
    record.number = number_of(page)
    stage.branch["id_card_reader"].do("remove")
    stage.town.serving(after)
    stage.hand.wait_page("HomePage")
    stage.hand.look("next-customer")
    stage.desk.wait_case(record.number)
    record.hall_count = stage.desk.held(record.number)
    receipts = stage.branch["receipt_printer"].state()["receipts"]
    if len(receipts) > before:
        stage.evidence.keep_receipt(record, receipts[before])


def expect(met: bool, otherwise: str) -> None:
    if not met:
        raise LostError(otherwise)
