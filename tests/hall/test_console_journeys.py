"""What hall staff do, through the forms they use."""

import base64
import json
import re

import pytest

from offline_cache import wire
from tests.hall.rig import Browser, Rig
from tests.hall.terminal import NOON, Terminal, body, sealed_page

NUMBER = "K0001261124000011"
STROKES = base64.b64encode(json.dumps([[[100, 100, 0], [300, 220, 90]]]).encode()).decode()


_AT = {"delivered": NOON, "picked-up": "2026-11-25T09:00:00+08:00", "collected": "2026-12-03T09:00:00+08:00"}


def handed_over(rig: Rig, terminal: Terminal, staff: Browser) -> wire.LockerAssignment:
    """A case decided and boxed; what the terminal was told of the parcel."""
    rig.submit(terminal)
    for action in ("accept", "approve", "hand-over"):
        assert "fault" not in staff.decide(NUMBER, action).headers["location"]
    batch = rig.inbox(terminal)
    assert batch is not None
    return next(e.message for e in batch.entries if isinstance(e.message, wire.LockerAssignment))


def locker_event(kind: str, parcel: wire.LockerAssignment, cell: int = 7) -> wire.LockerEvent:
    return wire.LockerEvent.model_validate(
        {"kind": kind, "cell": cell, "parcel_id": parcel.parcel_id, "number": parcel.number, "at": _AT[kind]}
    )


def test_a_result_goes_through_the_locker_to_the_customer(rig: Rig) -> None:
    terminal, staff = rig.terminal(), rig.browser()
    parcel = handed_over(rig, terminal, staff)
    assert staff.get("/console/api/messages").json() == [], "no code before the envelope lies in its cell"
    rig.tell(terminal, locker_event("delivered", parcel))
    assert staff.case(NUMBER)["state"] == "IN_LOCKER"
    message = staff.get("/console/api/messages").json()[0]
    code = re.search(r"取件码 (\w{4}) (\w{4})", message["text"])
    assert code is not None
    assert message["phone"] == "139****0034"
    rig.tell(terminal, locker_event("picked-up", parcel))
    case = staff.case(NUMBER)
    assert case["state"] == "DELIVERED"
    assert [event["kind"] for event in case["locker"]] == ["delivered", "picked-up"]


def test_the_terminal_can_check_holder_and_code_that_the_hall_assigned(small_rig: Rig) -> None:
    from offline_cache.parcel_book import code_verifier, holder_of

    terminal, staff = small_rig.terminal(), small_rig.browser()
    parcel = handed_over(small_rig, terminal, staff)
    small_rig.tell(terminal, locker_event("delivered", parcel))
    text = staff.get("/console/api/messages").json()[0]["text"]
    code = "".join(re.findall(r"取件码 (\w{4}) (\w{4})", text)[0])
    pickup_key = base64.b64decode(terminal.identity["pickup_key"])
    assert code_verifier(pickup_key, parcel.parcel_id, code) == parcel.code
    assert holder_of(pickup_key, "320100199005060012") == parcel.holder


def test_events_that_arrive_out_of_order_end_in_the_same_state(rig: Rig) -> None:
    terminal, staff = rig.terminal(), rig.browser()
    parcel = handed_over(rig, terminal, staff)
    rig.tell(terminal, locker_event("picked-up", parcel))
    rig.tell(terminal, locker_event("delivered", parcel))
    assert staff.case(NUMBER)["state"] == "DELIVERED"
    assert staff.get("/console/api/messages").json() == [], "nobody is told to fetch what is gone"


def test_an_uncollected_result_goes_back_to_the_hall(small_rig: Rig) -> None:
    terminal, staff = small_rig.terminal(), small_rig.browser()
    parcel = handed_over(small_rig, terminal, staff)
    small_rig.tell(terminal, locker_event("delivered", parcel))
    small_rig.tell(terminal, locker_event("collected", parcel))
    assert staff.case(NUMBER)["state"] == "RETURNED"
    batch = small_rig.inbox(terminal)
    assert batch is not None
    assert any(isinstance(entry.message, wire.AssignmentEnded) for entry in batch.entries)


def test_an_original_waits_for_collection_and_is_collected(rig: Rig) -> None:
    terminal, staff = rig.terminal(), rig.browser()
    rig.submit(terminal)
    rig.tell(terminal, wire.LockerEvent(kind="deposited", cell=12, number=NUMBER, at=NOON))
    assert "等待取走" in staff.get("/console/parcels").text
    assert staff.case(NUMBER)["deposits"] == [{"cell": 12, "collected": False}]
    rig.tell(terminal, wire.LockerEvent(kind="collected", cell=12, number=NUMBER, at=NOON))
    assert staff.case(NUMBER)["deposits"] == [{"cell": 12, "collected": True}]


@pytest.mark.parametrize("action", ["correction", "not-accept"])
def test_nobody_is_turned_away_without_a_reason(small_rig: Rig, action: str) -> None:
    terminal, staff = small_rig.terminal(), small_rig.browser()
    small_rig.submit(terminal)
    assert "fault" in staff.decide(NUMBER, action, " \n ").headers["location"]
    assert staff.case(NUMBER)["state"] == "RECEIVED"


def test_a_correction_names_all_gaps_at_once_and_pauses_the_clock(small_rig: Rig) -> None:
    terminal, staff = small_rig.terminal(), small_rig.browser()
    small_rig.submit(terminal)
    staff.decide(NUMBER, "correction", "居住证过期：请带新证\n照片不清楚：请重新拍")
    case = staff.case(NUMBER)
    assert (case["state"], case["due_at"]) == ("CORRECTION", None)
    batch = small_rig.inbox(terminal)
    assert batch is not None
    told = batch.entries[-1].message
    assert isinstance(told, wire.CaseState)
    gaps = "居住证过期：请带新证；照片不清楚：请重新拍"
    assert told.text_zh == f"请补材料：{gaps}"
    assert told.text_en == f"Something is missing: {gaps}", "who reads English is told of every gap as well"


def test_a_second_decision_on_an_old_page_is_refused(rig: Rig) -> None:
    terminal, staff = rig.terminal(), rig.browser()
    rig.submit(terminal)
    seen = str(staff.case(NUMBER)["version"])
    assert "fault" not in staff.decide(NUMBER, "accept", version=seen).headers["location"]
    assert "fault" in staff.decide(NUMBER, "approve", version=seen).headers["location"]
    assert staff.case(NUMBER)["state"] == "ACCEPTED"


def test_an_instant_proof_is_closed_by_itself(small_rig: Rig) -> None:
    terminal, staff = small_rig.terminal(), small_rig.browser()
    small_rig.submit(terminal, item_code="PH-P-001")
    case = staff.case(NUMBER)
    assert case["state"] == "CLOSED"
    assert [event["state"] for event in case["events"]] == ["RECEIVED", "ACCEPTED", "REVIEWING", "APPROVED", "CLOSED"]


def test_a_case_page_shows_facts_pages_and_ink(small_rig: Rig) -> None:
    terminal, staff = small_rig.terminal(), small_rig.browser()
    picture = b"\x89PNG\r\n\x1a\n rest of a picture"
    sealed, entry, key = sealed_page(picture)
    material = wire.MaterialEntry(id="premises.proof", source="scan", attachments=(entry.digest,))
    content = body(signature_ink=STROKES, materials=(material,), attachment_keys=(key,))
    sub_id = "c" * 32
    envelope = terminal.seal(terminal.header(sub_id, attachments=(entry,)), content.model_dump_json().encode())
    small_rig.line(terminal.id).put(f"/v1/t/{terminal.id}/s/{sub_id}", content=envelope)
    small_rig.upload(terminal, entry.digest, sealed)
    small_rig.line(terminal.id).put(f"/v1/t/{terminal.id}/s/{sub_id}", content=envelope)
    small_rig.hall.opener.open_waiting()
    path = f"/console/cases/{terminal.id}/{sub_id}"
    page = staff.get(path)
    assert "李明远" in page.text
    assert "身份证芯片" in page.text
    shown = staff.get(f"{path}/attachments/{entry.digest}")
    assert (shown.content, shown.headers["content-type"]) == (picture, "image/png")
    assert "polyline" in staff.get(f"{path}/ink.svg").text
    assert not any(picture in file.read_bytes() for file in small_rig.folder.rglob("*") if file.is_file())


def test_a_rating_is_kept_with_its_reasons(small_rig: Rig) -> None:
    terminal, staff = small_rig.terminal(), small_rig.browser("3003")
    small_rig.submit(terminal)
    small_rig.tell(terminal, wire.RatingBody(number=NUMBER, stars=2, reasons=("等太久",)))
    assert "等太久" in staff.get("/console/ratings").text
    assert staff.case(NUMBER)["ratings"] == [2]


def test_the_terminals_page_shows_what_the_last_hello_said(small_rig: Rig) -> None:
    terminal, staff = small_rig.terminal(), small_rig.browser("3003")
    hello = wire.Hello(
        terminal_id=terminal.id,
        epoch=terminal.identity["epoch"],
        version="0.1.0",
        waiting=3,
        chain_head="0" * 64,
        audit_head="0" * 64,
        local_time=NOON,
        free_bytes=1,
        devices={"pickup_locker": "hardwareError"},
    )
    answer = small_rig.line(terminal.id).post("/v1/hello", content=hello.model_dump_json())
    assert wire.HelloAnswer.model_validate_json(answer.json()["statement"]).hall_time.startswith("2026-11-24")
    assert "取件柜 故障" in staff.get("/console/terminals").text
