"""Bad ratings become tickets, and departments get a portrait that leads to cases."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from hall.cases.clocks import Urgency
from hall.cases.portrait import Axis, CaseRecord, drill, figures_of
from hall.cases.records import records_of
from hall.cases.tickets import FollowUp, TicketStage, followed_in_time, ticket_of
from hall.console.radar import radar_svg
from offline_cache import wire
from tests.hall.rig import Rig

NUMBER = "K0001261124000011"
NOW = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
RATED = FollowUp(1, NOW, None, None, None)
CASE = CaseRecord(
    terminal_id="T-1",
    sub_id="a" * 32,
    case_number="1",
    item_code="312000218000",
    department="市公安局",
    opened_at=NOW,
    decided_at=NOW + timedelta(days=1),
    late=False,
    approved=True,
    answered=True,
    corrections=0,
    promised_days=1,
    stars=None,
    bad_rating_followed=None,
)


def test_a_bad_rating_has_clocks_of_one_five_and_fifteen_working_days() -> None:
    contact = ticket_of(RATED, NOW)
    assert (contact.stage, contact.due_at and contact.due_at.date().isoformat()) == (TicketStage.CONTACT, "2026-11-25")
    ordinary = ticket_of(replace(RATED, contacted_at=NOW), NOW)
    assert (ordinary.stage, ordinary.due_at and ordinary.due_at.date().isoformat()) == (
        TicketStage.RECTIFY,
        "2026-12-01",
    )
    hard = ticket_of(replace(RATED, contacted_at=NOW, hard_since=NOW), NOW)
    assert (hard.stage, hard.due_at and hard.due_at.date().isoformat()) == (TicketStage.RECTIFY_HARD, "2026-12-15")
    assert ticket_of(replace(RATED, rectified_at=NOW), NOW).stage is TicketStage.DONE


def test_a_ticket_turns_red_when_nobody_called_in_time() -> None:
    assert ticket_of(RATED, NOW).urgency is Urgency.AMBER
    assert ticket_of(RATED, NOW + timedelta(days=2)).urgency is Urgency.RED


@pytest.mark.parametrize(
    ("contacted", "rectified", "hard", "looked", "followed"),
    [
        (None, None, False, 0, None),
        (None, None, False, 2, False),
        (2, None, False, 2, False),
        (1, None, False, 2, True),
        (1, None, False, 8, False),
        (1, 7, False, 8, True),
        (1, 8, False, 8, False),
        (1, None, True, 8, True),
        (1, 22, True, 22, False),
    ],
    ids=lambda value: str(value),
)
def test_a_bad_rating_is_followed_when_every_clock_that_ran_out_was_kept(
    contacted: int | None, rectified: int | None, hard: bool, looked: int, followed: bool | None
) -> None:
    """Days from a Tuesday: contact by Wednesday, ordinary matters in a week, hard ones by the 15th of December."""

    def day(number: int | None) -> datetime | None:
        return None if number is None else NOW + timedelta(days=number)

    rating = replace(RATED, contacted_at=day(contacted), rectified_at=day(rectified), hard_since=NOW if hard else None)
    assert followed_in_time(rating, NOW + timedelta(days=looked)) is followed


@pytest.mark.parametrize("stars", [3, 4, 5])
def test_a_fair_rating_is_no_ticket(stars: int) -> None:
    assert ticket_of(replace(RATED, stars=stars), NOW).due_at is None


def test_a_portrait_of_known_cases_has_the_known_figures() -> None:
    late = replace(CASE, sub_id="b" * 32, decided_at=NOW + timedelta(days=3), late=True, corrections=1, stars=1)
    late = replace(late, bad_rating_followed=False)
    found = {figure.axis: figure for figure in figures_of([CASE, replace(CASE, stars=5), late, late])}
    assert found[Axis.ON_TIME].text == "50%"
    assert found[Axis.FIRST_TIME].text == "50%"
    assert found[Axis.UNCORRECTED].text == "50%"
    assert found[Axis.SPEED].text == "2.0 个工作日"
    assert found[Axis.RATING].text == "2.3 星"
    assert (found[Axis.FOLLOW_UP].text, found[Axis.FOLLOW_UP].count) == ("0%", 2)


def test_what_is_late_and_not_decided_counts_as_late_and_what_nobody_saw_counts_for_nothing() -> None:
    """Six cases by hand: two decided in time, one decided late, one overdue, one being handled, one just received."""
    undecided = replace(CASE, decided_at=None, approved=False)
    cases = [CASE, CASE, replace(CASE, late=True), replace(undecided, late=True), undecided]
    cases.append(replace(undecided, answered=False))
    found = {figure.axis: figure for figure in figures_of(cases)}
    assert (found[Axis.ON_TIME].text, found[Axis.ON_TIME].count) == ("50%", 4)
    assert (found[Axis.UNCORRECTED].count, found[Axis.FIRST_TIME].count) == (5, 3)


def test_a_bad_rating_counts_although_a_better_one_came_later(rig: Rig) -> None:
    terminal = rig.terminal()
    rig.submit(terminal)
    rig.tell(terminal, wire.RatingBody(number=NUMBER, stars=1, stage="received"))
    rig.clock.pass_(days=3)
    rig.tell(terminal, wire.RatingBody(number=NUMBER, stars=5, stage="closed"))
    with rig.database.read() as session:
        record = records_of(session, "市公安局", rig.clock())[0]
    assert (record.stars, record.bad_rating_followed, record.late) == (5, False, False)
    rig.clock.pass_(days=9)
    with rig.database.read() as session:
        assert records_of(session, "市公安局", rig.clock())[0].late, "nobody has decided it"


def test_a_figure_without_cases_says_so_instead_of_zero() -> None:
    figure = figures_of([CASE])[4]
    assert (figure.axis, figure.score, figure.text) == (Axis.RATING, None, "还没有数据")
    assert "stroke-dasharray" in radar_svg(figures_of([CASE]))


def test_the_drill_names_what_gained_and_what_lost() -> None:
    late = replace(CASE, sub_id="b" * 32, late=True)
    found = drill(Axis.ON_TIME, [CASE, late])
    assert (found.gaining, found.losing) == ((CASE,), (late,))


def test_staff_follow_a_bad_rating_up_and_the_portrait_shows_it(small_rig: Rig) -> None:
    terminal, staff = small_rig.terminal(), small_rig.browser("3003")
    small_rig.submit(terminal)
    rating = small_rig.tell(terminal, wire.RatingBody(number=NUMBER, stars=1, reasons=("说明不清",)))
    assert "待联系" in staff.get("/console/ratings").text
    path = f"/console/ratings/{terminal.id}/{rating}"
    assert staff.post(path, step="contacted", note="").status_code == 422, "every step says what was done"
    staff.post(path, step="contacted", note="电话联系，已解释")
    staff.post(path, step="rectified", note="改了告知单")
    page = staff.get("/console/ratings").text
    assert "已办结" in page
    assert "改了告知单" in page
    portrait = staff.get("/console/portrait", department="市公安局", axis="follow-up").text
    assert "<svg" in portrait
    assert "100%" in portrait


def test_an_auditor_reads_ratings_and_changes_none(small_rig: Rig) -> None:
    terminal, auditor = small_rig.terminal(), small_rig.browser("3004")
    small_rig.submit(terminal)
    rating = small_rig.tell(terminal, wire.RatingBody(number=NUMBER, stars=1))
    assert "记一笔" not in auditor.get("/console/ratings").text
    assert auditor.post(f"/console/ratings/{terminal.id}/{rating}", step="contacted", note="abc").status_code == 403
