"""The three journeys, as a customer, a courier and hall staff live them."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from tests.journeys.evidence import JourneyRecord
from tests.journeys.staff_acts import collect, deliver
from tests.journeys.stage import Stage, expect
from tests.journeys.walk import Customer, Written

PENSION = "PH-P-001"
NO_RECORD = "312000218000"
ADDRESS_CHANGE = "PH-L-002"

WANG = Customer("A")
LI = Customer(
    "B",
    pages=("id_copy",),
    answers={"q.period": "five", "q.purpose": "job", "q.mobile": "yes", "q.mobile_typed": "13900000034"},
)
CHEN = Customer(
    "C",
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


def number_of(page: dict[str, Any]) -> str:
    return str(page["content"]["number"]).replace(" ", "")


@contextmanager
def timed(record: JourneyRecord) -> Iterator[None]:
    began = time.monotonic()
    yield
    record.seconds = round(time.monotonic() - began, 1)


def with_licence(stage: Stage, customer: Customer) -> Customer:
    """The phone in the customer's hand: shows the company's electronic licence when it is asked for."""
    return replace(customer, code=lambda: stage.desk.licence_code("A"))


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
    expect(bool(record.documents), "no A4 document came out")
    stage.hand.look("done")
    stage.goodbye()


def certificate(stage: Stage, record: JourneyRecord) -> None:
    """J2: application, decision, delivery into a cell, pickup with card and code; the door opens once."""
    before, doors = stage.receipts(), stage.doors()
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
    touches = stage.hand.touches
    pick_up(stage, LI, code)
    record.pickup_touches = stage.hand.touches - touches
    record.doors = stage.door_events(doors, ("delivery", "pickup"))
    expect(stage.doors() - doors == 2, "one opening for the courier, one for the customer")
    record.hall_state = stage.desk.wait_case(record.number, lambda c: c["state"] in ("DELIVERED", "CLOSED"))["state"]


def originals_in(stage: Stage, record: JourneyRecord) -> None:
    """J3: a company's new address; lease scanned, old licence into a cell against the voucher, then collected."""
    before, doors = stage.receipts(), stage.doors()
    with timed(record):
        page = apply_for(stage, with_licence(stage, CHEN), ADDRESS_CHANGE)
        receipt = stage.receipt_after(before)
        record.touches, record.keystrokes = stage.hand.touches, stage.hand.keystrokes
    record.number = number_of(page)
    stage.evidence.keep_receipt(record, receipt)
    settle(stage, record)
    stage.hand.wait_page("DonePage", has="second")
    stage.hand.look("done")
    stage.hand.tap("second")
    stage.hand.wait_page("PresentPage")
    stage.hand.look("voucher")
    stage.branch["code_scanner"].do("show", text=voucher_code(receipt))
    stage.close_the_door(doors)
    stage.goodbye()
    collect(stage)
    record.doors = stage.door_events(doors, ("deposit", "collection"))
    expect(stage.doors() - doors == 2, "one opening for the customer, one for hall staff")
    case = stage.desk.wait_case(record.number, lambda c: any(one["collected"] for one in c["deposits"]))
    record.hall_state = case["state"]


def voucher_code(receipt: dict[str, Any]) -> str:
    """What stands in the receipt's barcode, read from the paper."""
    return str(next(code["data"] for code in receipt["codes"] if code["kind"].lower().replace("-", "") == "code128"))


def pick_up(stage: Stage, customer: Customer, code: str) -> None:
    before = stage.doors()
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
    stage.close_the_door(before)
    stage.goodbye()


def settle(stage: Stage, record: JourneyRecord) -> None:
    """What the hall holds of it."""
    assert record.number is not None
    case = stage.desk.wait_case(record.number)
    record.submission_id, record.case_number = case["sub_id"], case["case_number"]
    record.hall_state, record.hall_count = case["state"], stage.desk.held(record.number)
