"""Results that do not go the straight way, and events that come late: no case is left where nobody can move it."""

import threading

import pytest
from sqlalchemy import select

from hall.cases.ledger import Actor, Move, note_event
from hall.cases.states import CaseState
from hall.storage.case_tables import Case, CaseEvent, Deposit
from hall.storage.tables import Submission
from offline_cache import wire
from tests.hall.rig import Browser, Rig
from tests.hall.terminal import NOON, Terminal

NUMBER = "K0001261124000011"


@pytest.fixture
def boxed(small_rig: Rig) -> tuple[Rig, Terminal, Browser]:
    terminal, staff = small_rig.terminal(), small_rig.browser()
    small_rig.submit(terminal)
    for action in ("accept", "approve", "hand-over"):
        staff.decide(NUMBER, action)
    return small_rig, terminal, staff


def told(rig: Rig, terminal: Terminal, staff: Browser, kind: str) -> str:
    """The terminal tells this of the last parcel; the state of its case then."""
    parcel = staff.case(NUMBER)["parcels"][-1]["parcel_id"]
    fields = {"kind": kind, "cell": 4, "parcel_id": parcel, "number": NUMBER, "at": NOON}
    rig.tell(terminal, wire.LockerEvent.model_validate(fields))
    return str(staff.case(NUMBER)["state"])


def test_a_result_that_went_back_to_the_hall_is_taken_at_the_window(boxed: tuple[Rig, Terminal, Browser]) -> None:
    rig, terminal, staff = boxed
    told(rig, terminal, staff, "delivered")
    assert told(rig, terminal, staff, "collected") == "RETURNED"
    staff.decide(NUMBER, "deliver")
    assert staff.case(NUMBER)["state"] == "DELIVERED"


def test_a_result_that_a_courier_brings_back_can_be_boxed_again(boxed: tuple[Rig, Terminal, Browser]) -> None:
    rig, terminal, staff = boxed
    staff.decide(NUMBER, "bring-back", "柜门坏了")
    assert staff.case(NUMBER)["state"] == "RETURNED"
    batch = rig.inbox(terminal)
    assert batch is not None
    assert any(isinstance(entry.message, wire.AssignmentEnded) for entry in batch.entries), "its code opens nothing"
    staff.decide(NUMBER, "hand-over")
    assert [parcel["state"] for parcel in staff.case(NUMBER)["parcels"]] == ["returned", "in-transit"]


def test_a_collection_that_is_told_before_the_delivery_leads_back_all_the_same(
    boxed: tuple[Rig, Terminal, Browser],
) -> None:
    rig, terminal, staff = boxed
    assert told(rig, terminal, staff, "collected") == "RETURNED"
    assert told(rig, terminal, staff, "delivered") == "RETURNED"


def test_a_pick_up_of_what_went_back_does_not_deliver_what_is_on_its_way_now(
    boxed: tuple[Rig, Terminal, Browser],
) -> None:
    rig, terminal, staff = boxed
    first = staff.case(NUMBER)["parcels"][0]["parcel_id"]
    told(rig, terminal, staff, "collected")
    staff.decide(NUMBER, "hand-over")
    rig.tell(terminal, wire.LockerEvent(kind="picked-up", cell=4, parcel_id=first, number=NUMBER, at=NOON))
    assert staff.case(NUMBER)["state"] == "IN_TRANSIT"


def test_the_original_that_was_collected_is_the_one_of_that_number(small_rig: Rig) -> None:
    terminal = small_rig.terminal()
    for number in ("K1", "K2"):
        small_rig.tell(terminal, wire.LockerEvent(kind="deposited", cell=5, number=number, at=NOON))
    small_rig.tell(terminal, wire.LockerEvent(kind="collected", cell=5, number="K2", at=NOON))
    with small_rig.database.read() as session:
        waiting = session.scalars(select(Deposit.number).where(Deposit.collected_at.is_(None))).all()
    assert waiting == ["K1"]


def test_a_refusal_that_is_reviewed_is_open_again_and_decided_anew(small_rig: Rig) -> None:
    staff = small_rig.browser()
    small_rig.submit(small_rig.terminal())
    staff.decide(NUMBER, "accept")
    staff.decide(NUMBER, "refuse", "不满一年")
    staff.decide(NUMBER, "review", "申请人提交了新的证明")
    with small_rig.database.read() as session:
        case = session.scalars(select(Case)).one()
        assert (case.closed_at, case.decided_at) == (None, None), "what is being reviewed is not purged"
    staff.decide(NUMBER, "resume")
    staff.decide(NUMBER, "approve")
    assert staff.case(NUMBER)["state"] == "APPROVED"


@pytest.mark.parametrize("rig", ["postgresql"], indirect=True)
def test_two_events_of_a_case_at_once_are_both_kept(rig: Rig) -> None:
    """One was set aside as unreadable because the other had taken its position."""
    terminal = rig.terminal()
    rig.submit(terminal)
    deposit = wire.LockerEvent(kind="deposited", cell=5, number=NUMBER, at=NOON)
    rig.hand_in(terminal, deposit.model_dump_json().encode(), purpose="locker-event")
    with rig.database.write() as session:
        case = session.scalars(select(Case)).one()
        note_event(session, case, Move(CaseState.RECEIVED, Actor("staff:3001", "窗口"), "noted"), rig.clock())
        opening = threading.Thread(target=rig.hall.opener.open_waiting)
        opening.start()
        rig.until_somebody_waits()
    opening.join()
    with rig.database.read() as session:
        assert set(session.scalars(select(Submission.state))) == {"opened"}
        events = session.scalars(select(CaseEvent.action).order_by(CaseEvent.position)).all()
    assert events == ["receive", "noted", "deposited"]
