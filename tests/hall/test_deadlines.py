"""From when a clock counts, what does not stop it, and that no case is forgotten because others wait too."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from hall.calendar import add_working_days, working_days_left
from hall.cases.clocks import Urgency, amber_until, urgency
from hall.cases.clockwork import BATCH, Clockwork
from hall.cases.states import CaseState
from hall.clock import CITY_TIME
from hall.commands import timekeeper_of
from hall.storage.case_tables import Case
from hall.storage.hall_tables import KnownFlow
from hall.storage.tables import AuditLine, Submission
from tests.hall.rig import Rig

NUMBER = "K0001261124000011"
TUESDAY = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)


def tick(rig: Rig) -> int:
    with rig.database.write() as session:
        return Clockwork(rig.hall.seal).tick(session, rig.clock())


def case_of(rig: Rig, number: str = NUMBER) -> Case:
    with rig.database.read() as session:
        found = session.scalars(select(Case).where(Case.number == number)).one()
        session.expunge_all()
    return found


def city_day(at: datetime | None) -> str:
    assert at is not None
    return f"{at.astimezone(CITY_TIME):%m-%d}"


def test_a_special_procedure_does_not_make_a_late_case_punctual(rig: Rig) -> None:
    rig.submit(rig.terminal())
    rig.browser().decide(NUMBER, "accept")  # the promise is one working day: Wednesday
    rig.clock.pass_(days=2)
    staff = rig.browser()
    with rig.database.write() as session:
        session.execute(update(Case).values(state=CaseState.REVIEWING))
    staff.decide(NUMBER, "special", "现场检验")
    rig.clock.pass_(days=7)
    staff = rig.browser()
    staff.decide(NUMBER, "resume")
    assert urgency(case_of(rig).due_at, rig.clock()) is Urgency.RED
    staff.decide(NUMBER, "approve")
    assert case_of(rig).decided_late is True


@pytest.mark.parametrize("late", range(8))
def test_days_that_were_lost_stay_lost(late: int) -> None:
    today = TUESDAY.date()
    assert working_days_left(today, add_working_days(today, -late).day) == -late


def test_silence_is_acceptance_from_the_day_of_receipt(rig: Rig) -> None:
    """行政许可法 art. 32: 自收到申请材料之日起即为受理."""
    rig.submit(rig.terminal())
    rig.clock.pass_(days=8)
    assert tick(rig) == 1
    case = case_of(rig)
    assert (case.state, city_day(case.accepted_at), city_day(case.due_at)) == ("ACCEPTED", "11-24", "11-25")
    assert tick(rig) == 1, "late at once, and staff are told"
    assert case_of(rig).alarm == Urgency.RED


def test_after_a_correction_silence_counts_from_the_day_the_papers_were_whole(small_rig: Rig) -> None:
    small_rig.submit(small_rig.terminal())
    small_rig.browser().decide(NUMBER, "correction", "照片不清楚：请重新拍")
    small_rig.clock.pass_(days=10)
    small_rig.browser().decide(NUMBER, "corrected")
    small_rig.clock.pass_(days=8)
    tick(small_rig)
    assert city_day(case_of(small_rig).accepted_at) == "12-04"


def test_what_was_set_aside_for_days_still_counts_from_its_receipt(rig: Rig) -> None:
    with rig.database.write() as session:
        session.add(KnownFlow(digest="f" * 64, number=1, known_since=rig.clock()))
    rig.submit(rig.terminal())
    rig.clock.pass_(days=3)
    rig.browser("3003").post("/console/quarantine/vouch", digest="0" * 64)
    rig.hall.opener.open_waiting()
    case = case_of(rig)
    assert (city_day(case.opened_at), city_day(case.due_at)) == ("11-24", "12-01")


def test_amber_begins_where_one_working_day_is_left_over_weekends_and_holidays() -> None:
    for start in range(400):
        now = datetime(2026, 1, 1, 4, 0, tzinfo=UTC) + timedelta(days=start)
        last = amber_until(now)
        assert urgency(last, now) is Urgency.AMBER
        assert urgency(last + timedelta(days=1), now) is Urgency.CALM


def test_cases_that_were_alarmed_about_do_not_hide_the_next(small_rig: Rig) -> None:
    rig = small_rig
    rig.submit(rig.terminal())
    rig.browser().decide(NUMBER, "accept")
    with rig.database.write() as session:
        _copy_case(session, BATCH, alarm="amber", due_at=rig.clock() + timedelta(hours=3))
    assert tick(rig) == 1
    assert case_of(rig).alarm == Urgency.AMBER


def test_one_case_that_cannot_be_read_stops_no_clock(small_rig: Rig) -> None:
    """A record of another hall, say: its holder is not reminded, and the audit says why."""
    rig, staff = small_rig, small_rig.browser()
    terminal = rig.terminal()
    rig.submit(terminal)
    for action in ("accept", "approve", "hand-over"):
        staff.decide(NUMBER, action)
    with rig.database.write() as session:
        session.connection().exec_driver_sql("UPDATE cases SET content = x'00'")
        session.connection().exec_driver_sql(
            "UPDATE parcels SET state = 'in-locker', delivered_at = '2026-11-24T04:00:00+00:00'"
        )
    rig.submit(terminal, number="K2")
    rig.clock.pass_(days=8)
    tick(rig)
    assert case_of(rig, "K2").state == CaseState.ACCEPTED
    assert "reminder.unreadable" in _audited(rig)


def test_a_key_of_the_catalogue_that_is_broken_stops_no_clock(small_rig: Rig) -> None:
    rig = small_rig
    rig.submit(rig.terminal())
    (rig.home.keys / "timestamp-1.pem").write_text("cut short by a full disk")
    keeper = timekeeper_of(rig.hall)
    for _ in range(2):
        rig.clock.pass_(days=8)
        keeper.tick_if_due()
    assert case_of(rig).state == CaseState.ACCEPTED
    assert _audited(rig).count("content.not-renewed") == 2, "once a day"


@pytest.mark.parametrize("rig", ["postgresql"], indirect=True)
def test_staff_who_are_quicker_than_the_clock_stop_only_the_case_they_took(rig: Rig) -> None:
    """SQLite has one writer: there nobody can be quicker within a look."""
    terminal = rig.terminal()
    rig.submit(terminal, number="K1")
    rig.submit(terminal, number="K2")
    rig.clock.pass_(days=8)
    with rig.database.write() as session:
        seen = session.scalars(select(Case)).all()
        assert len(seen) == 2
        rig.browser().decide("K1", "accept")
        assert Clockwork(rig.hall.seal).tick(session, rig.clock()) == 1
    assert {case_of(rig, number).state for number in ("K1", "K2")} == {"ACCEPTED"}


def test_a_date_whose_holidays_are_not_published_yet_is_shown_as_expected(small_rig: Rig) -> None:
    terminal = small_rig.terminal()
    small_rig.clock.pass_(days=35)
    sub_id = small_rig.submit(terminal)
    path = f"/console/cases/{terminal.id}/{sub_id}"
    assert "2027-01-06（预计）" in small_rig.browser().get(path).text
    small_rig.clock.pass_(days=30)
    assert "2026-12-29 12:00" in small_rig.browser().get(path).text, "a moment of another year says so"


@pytest.mark.row("I1")
def test_a_follow_up_that_waits_for_a_day_is_shown_and_told_once(rig: Rig) -> None:
    """Receipted, and no case: nobody would ever ask for it."""
    rig.hand_in(rig.terminal(), depends_on="9" * 32, number="K7")
    assert rig.hall.opener.open_waiting() == 0
    keeper = timekeeper_of(rig.hall)
    for hours, told in ((23, 0), (2, 1), (1, 1)):
        rig.clock.pass_(hours=hours)
        keeper.tick_if_due()
        assert _audited(rig).count("submission.held") == told
    page = rig.browser("3003").get("/console/quarantine").text
    assert ("K7" in page, "等前一件" in page) == (True, True)


def _audited(rig: Rig) -> list[str]:
    with rig.database.read() as session:
        return list(session.scalars(select(AuditLine.action)))


def _copy_case(session: Any, times: int, **changes: Any) -> None:
    """So many more like the one there is."""
    case = session.scalars(select(Case)).one()
    submission = session.get_one(Submission, (case.terminal_id, case.sub_id))
    for number in range(times):
        sub_id = f"{number:032x}"
        session.add(Submission(**_columns(submission) | {"sub_id": sub_id, "seq": 1000 + number}))
        session.add(Case(**_columns(case) | {"sub_id": sub_id, "number": f"N{number}"} | changes))


def _columns(row: Any) -> dict[str, Any]:
    return {column.name: getattr(row, column.name) for column in row.__table__.columns}
