"""What time alone does to cases."""

import pytest
from sqlalchemy import select

from hall.cases.clockwork import Clockwork
from hall.commands import timekeeper_of
from hall.storage.case_tables import CaseEvent, TextMessage
from hall.storage.tables import AuditLine, Submission
from offline_cache import wire
from tests.hall.rig import Browser, Rig
from tests.hall.terminal import NOON

NUMBER = "K0001261124000011"


def tick(rig: Rig) -> int:
    with rig.database.write() as session:
        return Clockwork(rig.hall.seal).tick(session, rig.clock())


def actions(rig: Rig) -> list[str]:
    with rig.database.read() as session:
        return list(session.scalars(select(CaseEvent.action).order_by(CaseEvent.position)))


def in_locker(rig: Rig, staff: Browser) -> None:
    terminal = rig.terminal()
    rig.submit(terminal)
    for action in ("accept", "approve", "hand-over"):
        staff.decide(NUMBER, action)
    parcel = staff.case(NUMBER)["parcels"][0]["parcel_id"]
    rig.tell(terminal, wire.LockerEvent(kind="delivered", cell=3, parcel_id=parcel, number=NUMBER, at=NOON))


def test_five_days_of_silence_are_acceptance(rig: Rig) -> None:
    staff = rig.browser()
    rig.submit(rig.terminal())
    rig.clock.pass_(days=8)
    assert tick(rig) == 1
    case = Browser(staff.client, staff.csrf)
    rig.clock.pass_(days=-8)
    assert case.case(NUMBER)["state"] == "ACCEPTED"
    assert "视为受理" in case.case(NUMBER)["events"][-1]["note"]


def test_a_deadline_alarms_once_when_near_and_once_when_late(small_rig: Rig) -> None:
    staff = small_rig.browser()
    small_rig.submit(small_rig.terminal())
    staff.decide(NUMBER, "accept")
    assert tick(small_rig) == 1, "the promise of this item is one working day"
    assert tick(small_rig) == 0
    small_rig.clock.pass_(days=3)
    assert tick(small_rig) == 1
    assert tick(small_rig) == 0
    assert actions(small_rig)[-2:] == ["alarm-amber", "alarm-red"]
    with small_rig.database.read() as session:
        lines = session.scalars(select(AuditLine.action).where(AuditLine.action.startswith("deadline."))).all()
    assert lines == ["deadline.amber", "deadline.red"]


def test_a_forgotten_result_is_called_out_three_times_and_then_overdue(small_rig: Rig) -> None:
    staff = small_rig.browser()
    in_locker(small_rig, staff)
    for days, messages in ((2, 1), (1, 2), (2, 3), (2, 4), (5, 4)):
        small_rig.clock.pass_(days=days)
        tick(small_rig)
        assert small_rig.count(TextMessage) == messages, f"after {days} more days"
    assert "overdue" in actions(small_rig)


def test_thetimekeeper_of_looks_once_a_minute(small_rig: Rig) -> None:
    small_rig.submit(small_rig.terminal())
    keeper = timekeeper_of(small_rig.hall)
    keeper.tick_if_due()
    small_rig.clock.pass_(days=8)
    assert keeper.tick_if_due() == 1
    small_rig.clock.pass_(seconds=59)
    assert keeper.tick_if_due() == 0


@pytest.mark.row("F17")
def test_a_follow_up_is_held_until_what_it_depends_on_is_open(rig: Rig) -> None:
    from tests.hall.terminal import body

    terminal = rig.terminal()
    first, second = "1" * 32, "2" * 32
    plain = body().model_dump_json().encode()
    later = terminal.seal(terminal.header(second, depends_on=first, number="K0001261124000022"), plain)
    assert rig.line(terminal.id).put(f"/v1/t/{terminal.id}/s/{second}", content=later).status_code == 201
    assert rig.hall.opener.open_waiting() == 0
    earlier = terminal.seal(terminal.header(first), plain)
    rig.line(terminal.id).put(f"/v1/t/{terminal.id}/s/{first}", content=earlier)
    assert rig.hall.opener.open_waiting() == 1
    assert rig.hall.opener.open_waiting() == 1
    with rig.database.read() as session:
        assert set(session.scalars(select(Submission.state))) == {"opened"}
